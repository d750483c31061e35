import { AccessPolicy, AuditSink, createRuntime, Logger, workflow } from '@tenon/core';
import { Container } from 'inversify';
import { ConvertHandler, convert, Rates } from './rates.js';

// What the host binds: its own rates, log, policy and audit trail.
const host = new Container();
host.bind(Rates).toConstantValue({ of: () => 0.9 });
host.bind(ConvertHandler).toSelf();
const write = (message: string) => console.log(`log: ${message}`);
host.bind(Logger).toConstantValue({ debug: write, info: write, warn: write, error: write });
host.bind(AccessPolicy).toConstantValue({
  decide: ({ principal }) => principal === 'ann' || { allow: false, reason: 'only Ann may' },
});
host.bind(AuditSink).toConstantValue({
  append: ({ seq, type, details }) =>
    console.log(`audit: ${seq} ${type} ${JSON.stringify(details)}`),
});

const flow = workflow('exchange');
const price = flow.add('price', convert, { amount: 200, currency: 'USD' });
const exchange = flow.build();

// One runtime takes everything from the host; the other has rates of its own.
const usual = createRuntime({ container: host });
const special = createRuntime({
  container: host,
  configure: ({ bind }) => {
    bind(Rates).toConstantValue({ of: () => 0.95 });
  },
});

for (const [name, runtime] of Object.entries({ usual, special })) {
  const result = await runtime.execute(exchange, { principal: 'ann' });
  console.log(`${name}: ${result.of(price)?.euros} euros`);
}
const { status, error } = await usual.start(exchange, { principal: 'bob' }).result;
console.log(`${status}: ${error?.message}`);

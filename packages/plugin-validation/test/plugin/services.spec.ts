import { RuntimeError, workflow } from '@tenon/core';
import {
  ContractRegistry,
  type MetricsReading,
  Policy,
  ValidationMetrics,
} from '@tenon/plugin-validation';
import { pass, type TestRuntimeOptions, value } from '@tenon/testing';
import { expect } from 'chai';
import { Container, type ServiceIdentifier } from 'inversify';
import { withValidation } from '../support/runtime.js';

/** The two places where a host binds. */
function places<T>(id: ServiceIdentifier<T>, service: T): TestRuntimeOptions[] {
  const container = new Container();
  container.bind(id).toConstantValue(service);
  return [
    { container },
    {
      configure: ({ bind }) => {
        bind(id).toConstantValue(service);
      },
    },
  ];
}

describe('what a host binds itself', () => {
  it('stands as the metrics', () => {
    const own: ValidationMetrics = { read: () => ({}) as MetricsReading, reset: () => undefined };
    for (const place of places(ValidationMetrics, own)) {
      expect(withValidation(place).runtime.services.get(ValidationMetrics)).to.equal(own);
    }
  });

  it('stands as the registry, and says all names', async () => {
    const short = { name: 'short', source: { type: 'string', maxLength: 3 } };
    const own: ContractRegistry = { contracts: new Map([['short', short]]), policies: new Map() };
    const flow = (contract: string, given: string) => {
      const built = workflow('named');
      const from = built.add('from', value(given));
      built.connect(from.out.value, built.add('to', pass).in.value, { contract });
      return built.build();
    };
    for (const place of places(ContractRegistry, own)) {
      const { runtime } = withValidation({ ...place, mode: 'strict' });
      expect(runtime.services.get(ContractRegistry)).to.equal(own);
      expect((await runtime.start(flow('short', 'abc')).result).status).to.equal('completed');
      const { error } = await runtime.start(flow('short', 'abcd')).result;
      expect(error?.code).to.equal('CONTRACT_VIOLATED');
      const codes = runtime.verify(flow('text', 'abc')).map(({ code }) => code);
      expect(codes).to.deep.equal(['CONTRACT_UNKNOWN']);
    }
  });

  it('keeps the runtime from starting where it is none', () => {
    const wrong = [
      [ValidationMetrics, { read: () => undefined }, 'no method "reset"'],
      [ContractRegistry, { contracts: new Map() }, 'no map "policies"'],
      [ContractRegistry, undefined, 'no map "contracts" or "policies"'],
      [Policy, { name: 'p' }, 'no method "find"'],
    ] as const;
    for (const [id, service, message] of wrong) {
      for (const place of places<unknown>(id, service)) {
        expect(() => withValidation(place))
          .to.throw(message)
          .that.satisfies((error: unknown) => RuntimeError.is(error, 'SERVICE_FAILED'));
      }
    }
  });
});

import { createRuntime, workflow } from '@tenon/core';
import {
  formatIssues,
  NamedContract,
  ValidationMetrics,
  validation,
} from '@tenon/plugin-validation';
import { readOrder, report, round } from './orders.js';

// Before anything runs: all findings at once.
const broken = workflow('broken');
broken.add('read', readOrder, { text: '{}' });
broken.add('round', round, { digits: 12 });
broken.wire({ from: 'read', output: 'order', to: 'round', input: 'value', contract: 'anonymus' });

const runtime = createRuntime({
  plugins: [validation({ mode: 'strict' })],
  configure: ({ bind }) => {
    bind(NamedContract).toConstantValue({
      name: 'anonymous',
      target: { type: 'object', properties: { total: { maximum: 10_000 } } },
      policies: ['personal-data', 'credentials'],
    });
  },
});
console.log(`${formatIssues(runtime.verify(broken.build()))}\n`);

// While nodes run: schemas of ports, and contracts of connections.
const texts = [
  '{ "id": 1, "total": 12.5, "state": "paid" }',
  '{ "id": 2, "total": "12.5", "state": "payd" }',
  '{ "id": 3, "total": 99999, "state": "open" }',
  '{ "id": 4, "total": 7, "state": "sent", "email": "ada@example.org" }',
];
for (const text of texts) {
  const flow = workflow('orders');
  const read = flow.add('read', readOrder, { text });
  const told = flow.add('report', report);
  flow.connect(read.out.order, told.in.order, { contract: 'anonymous' });
  const result = await runtime.start(flow.build()).result;
  console.log(
    result.of(told)?.line ?? `${String(result.error?.code)}: ${String(result.error?.message)}`,
  );
}

const { checks, failures, byCode } = runtime.services.get(ValidationMetrics).read();
console.log(
  `\n${String(checks)} checks, ${String(failures)} failures:`,
  Object.fromEntries(byCode),
);

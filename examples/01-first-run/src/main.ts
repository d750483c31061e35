import { createRuntime, defineNode, port, workflow } from '@tenon/core';

const io = { n: port<number>() };
const half = defineNode({ type: 'half', inputs: io, outputs: io, run: ({ n }) => ({ n: n / 2 }) });

const flow = workflow('first-run');
const once = flow.add('once', half, { n: 84 });
const twice = flow.add('twice', half);
flow.connect(once.out.n, twice.in.n);

const result = await createRuntime().execute(flow.build());
console.log(result.of(once), result.of(twice));

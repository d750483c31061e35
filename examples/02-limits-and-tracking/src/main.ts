import {
  createRuntime,
  defineNode,
  formatDescription,
  MemoryTaskManager,
  port,
  TaskManager,
  workflow,
} from '@tenon/core';

const io = { n: port<number>() };
const next = defineNode({
  type: 'next',
  inputs: io,
  outputs: io,
  run: async ({ n }) => ({ n: n + 1 }),
});

function count(to: number) {
  const flow = workflow(`count to ${to}`);
  let last = flow.add('1', next, { n: 0 });
  for (let n = 2; n <= to; n++) {
    const node = flow.add(String(n), next);
    flow.connect(last.out.n, node.in.n);
    last = node;
  }
  return flow.build();
}

// A task manager of one's own can be read; binding one also turns the records of each node on.
const tasks = new MemoryTaskManager();
const runtime = createRuntime({
  limits: { concurrentRuns: 1, whenFull: 'refuse', nodeVisits: 3 },
  configure: ({ bind }) => {
    bind(TaskManager).toConstantValue(tasks);
  },
});

const first = runtime.start(count(2), { id: 'first' });
const second = runtime.start(count(2), { id: 'second' });
await Promise.all([first.result, second.result]);
const third = runtime.start(count(4), { id: 'third' });

for (const { id, result } of [first, second, third]) {
  const { status, error } = await result;
  console.log(`${id}: ${status}${error === undefined ? '' : `, ${error.code}: ${error.message}`}`);
  for (const task of tasks.tasks(id)) console.log(`  node ${task.node}: ${task.status}`);
}
console.log(`\n${formatDescription(runtime.describe())}`);

import { setTimeout as wait } from 'node:timers/promises';
import { defineNode, type Workflow, workflow } from '@tenon/core';

/** A workflow that prints for so long, and stops when it is told to. */
function printing(name: string, ms: number): Workflow {
  const print = defineNode({
    type: 'print',
    run: async (_inputs, { signal }) => {
      await wait(ms, undefined, { signal });
      return {};
    },
  });
  const flow = workflow(name);
  flow.add('print', print);
  return flow.build();
}

/** What may be asked for, by name. */
export const JOBS: ReadonlyMap<string, Workflow> = new Map([
  ['letter', printing('letter', 1)],
  ['book', printing('book', 2_000)],
  ['encyclopedia', printing('encyclopedia', 600_000)],
]);

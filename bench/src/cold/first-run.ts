/** What a first run is: a runtime with four plugins, and a workflow of two nodes. */
import { createRuntime, defineNode, port, type Runtime, workflow } from '@tenon/core';
import { conditional } from '@tenon/plugin-conditional';
import { cycles } from '@tenon/plugin-cycles';
import { parameters } from '@tenon/plugin-parameters';
import { validation } from '@tenon/plugin-validation';

const double = defineNode({
  type: 'double',
  inputs: { n: port<number>() },
  outputs: { n: port<number>() },
  run: ({ n }) => ({ n: 2 * n }),
});

/** Comes to the first result of a process. Throws where it is not what it should be. */
export async function firstResult(): Promise<void> {
  const flow = workflow('first');
  const one = flow.add('one', double, { n: 1 });
  const two = flow.add('two', double);
  flow.connect(one.out.n, two.in.n);
  const result = await idleRuntime().execute(flow.build());
  if (result.of(two)?.n !== 4) throw new Error('The first run went wrong.');
}

/** A runtime that runs nothing. */
export function idleRuntime(): Runtime {
  return createRuntime({ plugins: [parameters(), validation(), cycles(), conditional()] });
}

import {
  createRuntime,
  defineNode,
  type LoopLimits,
  OutputHandle,
  port,
  workflow,
} from '@tenon/core';
import { cycles } from '@tenon/plugin-cycles';
import type { Contender } from './measure.js';

/** The body of every self-loop: what it gave last plus one. */
const next = ({ value }: { readonly value: number }) => ({ value: value + 1 });

const count = defineNode({
  type: 'count',
  inputs: { value: port<number>().default(0) },
  outputs: { value: port<number>() },
  run: next,
});

/** The output that conditions ask for, in whichever workflow. */
const VALUE = new OutputHandle<number>('node', 'value');

/** A node that feeds itself so many times. The conditions hold in the last iteration only. */
export function selfLoop(iterations: number) {
  const maxIterations = iterations + 1;
  return {
    awaiting: withAwait(iterations),
    plain: withTenon('tenon', { maxIterations: iterations }),
    typed: withTenon('  until a function', {
      maxIterations,
      until: ({ value }) => value(VALUE) >= iterations,
    }),
    text: withTenon('  until CEL text', {
      maxIterations,
      until: `node.value >= ${String(iterations)}`,
    }),
    timed: withTenon('  with a time limit', { maxIterations: iterations, timeoutMs: 60_000 }),
  };
}

/** All built-in steps, default options, nothing tapped. */
function withTenon(name: string, limits: LoopLimits): Contender {
  const flow = workflow('self-loop');
  const node = flow.add('node', count);
  flow.loop('loop', { back: [[node.out.value, node.in.value]], ...limits });
  const built = flow.build();
  const runtime = createRuntime({ plugins: [cycles()] });
  return {
    name,
    async run() {
      return (await runtime.execute(built)).of(node)?.value ?? Number.NaN;
    },
  };
}

/** What a user would write by hand. */
function withAwait(iterations: number): Contender {
  return {
    name: 'awaiting loop',
    async run() {
      let value = 0;
      for (let i = 0; i < iterations; i++) {
        // Awaited whatever it is: what this loop does not know is whether the body is asynchronous.
        // oxlint-disable-next-line typescript/await-thenable
        const output = await next({ value });
        value = output.value;
      }
      return value;
    },
  };
}

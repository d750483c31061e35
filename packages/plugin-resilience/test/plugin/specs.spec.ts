import { defineNode, port, type Workflow, workflow } from '@tenon/core';
import { type ResiliencePolicy, resilience } from '@tenon/plugin-resilience';
import { pluginSpec } from '@tenon/testing';

const io = { value: port<number>() };

const down = defineNode({
  type: 'down',
  inputs: io,
  outputs: io,
  run: async (): Promise<{ value: number }> => {
    throw new Error('down');
  },
});

const listed = defineNode({
  type: 'listed',
  inputs: io,
  outputs: io,
  run: async ({ value }) => ({ value: value * 2 }),
});

/** One node that never answers well, and one that takes what it, or what stands in for it, answers. */
function asking(n: number, policy: ResiliencePolicy): Workflow {
  const flow = workflow('asking');
  const first = flow.add('first', down, { value: n }, { plugins: { resilience: policy } });
  const then = flow.add('then', listed);
  flow.connect(first.out.value, then.in.value);
  return flow.build();
}

describe('with attempts, a limit of time, a bulkhead and what stands in', () => {
  pluginSpec(resilience({ timeoutMs: 60_000, bulkhead: { concurrent: 100 } }), {
    workflow: (n) =>
      asking(n, {
        retry: { attempts: 3, backoff: 'none', jitter: 'none' },
        fallback: { node: listed },
      }),
  });
});

describe('with attempts that all fail', () => {
  pluginSpec(resilience({ types: { down: { retry: { attempts: 2, backoff: 'none' } } } }), {
    workflow: (n) => asking(n, {}),
  });
});

describe('with a breaker that stays closed', () => {
  pluginSpec(resilience({ types: { listed: { breaker: { failures: 10_000 } } } }), {
    workflow: (n) => asking(n, { fallback: { outputs: { value: n } } }),
  });
});

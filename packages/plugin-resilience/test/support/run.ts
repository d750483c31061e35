import {
  type NodeDefinition,
  type Plugin,
  type RunEvent,
  type RunOptions,
  type RunResult,
  type Runtime,
  type Workflow,
  workflow,
} from '@tenon/core';
import {
  RandomSource,
  type ResilienceOptions,
  type ResiliencePolicy,
  resilience,
} from '@tenon/plugin-resilience';
import { aRuntime, VirtualClock } from '@tenon/testing';

/** Chance that a test knows: always the same, or a sequence that begins anew. */
export function chance(...numbers: readonly number[]): RandomSource {
  let at = 0;
  return { next: () => numbers[at++ % numbers.length] as number };
}

/** A workflow with one node, `it`, and what it states. */
export function only(
  node: NodeDefinition,
  policy?: ResiliencePolicy,
  { timeoutMs }: { readonly timeoutMs?: number } = {},
): Workflow {
  const flow = workflow('flow');
  flow.add(
    'it',
    node,
    {},
    {
      ...(policy !== undefined && { plugins: { resilience: policy } }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    },
  );
  return flow.build();
}

interface BenchOptions {
  readonly options?: ResilienceOptions;
  readonly random?: RandomSource;
  readonly plugins?: readonly Plugin[];
  readonly contentAware?: boolean;
  readonly configure?: Parameters<typeof aRuntime>[0] extends infer O | undefined
    ? NonNullable<O> extends { configure?: infer C }
      ? C
      : never
    : never;
}

/** A runtime with the plugin and a clock that stands still, and ways to run workflows on it. */
export function bench({
  options,
  random = chance(0.5),
  plugins = [],
  contentAware,
  configure,
}: BenchOptions = {}) {
  const clock = new VirtualClock();
  const { runtime, log } = aRuntime({
    clock,
    plugins: [resilience(options), ...plugins],
    ...(contentAware !== undefined && { contentAware }),
    configure: (bindings) => {
      bindings.bind(RandomSource).toConstantValue(random);
      configure?.(bindings);
    },
  });
  const run = async (flow: Workflow, given: RunOptions = {}): Promise<RunResult> =>
    clock.until(runtime.start(flow, given).result);
  return { clock, runtime, log, run };
}

/** Runs a workflow and reads its events. */
export async function eventsOf(
  runtime: Runtime,
  clock: VirtualClock,
  flow: Workflow,
): Promise<readonly RunEvent[]> {
  const handle = runtime.start(flow);
  const events: RunEvent[] = [];
  const reading = (async () => {
    for await (const event of handle.events()) events.push(event);
  })();
  await clock.until(handle.result);
  await reading;
  return events;
}

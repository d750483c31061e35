import {
  createRuntime,
  NodeType,
  type Plugin,
  type RunOptions,
  type RunResult,
  type Runtime,
  RuntimeError,
  type Workflow,
} from '@tenon/core';
import { buildWorkflow, workflowKinds } from './build-workflow.js';
import { type Case, type Expected, type Isolation, outcomesOf } from './case.js';
import { compareRun } from './compare.js';
import { completingAtRandom } from './completing-at-random.js';
import type { Difference } from './difference.js';
import { NODE_KINDS, watched } from './node-kinds.js';
import { type Observed, observe, refusedAtBuild } from './observe.js';
import type { Installation } from './plugins.js';

/** In a random order of completion, the seed also decides how many nodes may run at once: from one to so many. */
const MOST_AT_ONCE = 4;

/** With what a case is executed. */
export interface Setting {
  readonly installed: readonly Installation[];
  /** For cases that state no isolation of their own. */
  readonly isolation?: Isolation | undefined;
  /** A seed for the order in which nodes complete; where there is none, each completes as soon as it can. */
  readonly shuffledBy?: number | undefined;
  /** Plugins beside those that are installed, with whatever they do to a run. */
  readonly plugins?: readonly Plugin[];
}

/** Builds, verifies and runs the workflow of a case, as often as it says, and compares each outcome. */
export async function executeCase(stated: Case, setting: Setting): Promise<Difference[]> {
  const expected = outcomesOf(stated);
  const observed = await observeCase(stated, setting);
  return observed.flatMap((got, i) => {
    const place = expected.length > 1 ? ['executions', i] : [];
    return compareRun(expected[i] as Expected, got, stated.timing === true, place);
  });
}

async function observeCase(stated: Case, setting: Setting): Promise<Observed[]> {
  let built: Workflow;
  try {
    built = buildWorkflow(stated);
  } catch (error) {
    if (!RuntimeError.is(error)) throw error;
    return outcomesOf(stated).map(() => refusedAtBuild(error.code, error.message));
  }
  const entered = new Set<string>();
  const runtime = makeRuntime(stated, setting, entered);
  try {
    const verified = runtime.verify(built);
    const observed: Observed[] = [];
    for (const { parameters } of stated.executions ?? [
      { parameters: parametersOf(stated, setting) },
    ]) {
      entered.clear();
      const options = { ...optionsOf(stated, setting), parameters };
      const result = await run(runtime, built, options, stated.options?.abortAfterMs);
      observed.push(observe(result, { verified, entered }));
    }
    return observed;
  } finally {
    await runtime.dispose();
  }
}

function makeRuntime(stated: Case, setting: Setting, entered: Set<string>): Runtime {
  const { installed, shuffledBy, plugins = [] } = setting;
  const without = new Set(stated.options?.without);
  const own = [...NODE_KINDS, ...installed.flatMap((installation) => installation.kinds ?? [])];
  const kinds = shuffledBy === undefined ? own : completingAtRandom(own, shuffledBy);
  const contentAware = stated.options?.contentAware;
  return createRuntime({
    plugins: [
      ...installed
        .filter(({ capability }) => capability === undefined || !without.has(capability))
        .flatMap((installation) => installation.plugins(stated)),
      ...plugins,
    ],
    configure: ({ bind }) => {
      for (const type of watched(kinds, entered)) bind(NodeType).toConstantValue(type);
      for (const type of workflowKinds(stated)) bind(NodeType).toConstantValue(type);
    },
    ...(contentAware !== undefined && { contentAware }),
  });
}

function optionsOf({ options = {} }: Case, setting: Setting): RunOptions {
  const { onError, timeoutMs, isolation = setting.isolation } = options;
  return {
    ...(onError !== undefined && { onError }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(isolation !== undefined && { isolation }),
    ...(setting.shuffledBy !== undefined && {
      concurrency: 1 + (setting.shuffledBy % MOST_AT_ONCE),
    }),
  };
}

function parametersOf({ parameters, parametersOf: said }: Case, { installed }: Setting): unknown {
  if (said === undefined) return parameters;
  const speaker = installed.find((installation) => installation.parametersOf !== undefined);
  if (speaker?.parametersOf === undefined)
    throw new Error('Nothing installed takes "parametersOf".');
  return speaker.parametersOf(said);
}

async function run(
  runtime: Runtime,
  built: Workflow,
  options: RunOptions,
  abortAfterMs: number | undefined,
): Promise<RunResult> {
  const abort = new AbortController();
  const timer =
    abortAfterMs === undefined ? undefined : setTimeout(() => abort.abort(), abortAfterMs);
  try {
    return await runtime.start(built, { ...options, signal: abort.signal }).result;
  } finally {
    clearTimeout(timer);
  }
}

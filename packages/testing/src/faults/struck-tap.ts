import type { Clock, Run } from '@tenon/core';
import type { Striker } from './striker.js';

/** The function of a tap. */
export type TapFunction = (...args: unknown[]) => unknown;

/** Where a tap stands. */
export interface TapPlace {
  /** `prepare`, or `CycleHooks.iteration`. */
  readonly hook: string;
  readonly plugin: string;
  /** Whether a promise would be waited for. */
  readonly mayWait: boolean;
}

/** The hooks that are called while a run can still be aborted. In the others a fault aborts what may hear nothing. */
const HEARING: ReadonlySet<string> = new Set([
  'prepare',
  'admit',
  'execute',
  'nodeStarted',
  'results',
]);

/** The function of a tap, each of whose calls the fault may strike. */
export function struckTap(
  fn: TapFunction,
  { hook, plugin, mayWait }: TapPlace,
  clock: Clock,
  striker: Striker,
): TapFunction {
  return (...args) => {
    const run = runAmong(args);
    return striker.pass(
      {
        runId: run?.id,
        node: undefined,
        path: undefined,
        attempt: undefined,
        hook,
        plugin,
      },
      {
        clock,
        signal: () => run?.signal,
        hasHeard: () => run === undefined || !HEARING.has(hook) || run.isAborted,
        mayWait,
      },
      () => fn(...args),
    );
  };
}

/** A hook whose last argument is a run belongs to that run. */
function runAmong(args: readonly unknown[]): Run | undefined {
  const last = args.at(-1);
  const isRun =
    typeof last === 'object' && last !== null && 'isAborted' in last && 'signal' in last;
  return isRun ? (last as Run) : undefined;
}

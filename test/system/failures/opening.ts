import type { ErrorCode, RunStatus, RuntimeHooks, Services, TapOnly, Workflow } from '@tenon/core';

/** How a tap misbehaves. */
export type Misbehaviour =
  | 'throws'
  | 'rejects'
  | 'hangs'
  | 'answers a promise'
  | 'aborts the run'
  | 'aborts the run and hangs';

/** How a run ends then, and the code of its error; of its warning where it completes. */
export type Consequence = readonly [status: RunStatus, code?: ErrorCode];

/** A hook that is tapped by a plugin that misbehaves, and what comes of it. */
export interface Opening {
  /** As it stands in messages. */
  readonly title: string;
  /** Its tap side, whatever its arguments. */
  taps(hooks: TapOnly<RuntimeHooks>, services: Services): object;
  /** Those of its misbehaviours that are possible, with what comes of each. */
  readonly consequences: ReadonlyMap<Misbehaviour, Consequence>;
  /** What is run; a workflow that needs all plugins where nothing is said. */
  readonly workflow?: Workflow;
  /** How long a run lasts at most whose tap hangs: the hook's time limit, where nothing is said. */
  readonly settlesWithinMs?: number;
}

type Consequences = Readonly<Partial<Record<Misbehaviour, Consequence>>>;

/** What comes of misbehaving in a hook whose taps cannot wait. */
export function synchronous(
  failing: Consequence,
  promising: Consequence,
  more: Consequences = {},
): ReadonlyMap<Misbehaviour, Consequence> {
  return consequencesOf({
    throws: failing,
    'answers a promise': promising,
    'aborts the run': ['aborted', 'ABORTED'],
    ...more,
  });
}

/** What comes of misbehaving in a hook whose taps may wait. */
export function asynchronous(
  failing: Consequence,
  hanging: Consequence,
  more: Consequences = {},
): ReadonlyMap<Misbehaviour, Consequence> {
  return consequencesOf({
    throws: failing,
    rejects: failing,
    hangs: hanging,
    'aborts the run': ['aborted', 'ABORTED'],
    'aborts the run and hangs': ['aborted', 'ABORTED'],
    ...more,
  });
}

function consequencesOf(all: Consequences): ReadonlyMap<Misbehaviour, Consequence> {
  return new Map(Object.entries(all)) as unknown as ReadonlyMap<Misbehaviour, Consequence>;
}

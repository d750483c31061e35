import type {
  DryRun,
  LoopSummary,
  NodeOutcome,
  Outcomes,
  PlannedNode,
  PlannedNodes,
  RunResult,
} from '@tenon/core';
import { duration } from '../text/duration.js';
import type { DrawnState } from './drawing.js';

/** What is told of one node or loop. */
interface Told {
  readonly state: DrawnState | undefined;
  readonly notes: readonly string[];
  readonly detail: string | undefined;
}

/** How the nodes and loops of one workflow stand. */
export interface States {
  readonly over: 'nothing' | 'run' | 'plan';
  node(id: string): Told;
  /** The same without its reason, which takes work to find. */
  state(id: string): DrawnState | undefined;
  loop(id: string): Told;
  /** Whether a node that completed never took a port. */
  neverTook(id: string, port: string): boolean;
  /** The states of a sub-workflow node's own nodes. */
  inside(id: string): States;
}

const NOTHING: Told = { state: undefined, notes: [], detail: undefined };

/** Where nothing is known of a run. */
export const NO_STATES: States = {
  over: 'nothing',
  node: () => NOTHING,
  state: () => undefined,
  loop: () => NOTHING,
  neverTook: () => false,
  inside: () => NO_STATES,
};

/** How the nodes stood at the end of a run. */
export function statesOfRun(result: RunResult<unknown>): States {
  return new RunStates({ result, explained: 0 }, result.outcomes, [], result.loops);
}

/** What a run would do with the nodes. */
export function statesOfPlan({ nodes }: DryRun): States {
  return new PlanStates(nodes);
}

/** Reasons that are looked up at most: each is followed to its first cause, which may be as far away as the graph is deep. */
const MOST_EXPLAINED = 500;

/** A run that is being told of. */
interface TellingRun {
  readonly result: RunResult<unknown>;
  explained: number;
}

class RunStates implements States {
  readonly over = 'run';
  readonly #run: TellingRun;
  readonly #outcomes: Outcomes | undefined;
  readonly #within: readonly string[];
  readonly #loops: Readonly<Record<string, LoopSummary>>;

  constructor(
    run: TellingRun,
    outcomes: Outcomes | undefined,
    within: readonly string[],
    loops: Readonly<Record<string, LoopSummary>>,
  ) {
    this.#run = run;
    this.#outcomes = outcomes;
    this.#within = within;
    this.#loops = loops;
  }

  node(id: string): Told {
    const outcome = this.#outcomes?.get(id);
    if (outcome === undefined) return NOTHING;
    const { status } = outcome;
    return { state: status, notes: notesOf(outcome), detail: this.#reason(id, status) };
  }

  state(id: string): DrawnState | undefined {
    return this.#outcomes?.get(id)?.status;
  }

  #reason(id: string, status: NodeOutcome['status']): string | undefined {
    if (status === 'completed' || this.#run.explained >= MOST_EXPLAINED) return undefined;
    this.#run.explained++;
    const path = [...this.#within, id] as unknown as readonly [string, ...string[]];
    return this.#run.result.why(...path)?.text;
  }

  loop(id: string): Told {
    if (!Object.hasOwn(this.#loops, id)) return NOTHING;
    const { reason, iterations, error, elapsedMs } = this.#loops[id] as LoopSummary;
    return {
      state:
        error !== undefined || reason === 'failed'
          ? 'failed'
          : reason === 'aborted'
            ? 'aborted'
            : 'completed',
      notes: [`${reason} after ${counted(iterations, 'iteration')}`, duration(elapsedMs)],
      detail: error?.message,
    };
  }

  neverTook(id: string, port: string): boolean {
    const outcome = this.#outcomes?.get(id);
    return outcome?.routing !== undefined && !outcome.routing.times.has(port);
  }

  inside(id: string): States {
    const nested = this.#outcomes?.get(id)?.nested;
    return new RunStates(this.#run, nested, [...this.#within, id], {});
  }
}

class PlanStates implements States {
  readonly over = 'plan';
  readonly #nodes: PlannedNodes | undefined;

  constructor(nodes: PlannedNodes | undefined) {
    this.#nodes = nodes;
  }

  node(id: string): Told {
    const planned = this.#nodes?.get(id);
    if (planned === undefined) return NOTHING;
    return { state: planned.expectation, notes: [], detail: dependsOn(planned) };
  }

  state(id: string): DrawnState | undefined {
    return this.#nodes?.get(id)?.expectation;
  }

  loop(): Told {
    return NOTHING;
  }

  neverTook(): boolean {
    return false;
  }

  inside(id: string): States {
    return new PlanStates(this.#nodes?.get(id)?.nested);
  }
}

function notesOf({ durationMs, iterations, attempts, error }: NodeOutcome): string[] {
  const notes: string[] = [];
  if (error !== undefined) notes.push(error.code);
  if (durationMs !== undefined) notes.push(duration(durationMs));
  if (iterations > 1) notes.push(`${String(iterations)} visits`);
  if (attempts > 1) notes.push(`${String(attempts)} attempts`);
  return notes;
}

function dependsOn({ when }: PlannedNode): string | undefined {
  if (when.length === 0) return undefined;
  const ports = when.map(({ node, port, condition }) =>
    condition === undefined
      ? `"${node}" takes "${port}"`
      : `"${node}" takes "${port}", ${condition}`,
  );
  return `Runs where ${ports.join(', or ')}.`;
}

/** `1 iteration`, `2 iterations`. */
export function counted(number: number, what: string): string {
  return `${String(number)} ${what}${number === 1 ? '' : 's'}`;
}

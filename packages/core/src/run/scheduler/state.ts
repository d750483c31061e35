import type { Plan } from '../../plan/plan.js';

/** How a unit stands within the current iteration of the region around it. */
export const Status = {
  pending: 0,
  /** Due to run, not yet started. */
  ready: 1,
  running: 2,
  /** Cut off; its visit has not come back yet. */
  cancelled: 3,
  completed: 4,
  /** Skipped: its edges are dead. */
  dead: 5,
  /** Skipped: something it needs failed. */
  upstreamFailed: 6,
  failed: 7,
  /** Cut off, or never started because the run or the loop stopped. */
  aborted: 8,
} as const;

export type Status = (typeof Status)[keyof typeof Status];

/** Whether a status is final for the current iteration. */
export function isSettled(status: number): boolean {
  return status >= Status.completed;
}

/**
 * What is known of one activation of a plan: statuses and numbers, no data. Changed by the machine and the sweep only.
 *
 * A *turn* numbers each iteration of each region across the activation, rising; turn 0 is the root's. A visit is a step
 * in a turn, so that an abandoned visit can never complete a later one.
 */
export class State {
  /** By unit. A plain list: in the many plans that are small, a typed array is twice as large, and outside the heap. */
  readonly status: number[];
  /** By gate: whether its port was taken at the last completed visit. */
  readonly taken: Uint8Array;
  /** By gate: how often its port was taken. Empty where the plan has no regions, and nothing is visited twice. */
  readonly timesTaken: Int32Array;
  /** By required input with edges: whether the run supplies it. */
  readonly supplied: Uint8Array | undefined;
  /** Whether some edge may be dead or failed: as long as not, every step runs. */
  troubled: boolean;
  /** By region: the iteration, from 1; 0 before the first. */
  readonly iteration: Int32Array;
  /** By region: the turn of the current iteration. A plain list: what is read of it at each visit is then no new number. */
  readonly turn: number[];
  /** By region: the turn before the first iteration of the current run of the loop. */
  readonly entered: Float64Array;
  /** By step: the turn of its last completed visit, or -1. Empty where the plan has no regions. */
  readonly completedIn: Float64Array;
  /** By step: how many visits have ended. Empty where the plan has no regions. */
  readonly visits: Int32Array;
  /** By back edge: whether it carried something out of the last iteration. */
  readonly backLive: Uint8Array;
  #fed: Uint8Array | undefined;
  #turns = 0;

  constructor(plan: Plan, supplied: Uint8Array | undefined) {
    const regions = plan.regions.length;
    const looping = regions > 0 ? plan.steps.length : 0;
    this.status = plan.zeros.slice(); // `Status.pending`
    this.taken = bytes(plan.gatePorts.length);
    this.timesTaken = regions === 0 ? NO_INTEGERS : new Int32Array(plan.gatePorts.length);
    this.supplied = supplied;
    this.troubled = plan.hasGates;
    this.iteration = regions === 0 ? NO_INTEGERS : new Int32Array(regions);
    this.turn = regions === 0 ? NO_TURNS : new Array<number>(regions).fill(0);
    this.entered = regions === 0 ? NO_NUMBERS : new Float64Array(regions);
    this.completedIn = looping === 0 ? NO_NUMBERS : new Float64Array(looping).fill(-1);
    this.visits = looping === 0 ? NO_INTEGERS : new Int32Array(looping);
    this.backLive = bytes(plan.back.count);
  }

  /** Scratch of the join rule, by required input with edges; made when the rule is first asked. */
  fedOf(plan: Plan): Uint8Array {
    return (this.#fed ??= bytes(plan.slotInputs.length));
  }

  nextTurn(): number {
    this.#turns += 1;
    return this.#turns;
  }

  /** The turn in which a step is visited now. */
  turnOf(plan: Plan, step: number): number {
    const region = plan.regionOf[step] as number;
    return region < 0 ? 0 : (this.turn[region] as number);
  }
}

// An empty typed array costs as much as a small one: activations that need none share these.
const NO_BYTES = new Uint8Array(0);
const NO_INTEGERS = new Int32Array(0);
const NO_NUMBERS = new Float64Array(0);
const NO_TURNS: number[] = [];

function bytes(length: number): Uint8Array {
  return length === 0 ? NO_BYTES : new Uint8Array(length);
}

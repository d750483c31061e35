import type { Visit } from './visit.js';

/** Told that the promise in a lane has settled. */
export type CameBack = (lane: Lane, value: unknown) => void;

/**
 * A place for a visit whose promise is awaited. Its two callbacks are made once and serve one visit after another: made
 * for each visit, they would cost more than all else that is done for it.
 */
export class Lane {
  readonly fulfilled: (value: unknown) => void;
  readonly rejected: (error: unknown) => void;
  #visit: Visit | undefined;
  #turn = 0;
  #isAwaited = false;

  constructor(fulfilled: CameBack, rejected: CameBack) {
    // Not written into the members: see "Functions that hold on" in docs/performance.md.
    const takeValue = (value: unknown) => fulfilled(this, value);
    const takeError = (error: unknown) => rejected(this, error);
    this.fulfilled = takeValue;
    this.rejected = takeError;
  }

  /** The visit that has it: until its promise settles, also where nobody waits for that any more. */
  get visit(): Visit {
    return this.#visit as Visit;
  }

  /** The turn in which it is visited. */
  get turn(): number {
    return this.#turn;
  }

  get isAwaited(): boolean {
    return this.#isAwaited;
  }

  /** A visit takes the lane. */
  enter(visit: Visit, turn: number): void {
    this.#visit = visit;
    this.#turn = turn;
    this.#isAwaited = true;
  }

  /** Nobody waits any more. Answers whether anybody did. */
  leave(): boolean {
    const wasAwaited = this.#isAwaited;
    this.#isAwaited = false;
    return wasAwaited;
  }
}

/** The lanes of one activation: as many as promises were pending at a time. */
export class Lanes {
  readonly #fulfilled: CameBack;
  readonly #rejected: CameBack;
  readonly #all: Lane[] = [];
  readonly #free: Lane[] = [];
  /** Of the visits that are awaited, by step; made when they are looked up, which happens when many are cut off at once. */
  #byStep: Map<number, Lane> | undefined;

  constructor(fulfilled: CameBack, rejected: CameBack) {
    this.#fulfilled = fulfilled;
    this.#rejected = rejected;
  }

  /** A lane for a visit. */
  enter(visit: Visit, turn: number): Lane {
    this.#byStep = undefined;
    const lane = this.#free.pop() ?? this.#add();
    lane.enter(visit, turn);
    return lane;
  }

  /** The promise in a lane has settled: the lane is free. Answers whether its visit was still awaited. */
  free(lane: Lane): boolean {
    this.#byStep = undefined;
    this.#free.push(lane);
    return lane.leave();
  }

  /** The lane of a step that is awaited. */
  of(step: number): Lane | undefined {
    this.#byStep ??= new Map(
      this.#all.filter(({ isAwaited }) => isAwaited).map((lane) => [lane.visit.step.index, lane]),
    );
    const lane = this.#byStep.get(step);
    return lane?.isAwaited === true ? lane : undefined;
  }

  #add(): Lane {
    const lane = new Lane(this.#fulfilled, this.#rejected);
    this.#all.push(lane);
    return lane;
  }
}

import type { PlaceLimits, Verdict } from '#service/places.js';

/** A run as the model knows it. */
export interface ModelRun {
  readonly number: number;
  readonly tenant: string | undefined;
  readonly rank: number;
}

/** The queue as one would write it down: plain lists, looked through from the start each time. */
export class ModelQueue {
  readonly running: ModelRun[] = [];
  waiting: ModelRun[] = [];
  readonly #limits: PlaceLimits;
  /** Tenants that could have a place, in the order of their turns. */
  #turns: (string | undefined)[] = [];

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  ask(run: ModelRun): Verdict {
    const { concurrentRuns, queuedRuns } = this.#limits;
    if (this.running.length < concurrentRuns && this.#hasRoom(run.tenant)) {
      this.running.push(run);
      return 'running';
    }
    const share = this.#limitsOf(run.tenant).queuedRuns ?? Infinity;
    if (this.#of(this.waiting, run.tenant) >= share) return 'tenantFull';
    if (this.waiting.length >= queuedRuns) return 'queueFull';
    this.waiting.push(run);
    this.#renewTurns();
    return 'waiting';
  }

  /** Ends a run that runs, and answers those that are let in for it. */
  end(run: ModelRun): ModelRun[] {
    this.running.splice(this.running.indexOf(run), 1);
    this.#renewTurns();
    const letIn: ModelRun[] = [];
    while (this.running.length < this.#limits.concurrentRuns && this.#turns.length > 0) {
      const tenant = this.#turns.shift();
      const own = this.waiting.filter((other) => other.tenant === tenant);
      const next = own.reduce((a, b) => (b.rank < a.rank ? b : a)); // the earlier one, of two alike
      this.waiting = this.waiting.filter((other) => other !== next);
      this.running.push(next);
      letIn.push(next);
      this.#renewTurns();
    }
    return letIn;
  }

  leave(run: ModelRun): void {
    this.waiting = this.waiting.filter((other) => other !== run);
    this.#renewTurns();
  }

  /** Who has a turn no more goes; who has one newly stands at the end. */
  #renewTurns(): void {
    const could = [...new Set(this.waiting.map(({ tenant }) => tenant))].filter((tenant) =>
      this.#hasRoom(tenant),
    );
    this.#turns = this.#turns.filter((tenant) => could.includes(tenant));
    this.#turns.push(...could.filter((tenant) => !this.#turns.includes(tenant)));
  }

  #hasRoom(tenant: string | undefined): boolean {
    return this.#of(this.running, tenant) < (this.#limitsOf(tenant).concurrentRuns ?? Infinity);
  }

  #limitsOf(tenant: string | undefined) {
    if (tenant === undefined) return {};
    const { of, ...each } = this.#limits.tenants;
    return { ...each, ...of?.get(tenant) };
  }

  #of(runs: readonly ModelRun[], tenant: string | undefined): number {
    return runs.filter((run) => run.tenant === tenant).length;
  }
}

import { serviceId } from '@tenon/core';
import { Breaker, type BreakerFigures, type BreakerStateName } from './breaker.js';

export type { BreakerStateName };

/** What a breaker is about. */
export interface BreakerPlace {
  readonly per: 'node' | 'type' | 'resource';
  /** The node's id, its type, or the name of the resource. */
  readonly name: string;
  /** The workflow of the node, where it is about one. */
  readonly workflow?: string;
  /** The tenant, where each has its own. */
  readonly tenant?: string;
}

/** How a breaker stands, and what it is about. */
export interface BreakerState extends BreakerPlace {
  readonly state: BreakerStateName;
  /** When it opened last, in the clock's milliseconds; `undefined` while it is closed. */
  readonly openedAt: number | undefined;
}

/** The circuit breakers of a runtime. A host that binds one service in two runtimes lets them share their breakers. */
export interface Breakers {
  /** The breaker for a place with these figures; made where there is none yet. */
  of(place: BreakerPlace, figures: BreakerFigures): Breaker;
  /** All that are known: for health checks. Those that never saw a failure may have been forgotten. */
  readonly states: readonly BreakerState[];
}
export const Breakers = serviceId<Breakers>('tenon.Breakers', { methods: ['of'] });

/** So many are kept. Names come with workflows, and with tenants, without end in a runtime that lives for months. */
const MOST_BREAKERS = 10_000;

interface Entry {
  readonly place: BreakerPlace;
  readonly breaker: Breaker;
}

/** Keeps breakers for one runtime. The default. Nodes that state other figures for a place have another breaker. */
export class MemoryBreakers implements Breakers {
  readonly #entries = new Map<string, Entry>();
  readonly #most: number;

  constructor(most = MOST_BREAKERS) {
    this.#most = most;
  }

  of(place: BreakerPlace, figures: BreakerFigures): Breaker {
    const key = keyOf(place, figures);
    const known = this.#entries.get(key);
    if (known !== undefined) return known.breaker;
    if (this.#entries.size >= this.#most) this.#makeRoom();
    const breaker = new Breaker(figures);
    this.#entries.set(key, { place: Object.freeze({ ...place }), breaker });
    return breaker;
  }

  get states(): readonly BreakerState[] {
    return Array.from(this.#entries.values(), ({ place, breaker: { state, openedAt } }) =>
      Object.freeze({ ...place, state, openedAt }),
    );
  }

  /** Forgets those that know nothing; where all know something, the oldest. */
  #makeRoom(): void {
    for (const [key, { breaker }] of this.#entries) if (breaker.isIdle) this.#entries.delete(key);
    if (this.#entries.size < this.#most) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}

function keyOf({ per, name, workflow, tenant }: BreakerPlace, figures: BreakerFigures): string {
  const { failures, rate, calls, restMs } = figures;
  return JSON.stringify([per, name, workflow, tenant, failures, rate, calls, restMs]);
}

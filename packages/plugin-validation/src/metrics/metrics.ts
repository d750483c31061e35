import { serviceId } from '@tenon/core';
import type { FlawCategory } from '../schemas/flaw.js';

/** What was counted for the nodes of one type. */
export interface TypeMetrics {
  /** Schemas and policies asked. */
  readonly checks: number;
  /** Values that did not fit. */
  readonly failures: number;
  /** Milliseconds spent on checks; 0 where time is not measured. */
  readonly ms: number;
}

/** A reading of the metrics: plain data, as it was when it was taken. */
export interface MetricsReading {
  readonly checks: number;
  readonly failures: number;
  /** Values that did not fit, by code. */
  readonly byCode: ReadonlyMap<string, number>;
  /** Flaws by category; a value may have several. */
  readonly byCategory: ReadonlyMap<FlawCategory, number>;
  readonly byType: ReadonlyMap<string, TypeMetrics>;
}

/**
 * What the checks of one runtime have come to so far. Ask `runtime.services.get(ValidationMetrics)`. Who binds another one
 * is asked for that instead; it may count by `ValidationHooks.checked`.
 */
export interface ValidationMetrics {
  read(): MetricsReading;
  /** Counts from zero again. */
  reset(): void;
}
export const ValidationMetrics = serviceId<ValidationMetrics>('tenon.ValidationMetrics', {
  methods: ['read', 'reset'],
});

/** The count of one node type, which its checks write to. */
export class TypeCount {
  checks = 0;
  failures = 0;
  ms = 0;
}

/** Counts in memory, one number for each thing counted: nothing grows with the number of runs. */
export class MemoryMetrics implements ValidationMetrics {
  readonly #types = new Map<string, TypeCount>();
  readonly #codes = new Map<string, number>();
  readonly #categories = new Map<FlawCategory, number>();

  /** The count of a node type, the same at every call. */
  of(type: string): TypeCount {
    let count = this.#types.get(type);
    if (count === undefined) {
      count = new TypeCount();
      this.#types.set(type, count);
    }
    return count;
  }

  /** Counts a value that did not fit. */
  failed(count: TypeCount, code: string, categories: Iterable<FlawCategory>): void {
    count.failures++;
    this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
    for (const category of categories) {
      this.#categories.set(category, (this.#categories.get(category) ?? 0) + 1);
    }
  }

  read(): MetricsReading {
    let checks = 0;
    let failures = 0;
    const byType = new Map<string, TypeMetrics>();
    for (const [type, count] of this.#types) {
      checks += count.checks;
      failures += count.failures;
      const { checks: asked, failures: failed, ms } = count;
      if (asked > 0) byType.set(type, Object.freeze({ checks: asked, failures: failed, ms }));
    }
    return Object.freeze({
      checks,
      failures,
      byCode: new Map(this.#codes),
      byCategory: new Map(this.#categories),
      byType,
    });
  }

  reset(): void {
    // Checks hold on to the counts of their types.
    for (const count of this.#types.values()) Object.assign(count, new TypeCount());
    this.#codes.clear();
    this.#categories.clear();
  }
}

import { type Path, serviceId } from '@tenon/core';

/** What a policy found in a value: never the text itself. */
export interface PolicyFinding {
  /** Where in the value. */
  readonly path: Path;
  /** What recognised it, for example `'aws-access-key'` or `'luhn'`. */
  readonly detector: string;
  /** What was found, to stand behind "holds", without the text itself: `a card number`. */
  readonly message: string;
  /** What would fix it. */
  readonly hint?: string;
}

/**
 * Looks for values that must not travel over a connection. Many may be bound, each under a name of its own:
 * `bind(Policy).toConstantValue(noInternalHosts)`.
 */
export interface Policy {
  /** The name by which a contract asks for it. */
  readonly name: string;
  /**
   * What of the kind it looks for is in a value. Answers at once: one that throws, or answers a promise or anything else
   * that is no list of findings, makes the check CHECK_FAILED.
   *
   * @param value what would travel, or a copy of it
   */
  find(value: unknown): readonly PolicyFinding[];
}
export const Policy = serviceId<Policy>('tenon.Policy', { methods: ['find'] });

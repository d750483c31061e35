import type { Attributes } from '@opentelemetry/api';
import type { Run } from '@tenon/core';

/** Attributes without the secrets of a run; the very same where there is nothing to take out. */
export function masked(run: Run, attributes: Attributes): Attributes {
  return run.mask === undefined ? attributes : run.mask.value(attributes);
}

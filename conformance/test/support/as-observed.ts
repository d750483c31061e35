import type { Expected } from '#conformance/case.js';
import type { Observed } from '#conformance/observe.js';
import { observed } from './cases.js';

/** What would be observed of a run that comes out as expected, as far as that says. */
export function asObserved(expected: Expected): Observed {
  const { status, verify = [], results = {}, outcomes = {}, loops = {}, warnings = [] } = expected;
  const { error, nested = {} } = expected;
  return observed({
    status,
    verified: verify,
    refusedFor: verify,
    results: new Map(Object.entries(results)),
    outcomes: byNode(outcomes),
    nested: new Map(
      Object.entries(nested).flatMap(([node, inside]) =>
        inside === null ? [] : [[node, byNode(inside)] as const],
      ),
    ),
    loops: new Map(Object.entries(loops).map(([id, loop]) => [id, { ...loop }] as const)),
    error: error && { message: '', ...error },
    warnings,
  });
}

type Outcomes = NonNullable<Expected['outcomes']>;
type ObservedOutcomes = Observed['outcomes'];

function byNode(outcomes: Outcomes): ObservedOutcomes {
  return new Map(
    Object.entries(outcomes).map(([node, outcome]) => [node, { ...outcome }] as const),
  );
}

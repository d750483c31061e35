import type { Issue, NodeOutcome, RunResult } from '@tenon/core';
import type { Json, JsonObject } from './case.js';

/** What came of one run, as data that went through JSON. Names are keys of Maps, so that any name is only a name. */
export interface Observed {
  readonly status: string;
  /** Codes of the errors that verification found in the workflow alone. */
  readonly verified: readonly string[];
  /** Codes of the errors that were reported before the start of this run. */
  readonly refusedFor: readonly string[];
  /** Nodes whose body was entered. */
  readonly entered: readonly string[];
  readonly results: ReadonlyMap<string, Json>;
  readonly outcomes: ReadonlyMap<string, ObservedOutcome>;
  /** By node: what became of the nodes inside it. Only those in which something ran. */
  readonly nested: ReadonlyMap<string, ReadonlyMap<string, ObservedOutcome>>;
  readonly loops: ReadonlyMap<string, Json>;
  readonly error: ObservedError | undefined;
  /** Codes of the warnings of the run. */
  readonly warnings: readonly string[];
}

interface ObservedOutcome extends JsonObject {
  readonly status: string;
}

interface ObservedError {
  readonly code: string;
  readonly message: string;
  readonly node?: string;
  readonly loop?: string;
}

/** What is known of a run beside its result. */
interface Circumstances {
  readonly verified: readonly Issue[];
  readonly entered: Iterable<string>;
}

/** Reads what a case speaks of from the result of a run. Throws where the results are no JSON. */
export function observe(result: RunResult, { verified, entered }: Circumstances): Observed {
  const { status, error, issues, results, loops, warnings } = result;
  const refusals = errorCodes(issues);
  return {
    status,
    verified: errorCodes(verified),
    refusedFor: status !== 'refused' || error === undefined ? refusals : [error.code, ...refusals],
    entered: [...entered],
    results: new Map(Object.entries(throughJson(results) as JsonObject)),
    outcomes: outcomesByNode(result.outcomes),
    nested: new Map(
      Array.from(result.outcomes, ({ node, nested }) => [node, nested] as const).flatMap(
        ([node, nested]) => (nested === undefined ? [] : [[node, outcomesByNode(nested)] as const]),
      ),
    ),
    loops: new Map(
      Object.entries(loops).map(([id, { iterations, reason }]) => [id, { iterations, reason }]),
    ),
    error: error && { ...error.where, code: error.code, message: error.message },
    warnings: warnings.map(({ code }) => code),
  };
}

/** What came of a workflow that could not even be built: a refusal. */
export function refusedAtBuild(code: string, message: string): Observed {
  return {
    status: 'refused',
    verified: [code],
    refusedFor: [code],
    entered: [],
    results: new Map(),
    outcomes: new Map(),
    nested: new Map(),
    loops: new Map(),
    error: { code, message },
    warnings: [],
  };
}

function errorCodes(issues: readonly Issue[]): string[] {
  return issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

/** What a reader of the value's JSON sees: members that are `undefined` are absent. */
function throughJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

function outcomesByNode(outcomes: Iterable<NodeOutcome>): Map<string, ObservedOutcome> {
  return new Map(Array.from(outcomes, (outcome) => [outcome.node, outcomeOf(outcome)]));
}

function outcomeOf({ status, reason, error }: NodeOutcome): ObservedOutcome {
  return {
    status,
    ...(reason !== undefined && { reason }),
    ...(error !== undefined && { code: error.code }),
  };
}

import { describeValue, type NodeOutcome, type Outcomes, type RunResult } from '@tenon/core';
import type { Drawing, DrawnGroup, DrawnNode } from '../drawing/drawing.js';

/** What the page tells of one node. */
export interface NodeRow {
  readonly path: readonly string[];
  readonly kind: string | undefined;
  readonly status: NodeOutcome['status'] | undefined;
  readonly startedAt: number | undefined;
  readonly durationMs: number | undefined;
  readonly visits: number;
  readonly attempts: number;
  /** Why it did not complete. */
  readonly why: string | undefined;
  readonly code: string | undefined;
  readonly hint: string | undefined;
  /** For a switch, the ports it took and how often. */
  readonly taken: string | undefined;
  /** Its outputs in brief, masked. */
  readonly outputs: string | undefined;
}

/** What of a result is written: plain data without secrets. */
export interface ShownResult {
  readonly results: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly error: ShownError | undefined;
  readonly failures: readonly ShownError[];
  readonly issues: readonly ShownFinding[];
  readonly warnings: readonly ShownFinding[];
}

/** An error as it is written. */
export interface ShownError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly where?: Readonly<Record<string, unknown>>;
}

/** A finding or warning as it is written. */
export interface ShownFinding extends ShownError {
  readonly severity?: string;
  readonly node?: string;
}

/** What a result shows of itself: its secrets are masked in there. */
export function shownOf(result: RunResult<unknown>): ShownResult {
  return result.toJSON() as ShownResult;
}

/** The nodes of a drawing with how they went, in the order of the drawing; sub-workflows first. */
export function rowsOf(
  { nodes, groups }: Drawing,
  { outcomes }: RunResult<unknown>,
  shown: ShownResult,
): readonly NodeRow[] {
  const parts = [
    ...groups.filter(({ form }) => form === 'workflow'),
    ...nodes.filter(({ shape }) => shape !== 'input' && shape !== 'output'),
  ];
  return parts.map((part) => rowOf(part, outcomeAt(outcomes, part.path), shown));
}

function rowOf(
  part: DrawnNode | DrawnGroup,
  outcome: NodeOutcome | undefined,
  { results }: ShownResult,
): NodeRow {
  const { path, detail } = part;
  const [id = '', ...inner] = path;
  // The outputs of inner nodes are not among the results, so nothing masks them.
  const outputs = inner.length === 0 && Object.hasOwn(results, id) ? results[id] : undefined;
  return {
    path,
    kind: part.kind,
    status: outcome?.status,
    startedAt: outcome?.startedAt,
    durationMs: outcome?.durationMs,
    visits: outcome?.iterations ?? 0,
    attempts: outcome?.attempts ?? 0,
    why: detail,
    code: outcome?.error?.code,
    hint: outcome?.error?.hint,
    taken: takenIn(outcome),
    outputs: outputs === undefined || outputs === null ? undefined : describeValue(outputs),
  };
}

function takenIn(outcome: NodeOutcome | undefined): string | undefined {
  if (outcome?.routing === undefined) return undefined;
  const { times } = outcome.routing;
  if (times.size === 0) return 'took no port';
  const ports = Array.from(times, ([port, count]) =>
    count === 1 ? `"${port}"` : `"${port}" × ${String(count)}`,
  );
  return `took ${ports.join(', ')}`;
}

/** The outcome of a node at a path, through the last visits of the sub-workflows around it. */
function outcomeAt(outcomes: Outcomes, path: readonly string[]): NodeOutcome | undefined {
  let level: Outcomes | undefined = outcomes;
  let outcome: NodeOutcome | undefined;
  for (const id of path) {
    outcome = level?.get(id);
    level = outcome?.nested;
  }
  return outcome;
}

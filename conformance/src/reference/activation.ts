import type { CaseOptions, InnerWorkflow, Json } from '../case.js';
import type { Edge, Loop, Model, Node } from './model.js';
import type { Supply } from './supply.js';
import { at } from './values.js';
import type { EdgeState, Failure, Visit } from './visit.js';

/** One run of one workflow, as far as it has come. */
export interface Activation {
  readonly model: Model;
  readonly supply: Supply;
  readonly options: CaseOptions;
  /** How each node stands: in the iteration that runs, or after the loop it is in, or outside of loops. */
  readonly now: Map<string, Visit>;
  /** Of each loop that runs: how its body stood after the previous iteration; `undefined` in the first. */
  readonly previous: Map<Loop, ReadonlyMap<string, Visit> | undefined>;
  readonly failedLoops: Set<Loop>;
  /** Of each loop that ran: how its last run went. */
  readonly loops: Map<string, LoopReport>;
  readonly warnings: Set<string>;
  /** Of each node that ran a workflow inside: how its last run went. */
  readonly inside: Map<string, Ended>;
  /** Runs a workflow inside with what arrived at its declared inputs. */
  runInside(graph: InnerWorkflow, inputs: ReadonlyMap<string, Json>): Ended;
}

interface LoopReport {
  readonly iterations: number;
  readonly reason: string;
}

/** How a run of a workflow ended. */
export interface Ended {
  readonly activation: Activation;
  readonly outcome: ScopeOutcome;
}

/** What came of a workflow, or of one iteration of a loop. */
export interface ScopeOutcome {
  /** Empty where nothing failed. Any of them may lead where several are given. */
  readonly failures: readonly Failure[];
  /** Nodes and loops of which nothing is said: a failure stopped the run before they settled, or after. */
  readonly open: Open;
}

export interface Open {
  readonly nodes: ReadonlySet<string>;
  readonly loops: ReadonlySet<string>;
}

export const NOTHING_OPEN: Open = { nodes: new Set(), loops: new Set() };

/** An edge that counts in a visit of its target, and what it brings. */
export interface Arrival {
  readonly edge: Edge;
  readonly state: EdgeState;
  /** The loop whose back edge it is. */
  readonly loop?: Loop;
}

/** The edges into a node that count now: plain ones, and from a loop's second iteration on its back edges. */
export function arrivalsAt({ id, into }: Node, activation: Activation): Arrival[] {
  const { model, now, previous } = activation;
  const plain = into.map((edge) => ({ edge, state: stateOf(edge, now, activation) }));
  const back = model.loops.flatMap((loop) => {
    const before = previous.get(loop);
    if (before === undefined) return [];
    return loop.back
      .filter(({ to }) => to === id)
      .map((edge) => ({ edge, loop, state: stateOf(edge, before, activation) }));
  });
  return [...plain, ...back];
}

/** What an edge brings, when nodes stand as given. */
export function stateOf(
  { from, to, port, path }: Edge,
  visits: ReadonlyMap<string, Visit>,
  { model, failedLoops }: Activation,
): EdgeState {
  const visit = visits.get(from);
  if (visit === undefined) throw new Error(`"${to}" is asked before "${from}" has settled.`);
  if ([...failedLoops].some(({ body }) => body.has(from) && !body.has(to))) return { is: 'failed' };
  if (visit.status === 'failed') return { is: 'failed' };
  if (visit.status === 'skipped') return { is: visit.reason === 'deadEdges' ? 'dead' : 'failed' };
  const isGated = model.nodes.get(from)?.kind.routes?.ports.has(port) === true;
  if (isGated && visit.taken?.includes(port) !== true) return { is: 'dead' };
  return { is: 'live', value: at(visit.outputs, [port, ...path]) };
}

import type { Json } from '../case.js';
import { type Activation, NOTHING_OPEN, type ScopeOutcome, stateOf } from './activation.js';
import { isMet } from './expression/condition.js';
import { ConditionError } from './expression/evaluate-expression.js';
import type { Loop, Node } from './model.js';
import { openIn } from './open.js';
import type { Scope, Unit } from './scopes.js';
import { Undecided } from './undecided.js';
import type { Failure, Visit } from './visit.js';
import { visitNode } from './visit-node.js';

/** How many iterations a loop may have that states no number. */
const DEFAULT_ITERATIONS = 1000;

/**
 * Settles the units of a scope one after the other in plan order. Everything runs that `continue` would let run; what a
 * failure would have stopped under `stop` is told apart afterwards.
 */
export function runScope(scope: Scope, activation: Activation): ScopeOutcome {
  const failed: [Unit, ScopeOutcome][] = [];
  for (const unit of scope.units) {
    const outcome =
      'loop' in unit ? runLoop(unit.loop, unit.body, activation) : runNode(unit.node, activation);
    if (outcome.failures.length > 0) failed.push([unit, outcome]);
  }
  if (activation.options.onError === 'continue') {
    return { failures: failed[0]?.[1].failures ?? [], open: NOTHING_OPEN };
  }
  return {
    failures: failed.flatMap(([, { failures }]) => failures),
    open: openIn(scope, new Map(failed), activation),
  };
}

function runNode(id: string, activation: Activation): ScopeOutcome {
  const visit = visitNode(activation.model.nodes.get(id) as Node, activation);
  activation.now.set(id, visit);
  return {
    failures: visit.status === 'failed' ? [visit.failure] : [],
    open: NOTHING_OPEN,
  };
}

/** Runs a loop from its first iteration to its last. */
function runLoop(loop: Loop, body: Scope, activation: Activation): ScopeOutcome {
  const { now, previous } = activation;
  const entry = entryOf(loop, activation);
  if (entry.some((state) => state === 'failed')) {
    for (const id of loop.body) now.set(id, { status: 'skipped', reason: 'upstreamFailed' });
    return { failures: [], open: NOTHING_OPEN };
  }
  const completed = new Map<string, Visit>();
  previous.set(loop, undefined);
  for (let iteration = 1; ; iteration++) {
    for (const id of loop.body) now.delete(id);
    const outcome = runScope(body, activation);
    const visits = new Map([...loop.body].map((id) => [id, now.get(id) as Visit]));
    for (const [id, visit] of visits) if (visit.status === 'completed') completed.set(id, visit);
    if (iteration === 1 && isNeverEntered(entry, visits)) {
      previous.delete(loop);
      return outcome;
    }
    const end = outcome.failures.length > 0 ? FAILED : endOf(loop, iteration, visits, activation);
    if (end === undefined) {
      previous.set(loop, visits);
      continue;
    }
    previous.delete(loop);
    activation.loops.set(loop.id, { iterations: iteration, reason: end.reason });
    for (const [id, visit] of visits) {
      if (visit.status !== 'failed') now.set(id, completed.get(id) ?? visit);
    }
    const failures = [...outcome.failures, ...(end.failure === undefined ? [] : [end.failure])];
    if (failures.length > 0) activation.failedLoops.add(loop);
    return { failures, open: outcome.open };
  }
}

interface End {
  readonly reason: string;
  readonly failure?: Failure;
}

const FAILED: End = { reason: 'failed' };

/** What edges from outside bring a loop before its first iteration, plain ones and back edges of loops around it. */
function entryOf(loop: Loop, activation: Activation): string[] {
  const { model, now, previous } = activation;
  const isEntry = ({ from, to }: { from: string; to: string }) =>
    loop.body.has(to) && !loop.body.has(from);
  return [
    ...model.edges.filter(isEntry).map((edge) => stateOf(edge, now, activation).is),
    ...model.loops.flatMap((around) => {
      const before = previous.get(around);
      if (around === loop || before === undefined) return [];
      return around.back
        .filter(({ to }) => loop.body.has(to))
        .map((edge) => stateOf(edge, before, activation).is);
    }),
  ];
}

/** A loop is not entered when all of it is skipped in what would be its first iteration. */
function isNeverEntered(entry: readonly string[], visits: ReadonlyMap<string, Visit>): boolean {
  const isSkipped = [...visits.values()].every(({ status }) => status === 'skipped');
  const isDead = entry.length > 0 && entry.every((state) => state === 'dead');
  if (isSkipped !== isDead) throw new Undecided('Whether a loop is entered.');
  return isDead;
}

/** Whether and how a loop ends after an iteration without failures. */
function endOf(
  loop: Loop,
  iteration: number,
  visits: ReadonlyMap<string, Visit>,
  activation: Activation,
): End | undefined {
  const { maxIterations = DEFAULT_ITERATIONS, until, while: during, onLimit } = loop.stated;
  const states = loop.back.map((edge) => stateOf(edge, visits, activation).is);
  if (states.every((state) => state === 'dead')) return { reason: 'exited' };
  const condition = until ?? during;
  if (condition !== undefined) {
    const names = namesIn(iteration, visits, activation.previous.get(loop));
    try {
      if (isMet(condition, names) === (until !== undefined)) return { reason: 'converged' };
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      return { reason: 'failed', failure: { code: 'CONDITION_FAILED', loop: loop.id } };
    }
  }
  if (iteration < maxIterations) return undefined;
  const isFailure = condition !== undefined && onLimit !== 'accept';
  return {
    reason: 'maxIterations',
    ...(isFailure && { failure: { code: 'LOOP_LIMIT', loop: loop.id } }),
  };
}

function namesIn(
  iteration: number,
  visits: ReadonlyMap<string, Visit>,
  before: ReadonlyMap<string, Visit> | undefined,
): ReadonlyMap<string, Json> {
  const nodes = outputsOf(visits);
  return new Map<string, Json>([
    ...nodes,
    ['nodes', Object.fromEntries(nodes)],
    ['previous', before === undefined ? null : Object.fromEntries(outputsOf(before))],
    ['iteration', iteration],
    // Nothing takes time here.
    ['elapsedMs', 0],
  ]);
}

function outputsOf(visits: ReadonlyMap<string, Visit>): [string, Json][] {
  return [...visits].map(([id, visit]) => [
    id,
    visit.status === 'completed' ? visit.outputs : null,
  ]);
}

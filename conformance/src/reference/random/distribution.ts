import { type Case, type Expected, outcomesOf } from '../../case.js';
import { bodiesOf } from '../loop-bodies.js';
import { edgeOf } from '../model.js';

/** What random cases contain: how often something occurs in how many cases, runs or nodes. */
export class Distribution {
  readonly #counts = new Map<string, number>();

  constructor(cases: Iterable<Case> = []) {
    for (const stated of cases) this.add(stated);
  }

  add(stated: Case): void {
    this.#count('cases');
    for (const trait of new Set(traitsOf(stated))) this.#count(trait);
    for (const expected of outcomesOf(stated)) {
      this.#count('runs');
      for (const trait of new Set(traitsOfRun(expected))) this.#count(trait);
      for (const { status, reason = status } of Object.values(expected.outcomes ?? {})) {
        this.#count('nodes');
        this.#count(`nodes ${reason}`);
      }
    }
  }

  /** How often a trait was counted. */
  of(trait: string): number {
    return this.#counts.get(trait) ?? 0;
  }

  /** `54 % completed, 33 % failed, 13 % refused; of the nodes 6 % on dead branches, 18 % behind failures`. */
  summary(): string {
    const share = (trait: string, whole: string) =>
      `${String(Math.round((100 * this.of(trait)) / Math.max(1, this.of(whole))))} %`;
    const runs = ['completed', 'failed', 'refused'].map(
      (status) => `${share(status, 'runs')} ${status}`,
    );
    const nodes = [
      `${share('nodes deadEdges', 'nodes')} on dead branches`,
      `${share('nodes upstreamFailed', 'nodes')} behind failures`,
    ];
    return `${runs.join(', ')}; of the nodes ${nodes.join(', ')}`;
  }

  #count(trait: string): void {
    this.#counts.set(trait, this.of(trait) + 1);
  }
}

/** What a case has: kinds, loops by depth, joins, forms of parameters, options. */
function* traitsOf(stated: Case): Generator<string> {
  const { nodes, connections, loops = [], inputs = [], options = {}, workflows = {} } = stated;
  for (const { kind, join, config } of nodes) {
    yield kind.replace(/:.*/, '');
    if (join !== undefined) yield 'join any';
    if (JSON.stringify(config ?? {}).includes('${')) yield 'templates';
  }
  if (connections.some(({ output }) => /[.[]/.test(output))) yield 'paths';
  const inputsOf = connections.map(({ to, input }) => JSON.stringify([to, input]));
  if (new Set(inputsOf).size < inputsOf.length) yield 'several edges into one input';
  if (loops.length > 0) yield 'loops';
  if (loops.length > 1) yield 'several loops';
  yield `loops ${String(depthOf(stated))} deep`;
  if (loops.some(({ until, while: during }) => (until ?? during) !== undefined)) yield 'conditions';
  if (loops.some(({ onLimit }) => onLimit === 'accept')) yield 'accepted limits';
  if (inputs.length > 0) yield 'inputs';
  if (Object.keys(workflows).length > 0) yield 'workflows';
  for (const member of ['parameters', 'parametersOf', 'executions'] as const) {
    if (stated[member] !== undefined) yield member;
  }
  for (const [name, value] of Object.entries(options)) yield `${name} ${String(value)}`;
}

/** How many loops lie inside one another at most. */
function depthOf({ loops = [], connections }: Case): number {
  const plain = connections.map(edgeOf);
  const bodies = loops.flatMap(({ back }) => bodiesOf(back.map(edgeOf), plain));
  const around = bodies.map(
    (body) => bodies.filter((other) => [...body].every((id) => other.has(id))).length,
  );
  return Math.max(0, ...around);
}

/** What becomes of a run: its status, its error, how loops end, and what is open. */
function* traitsOfRun(expected: Expected): Generator<string> {
  const { status, verify = [], error, outcomes = {}, loops = {}, mayRun, warnings = [] } = expected;
  yield status;
  yield* verify;
  yield* warnings;
  if (error !== undefined) yield error.code;
  if (mayRun !== undefined) yield 'mayRun';
  for (const { reason, code } of Object.values(outcomes)) {
    if (reason !== undefined) yield reason;
    if (code !== undefined) yield code;
  }
  for (const { iterations = 0, reason = '' } of Object.values(loops)) {
    yield `loop ${reason}`;
    if (iterations > 1) yield 'several iterations';
  }
}

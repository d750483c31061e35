import type { Case, CaseGraph, CaseOptions, InnerWorkflow, Json } from '../case.js';
import type { Activation, Ended } from './activation.js';
import { type Given, givenOf } from './given.js';
import { modelOf, type Workflows } from './model.js';
import { checkAddressed, hasUnknownParameter, refusalsOf, refusalsOfRun } from './refusals.js';
import { runScope } from './run.js';
import { Supply } from './supply.js';
import { Undecided } from './undecided.js';

/** What must come of one run of a case. */
export type Evaluation =
  /** With the codes of what was found before the start. */
  | { readonly isRefused: true; readonly codes: readonly string[] }
  | ({ readonly isRefused: false; readonly hasUnknownParameter: boolean } & Ended);

/**
 * What must come of each run of a case, by the meaning of workflows alone: one step after the other, no runtime, no
 * clock. Throws {@link Undecided} where that meaning leaves the outcome open, and for what it does not cover: contracts,
 * secrets, aborts and the passing of time.
 */
export function evaluate(stated: Case): Evaluation[] {
  const { options = {}, workflows = {} } = stated;
  checkCovered(stated);
  const found = refusalsOf(stated);
  return givenOf(stated).map((given): Evaluation => {
    checkAddressed(stated, workflows, given);
    if (found.length > 0) return { isRefused: true, codes: found };
    const supply = new Supply(stated, given, options.coerce !== undefined);
    const model = modelOf(stated, workflows);
    const { unknown = 'error' } = options;
    const isUnknown = unknown !== 'ignore' && hasUnknownParameter(model, given);
    const codes = [
      ...refusalsOfRun(model, given, supply),
      ...(isUnknown && unknown === 'error' ? ['PARAMETER_UNKNOWN'] : []),
    ];
    if (codes.length > 0) return { isRefused: true, codes };
    const ended = runWorkflow(stated, supply, options, workflows);
    return { isRefused: false, hasUnknownParameter: isUnknown, ...ended };
  });
}

function checkCovered({ options = {}, ...stated }: Case): void {
  const { contracts, connections, nodes, timing, loops = [] } = stated;
  const isContract = connections.some(({ contract }) => contract !== undefined);
  if (contracts !== undefined || isContract) throw new Undecided('Contracts.');
  const isSecret = nodes.some(({ kind }) => kind === 'secret-echo');
  if (options.secrets !== undefined || isSecret) throw new Undecided('Secrets.');
  const isTimed = [options.timeoutMs, options.abortAfterMs].some((ms) => ms !== undefined);
  if (timing === true || isTimed) throw new Undecided('The passing of time.');
  const conditions = loops.flatMap(({ until = '', while: during = '' }) => [until, during]);
  if (conditions.some((text) => text.includes('elapsedMs'))) {
    throw new Undecided('The passing of time.');
  }
}

function runWorkflow(
  graph: CaseGraph,
  supply: Supply,
  options: CaseOptions,
  workflows: Workflows,
): Ended {
  const activation: Activation = {
    model: modelOf(graph, workflows),
    supply,
    options,
    now: new Map(),
    previous: new Map(),
    failedLoops: new Set(),
    loops: new Map(),
    warnings: new Set(),
    inside: new Map(),
    runInside: (inner, values) => runInside(inner, values, options, workflows),
  };
  return { activation, outcome: runScope(activation.model.scope, activation) };
}

/** What arrives at a declared input acts inside as a workflow-level value. Each run starts afresh. */
function runInside(
  inner: InnerWorkflow,
  values: ReadonlyMap<string, Json>,
  options: CaseOptions,
  workflows: Workflows,
): Ended {
  const given: Given = { addressed: new Map(), values };
  return runWorkflow(inner, new Supply(inner, given), options, workflows);
}

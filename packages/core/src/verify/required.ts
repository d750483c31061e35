import { ownValue } from '../values/data.js';
import type { NodeDefinition } from '../workflow/node.js';
import type { Port } from '../workflow/port.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import type { Workflow } from '../workflow/workflow.js';
import type { Issue } from './issue.js';
import { MOST_NESTING, subWorkflowOf } from './nesting.js';
import { errorIn, infoIn, quoted } from './subject.js';

/** Whether a run supplies an input of a node. */
export type IsSupplied = (node: string, input: string) => boolean;

/**
 * Required inputs that nothing gives a value: no plain connection, no configuration, no declared input of the workflow
 * that is sure to have a value, and not the run. An input fed by back edges alone needs a first value from one of these.
 * Of a node without a definition nothing is known. O(nodes + connections).
 */
export function missingInputs(
  resolved: ResolvedWorkflow,
  isSupplied: IsSupplied,
  within: readonly string[] = [],
): Issue[] {
  const { workflow, definitions, topology } = resolved;
  const required = new Map<NodeDefinition, readonly string[]>();
  const declared = inputsOfWorkflow(workflow, within.length > 0);
  const stray = connectionsFromNowhere(resolved);
  const issues: Issue[] = [];
  for (const [index, { id, config }] of workflow.nodes.entries()) {
    const definition = definitions[index];
    // Connections to a duplicate id belong to the first; what the second lacks is its own id.
    if (definition === undefined || topology.indexOf.get(id) !== index) continue;
    let names = required.get(definition);
    if (names === undefined) {
      names = requiredInputs(definition);
      required.set(definition, names);
    }
    if (names.length === 0) continue;
    const connected = connectedInputs(resolved, index);
    for (const name of names) {
      if (connected.has(name) || stray?.get(id)?.has(name) === true) continue;
      if (ownValue(Object(config) as object, name) !== undefined) continue;
      if (declared.get(id)?.has(name) === true || isSupplied(id, name)) continue;
      issues.push(
        errorIn(
          { resolved, within },
          'INPUT_REQUIRED',
          `Input ${quoted(name)} of node ${quoted(id)} is required, and nothing gives it a value.`,
          { node: id, port: name },
          'Connect it, configure it, pass a parameter, or declare it optional.',
        ),
      );
    }
  }
  return issues;
}

/** Required inputs of the workflow itself that are not given. */
export function missingWorkflowInputs(
  resolved: ResolvedWorkflow,
  isGiven: (input: string) => boolean,
): Issue[] {
  return resolved.workflow.inputs
    .filter(({ name, port }) => port.presence === 'required' && !isGiven(name))
    .map(({ name }) =>
      errorIn(
        { resolved, within: [] },
        'INPUT_REQUIRED',
        `Input ${quoted(name)} of workflow ${quoted(resolved.workflow.name)} is required, and the run gives it no value.`,
        { port: name },
        'Pass it as a parameter, or declare it optional.',
      ),
    );
}

/**
 * Required inputs of the workflow itself, before any run: nothing is wrong with one, as each run gives it a value. Where no
 * plugin takes parameters, none can; `installation` says how to get one.
 */
export function inputsOfEachRun(
  resolved: ResolvedWorkflow,
  installation: string | undefined,
): Issue[] {
  const subject = { resolved, within: [] };
  const { name: workflow, inputs } = resolved.workflow;
  return inputs
    .filter(({ port }) => port.presence === 'required')
    .map(({ name }) => {
      const message = `Input ${quoted(name)} of workflow ${quoted(workflow)} is required: each run has to give it a value.`;
      return installation === undefined
        ? infoIn(subject, 'INPUT_REQUIRED', message, { port: name }, 'Pass it as a parameter.')
        : errorIn(subject, 'INPUT_REQUIRED', message, { port: name }, installation);
    });
}

/** What {@link missingInnerInputs} asks of a runtime and a run. */
export interface InnerSupplies {
  resolve(workflow: Workflow): ResolvedWorkflow;
  /** What a run supplies inside a sub-workflow, by the nodes that lead there; `undefined` where nothing, at any depth. */
  suppliedWithin(within: readonly string[]): IsSupplied | undefined;
}

/**
 * The same inside sub-workflows, at any depth. What a run supplies nothing to is looked at once for each workflow,
 * however often it is used. An optional input of an inner workflow counts as given: whether it is shows when it runs.
 */
export function missingInnerInputs(root: ResolvedWorkflow, supplies: InnerSupplies): Issue[] {
  const issues: Issue[] = [];
  const seen = new Set<Workflow>([root.workflow]);
  const pending: { resolved: ResolvedWorkflow; within: readonly string[] }[] = [
    { resolved: root, within: [] },
  ];
  for (let level = pending.pop(); level !== undefined; level = pending.pop()) {
    const { resolved, within } = level;
    const inner: typeof pending = [];
    for (const [index, { id }] of resolved.workflow.nodes.entries()) {
      const workflow = subWorkflowOf(resolved.definitions[index]);
      if (workflow === undefined || within.length === MOST_NESTING) continue;
      const path = [...within, id];
      if (supplies.suppliedWithin(path) === undefined) {
        if (seen.has(workflow)) continue;
        seen.add(workflow);
      }
      inner.push({ resolved: supplies.resolve(workflow), within: path });
    }
    if (within.length > 0) {
      const isSupplied = supplies.suppliedWithin(within) ?? nothing;
      for (const issue of missingInputs(resolved, isSupplied, within)) issues.push(issue);
    }
    for (const next of inner.reverse()) pending.push(next);
  }
  return issues;
}

function nothing(): boolean {
  return false;
}

function requiredInputs({ inputs }: NodeDefinition): string[] {
  return [...inputs].filter(([, port]) => port.presence === 'required').map(([name]) => name);
}

function connectedInputs(
  { workflow, topology: { incoming, connection } }: ResolvedWorkflow,
  node: number,
): ReadonlySet<string | undefined> {
  const connected = new Set<string | undefined>();
  const end = incoming.start[node + 1] as number;
  for (let i = incoming.start[node] as number; i < end; i++) {
    const index = connection[incoming.items[i] as number] as number;
    connected.add(workflow.connections[index]?.input);
  }
  return connected;
}

/** Inputs fed from nodes that do not exist. The unknown node is a finding; a missing value on top of it would be noise. */
function connectionsFromNowhere({ workflow, topology }: ResolvedWorkflow) {
  if (topology.connection.length === workflow.connections.length) return undefined;
  const fed = new Map<string, Set<string>>();
  for (const { from, to, input } of workflow.connections) {
    if (!topology.indexOf.has(from)) addTo(fed, to, input);
  }
  return fed;
}

/** Inputs of nodes that take a declared input of the workflow which is sure to have a value. */
function inputsOfWorkflow(workflow: Workflow, isInner: boolean): Map<string, Set<string>> {
  const fed = new Map<string, Set<string>>();
  for (const { port, to } of workflow.inputs) {
    if (!isInner && !isSure(port)) continue;
    for (const { node, input } of to) addTo(fed, node, input);
  }
  return fed;
}

function isSure(port: Port): boolean {
  return port.presence === 'required' || port.defaultValue !== undefined;
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}

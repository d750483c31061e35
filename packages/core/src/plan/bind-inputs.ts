import type { NodeDefinition } from '../workflow/node.js';
import type { Port } from '../workflow/port.js';
import type { WorkflowNode } from '../workflow/workflow.js';
import type { InputBinding } from './node-step.js';
import type { Plan } from './plan.js';

/** Where each input of a step takes its value from; `first` is the number of the first of them. */
export function bindInputs(
  plan: Plan,
  step: number,
  node: WorkflowNode,
  definition: NodeDefinition,
  first: number,
): readonly InputBinding[] {
  const edges = edgesByInput(plan.edges, step);
  const back = edgesByInput(plan.back, step);
  return Array.from(definition.inputs, ([name, port], at) => {
    const into = edges.get(name) ?? [];
    // Inner regions are numbered after the ones around them: the innermost loop's edges come first.
    const returning = (back.get(name) ?? []).sort(
      (a, b) => (plan.backRegion[b] as number) - (plan.backRegion[a] as number) || a - b,
    );
    const binding: InputBinding = {
      name,
      number: first + at,
      isMany: port.isMany,
      isRequired: port.presence === 'required',
      edges: Int32Array.from(into),
      back: Int32Array.from(returning),
      certain: isCertain(plan, step, port, into, returning)
        ? plan.sources[into[0] as number]
        : undefined,
      returning: returningOf(plan, port, returning),
      fallback: fallbackOf(node, name, port),
    };
    return Object.freeze(binding);
  });
}

function edgesByInput(edges: Plan['edges'], step: number): Map<string, number[]> {
  const byInput = new Map<string, number[]>();
  const end = edges.incoming.start[step + 1] as number;
  for (let i = edges.incoming.start[step] as number; i < end; i++) {
    const edge = edges.incoming.items[i] as number;
    const name = edges.connection[edge]?.input ?? '';
    const list = byInput.get(name);
    if (list === undefined) byInput.set(name, [edge]);
    else list.push(edge);
  }
  return byInput;
}

/**
 * Whether the one edge into an input is live whenever its step runs: no edge of the plan can be dead, or the input is
 * required and has no other source, so that the join rule would not have let the step run.
 */
function isCertain(
  plan: Plan,
  step: number,
  port: Port,
  edges: readonly number[],
  back: readonly number[],
): boolean {
  if (edges.length !== 1 || back.length > 0 || port.isMany || plan.joinsAny[step] === 1)
    return false;
  const isNeverDead = !plan.hasGates && plan.regions.length === 0;
  return isNeverDead || (plan.edges.slot[edges[0] as number] as number) >= 0;
}

/** The one back edge into an input, where it carries a member of its source's outputs as it stands. */
function returningOf(
  plan: Plan,
  port: Port,
  [edge, ...others]: readonly number[],
): InputBinding['returning'] {
  if (edge === undefined || others.length > 0 || port.isMany) return undefined;
  const source = plan.backSources[edge];
  if (source === undefined || source.isShadowed || source.path !== undefined) return undefined;
  return Object.freeze({ edge, step: source.step, port: source.port });
}

function fallbackOf(node: WorkflowNode, name: string, port: Port): unknown {
  const configured = Object.hasOwn(node.config, name) ? node.config[name] : undefined;
  return configured === undefined ? port.defaultValue : configured;
}

/** Whether inputs can be gathered the short way, and whether a name among them needs care. */
export function simplicityOf(
  plan: Plan,
  inputs: readonly InputBinding[],
): { isSimple: boolean; needsDefine: boolean } {
  const needsDefine = inputs.some(({ name }) => name === '__proto__');
  const isSimple = inputs.every((input) => {
    const { edges, back, certain, returning, fallback, isMany, isRequired } = input;
    if (returning !== undefined) return true;
    if (edges.length === 0 && back.length === 0) {
      return fallback !== undefined || (!isRequired && !isMany);
    }
    return certain !== undefined && !certain.isShadowed && certain.path === undefined;
  });
  return { isSimple: isSimple && !needsDefine, needsDefine };
}

/** Values of a node's settings: configuration over defaults. */
export function settingsOf(
  node: WorkflowNode,
  definition: NodeDefinition,
): Readonly<Record<string, unknown>> {
  if (definition.settings.size === 0) return NO_SETTINGS;
  const settings = Object.create(null) as Record<string, unknown>;
  for (const [name, port] of definition.settings) {
    const value = fallbackOf(node, name, port);
    if (value !== undefined) settings[name] = value;
  }
  return Object.freeze(settings);
}

const NO_SETTINGS: Readonly<Record<string, unknown>> = Object.freeze(
  Object.create(null) as Record<string, unknown>,
);

import { RuntimeError } from '../../errors/runtime-error.js';
import type { InputShape } from '../../plan/input-builders.js';
import type { EdgeSource, InputBinding, NodeStep } from '../../plan/node-step.js';
import { gatherQuick } from '../../plan/quick-inputs.js';
import { copyData, ownValue } from '../../values/data.js';
import { follow, formatPath } from '../../workflow/path.js';
import { backEdgeCounts, Edge, edgeOf } from '../scheduler/join.js';
import type { Frame } from './frame.js';

/** A node's inputs by name. */
export type Inputs = Record<string, unknown>;

/**
 * Gathers the inputs of a step that is about to run. For each input, the first that has a value: a live back edge, a
 * parameter addressed to it, a live connection, a workflow-level parameter, configuration, the port's default. Throws
 * INPUT_CONFLICT, OUTPUT_MISSING or INPUT_REQUIRED.
 */
export function gatherInputs(frame: Frame, step: NodeStep): Inputs {
  if (!frame.isPlain) return gatherSupplied(frame, step);
  const quick = step.quick && gatherQuick(step.quick, frame.outputs, undefined);
  return quick ?? gatherAny(frame, step);
}

/** As long as no edge is dead, what is supplied stands where nothing else does, unless it counts before connections. */
function gatherSupplied(frame: Frame, step: NodeStep): Inputs {
  const { supplies, state } = frame;
  if (supplies === undefined || !supplies.isBelow || state.troubled || frame.isolation === 'copy') {
    return gatherAny(frame, step);
  }
  const quick =
    step.quickSupplied && gatherQuick(step.quickSupplied, frame.outputs, supplies.below);
  return quick ?? gatherAny(frame, step);
}

function gatherAny(frame: Frame, step: NodeStep): Inputs {
  const { shape } = step;
  return shape === undefined ? gatherNamed(frame, step) : gatherShaped(frame, step, shape);
}

/** A few inputs: put together at once where all have values, as most do. */
function gatherShaped(frame: Frame, step: NodeStep, shape: InputShape): Inputs {
  const { names, build, count } = shape;
  const { inputs: bindings } = step;
  const a = count < 1 ? NONE : inputOf(frame, step, bindings[0] as InputBinding);
  const b = count < 2 ? NONE : inputOf(frame, step, bindings[1] as InputBinding);
  const c = count < 3 ? NONE : inputOf(frame, step, bindings[2] as InputBinding);
  const d = count < 4 ? NONE : inputOf(frame, step, bindings[3] as InputBinding);
  if (a !== undefined && b !== undefined && c !== undefined && d !== undefined) {
    return build(names, a, b, c, d);
  }
  const inputs: Inputs = {};
  if (a !== undefined && count > 0) inputs[names[0]] = a;
  if (b !== undefined && count > 1) inputs[names[1]] = b;
  if (c !== undefined && count > 2) inputs[names[2]] = c;
  if (d !== undefined && count > 3) inputs[names[3]] = d;
  return inputs;
}

/** Stands where there is no further input, of which no builder takes notice. */
const NONE = null;

function gatherNamed(frame: Frame, step: NodeStep): Inputs {
  const inputs: Inputs = {};
  for (const binding of step.inputs) {
    const value = inputOf(frame, step, binding);
    if (value === undefined) continue;
    if (step.needsDefine) define(inputs, binding.name, value);
    else inputs[binding.name] = value;
  }
  return inputs;
}

function inputOf(frame: Frame, step: NodeStep, binding: InputBinding): unknown {
  const value = step.isSimple && frame.isPlain ? simpleValueOf(frame, binding) : undefined;
  return value === undefined ? valueOf(frame, step, binding) : value;
}

/**
 * The common case: an input is a constant, or has one edge that is live for certain, or one back edge, which is read from the
 * second iteration of its loop on. What brings nothing is for the long way to judge.
 */
function simpleValueOf(
  { state, outputs, backOutputs }: Frame,
  { certain, returning, fallback }: InputBinding,
): unknown {
  if (certain !== undefined) return outputs[certain.step]?.[certain.port];
  if (returning === undefined) return fallback;
  if (state.backLive[returning.edge] !== 1) return undefined;
  return (backOutputs[returning.edge] ?? outputs[returning.step])?.[returning.port];
}

function valueOf(frame: Frame, step: NodeStep, binding: InputBinding): unknown {
  const { supplies } = frame;
  const returned = binding.back.length === 0 ? undefined : fromBackEdges(frame, step, binding);
  if (returned !== undefined) return returned;
  const addressed = supplies?.above[binding.number];
  if (addressed !== undefined) return handedOver(frame, addressed);
  const carried = binding.isMany ? listOf(frame, binding) : oneOf(frame, step, binding);
  if (carried !== undefined) return carried;
  const supplied = supplies?.below[binding.number];
  return supplied === undefined ? instead(frame, step, binding) : handedOver(frame, supplied);
}

/**
 * What live back edges bring, from their loop's second iteration on. The innermost loop that brings something wins: to it,
 * what the loops around it carry is a first value.
 */
function fromBackEdges(frame: Frame, step: NodeStep, binding: InputBinding): unknown {
  const { plan, state } = frame;
  const { back } = binding;
  for (let at = 0; at < back.length; ) {
    const region = plan.backRegion[back[at] as number];
    const list: unknown[] | undefined = binding.isMany ? [] : undefined;
    let found: unknown;
    let live = -1;
    for (; at < back.length && plan.backRegion[back[at] as number] === region; at++) {
      const edge = back[at] as number;
      if (state.backLive[edge] !== 1 || !backEdgeCounts(plan, state, edge)) continue;
      if (live >= 0 && list === undefined) {
        throw conflict(frame, step, binding, [plan.backSources[live], plan.backSources[edge]]);
      }
      live = edge;
      const source = plan.backSources[edge] as EdgeSource;
      const value = handedOver(frame, returnedBy(frame, edge, source));
      if (value === undefined) continue;
      list?.push(value);
      found = list ?? value;
    }
    if (found !== undefined) return found;
  }
  return undefined;
}

function listOf(frame: Frame, binding: InputBinding): readonly unknown[] | undefined {
  const { plan, state, outputs } = frame;
  const { edges } = binding;
  // Where all edges are waited for and nothing is in trouble, every one is live: no need to look at each.
  const areAllLive = !state.troubled && !plan.hasAnyJoin;
  const list: unknown[] = [];
  for (let i = 0; i < edges.length; i++) {
    const edge = edges[i] as number;
    if (!areAllLive && edgeOf(plan, state, edge) !== Edge.live) continue;
    const source = plan.sources[edge] as EdgeSource;
    const value = read(frame, outputs[source.step], source);
    if (value !== undefined) list.push(value);
  }
  return list.length > 0 ? list : undefined;
}

function oneOf(frame: Frame, step: NodeStep, binding: InputBinding): unknown {
  const { edges } = binding;
  let live = -1;
  for (let i = 0; i < edges.length; i++) {
    const edge = edges[i] as number;
    if (edgeOf(frame.plan, frame.state, edge) !== Edge.live) continue;
    if (live >= 0)
      throw conflict(frame, step, binding, [frame.plan.sources[live], frame.plan.sources[edge]]);
    live = edge;
  }
  if (live < 0) return undefined;
  const source = frame.plan.sources[live] as EdgeSource;
  return read(frame, frame.outputs[source.step], source);
}

function read(frame: Frame, outputs: Inputs | undefined, source: EdgeSource): unknown {
  return handedOver(frame, carriedBy(outputs, source));
}

/** What an edge carries of its source's outputs: the very value, not a copy of it. */
export function carriedBy(outputs: Inputs | undefined, source: EdgeSource): unknown {
  if (outputs === undefined) return undefined;
  const value = source.isShadowed ? ownValue(outputs, source.port) : outputs[source.port];
  return source.path === undefined ? value : follow(value, source.path);
}

/**
 * What a live back edge brings: of its source's outputs put aside, or, where a node feeds itself and nothing is put aside,
 * of those that still stand from the iteration before.
 */
export function returnedBy(frame: Frame, edge: number, source: EdgeSource): unknown {
  return carriedBy(frame.backOutputs[edge] ?? frame.outputs[source.step], source);
}

/** A value as its consumer gets it: one of its own where the isolation says so. */
export function handedOver(frame: Frame, value: unknown): unknown {
  return frame.isolation === 'copy' ? copyData(value) : value;
}

/** What stands in for a value that nothing carries: configuration or default; an error where one is required. */
function instead(frame: Frame, step: NodeStep, binding: InputBinding): unknown {
  const { fallback } = binding;
  if (fallback !== undefined) return handedOver(frame, fallback);
  if (binding.isRequired) throw missing(frame, step, binding);
  return binding.isMany ? [] : undefined;
}

function missing(frame: Frame, step: NodeStep, binding: InputBinding): RuntimeError {
  const { plan, state } = frame;
  const where = { workflow: plan.workflow.name, node: step.id, port: binding.name };
  const live = binding.edges.find((edge) => edgeOf(plan, state, edge) === Edge.live);
  const source =
    live === undefined
      ? plan.backSources[binding.back.find((edge) => state.backLive[edge] === 1) ?? -1]
      : plan.sources[live];
  if (source === undefined) {
    return new RuntimeError(
      'INPUT_REQUIRED',
      `Node "${step.id}" requires its input "${binding.name}", and nothing supplies it.`,
      { hint: 'Connect it, configure it, or give the port a default.', where },
    );
  }
  const producer = plan.steps[source.step]?.id ?? '';
  const place = formatPath([source.port, ...(source.path ?? [])]);
  return new RuntimeError(
    'OUTPUT_MISSING',
    `Node "${producer}" delivered no "${place}", which the input "${binding.name}" of node "${step.id}" requires.`,
    { hint: `Look at what "${producer}" returns, or give the input a default.`, where },
  );
}

function conflict(
  frame: Frame,
  step: NodeStep,
  binding: InputBinding,
  sources: readonly (EdgeSource | undefined)[],
): RuntimeError {
  const [first, second] = sources.map(
    (source) =>
      source &&
      formatPath([frame.plan.steps[source.step]?.id ?? '', source.port, ...(source.path ?? [])]),
  );
  return new RuntimeError(
    'INPUT_CONFLICT',
    `The input "${binding.name}" of node "${step.id}" takes one value, and both "${first}" and "${second}" delivered one.`,
    {
      hint: 'Make the port take many, merge the two, or route so that only one is live.',
      where: { workflow: frame.plan.workflow.name, node: step.id, port: binding.name },
    },
  );
}

function define(inputs: Inputs, name: string, value: unknown): void {
  Object.defineProperty(inputs, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

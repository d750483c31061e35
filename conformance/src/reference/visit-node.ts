import { isObject, type Json, type JsonObject } from '../case.js';
import { type Activation, type Arrival, arrivalsAt, type Ended, stateOf } from './activation.js';
import type { Answer } from './bodies.js';
import { gather, isSupplied } from './inputs.js';
import { edgeOf, type Node } from './model.js';
import { NodeFailure } from './node-failure.js';
import { type Declared, misfits } from './types.js';
import { Undecided } from './undecided.js';
import { sizeUpTo } from './values.js';
import type { Visit } from './visit.js';

/** What loops put together grows beyond all bounds: members, items and characters of one node's outputs. */
const MOST_DATA = 20_000;

/** Settles a node all of whose incoming edges have settled. */
export function visitNode(node: Node, activation: Activation): Visit {
  const arrivals = arrivalsAt(node, activation);
  const reason = reasonToSkip(node, arrivals, activation);
  if (reason !== undefined) return { status: 'skipped', reason };
  try {
    return completed(node, arrivals, activation);
  } catch (error) {
    if (!(error instanceof NodeFailure)) throw error;
    const { code, message } = error;
    return { status: 'failed', failure: { code, node: node.id, message } };
  }
}

/** The join rule. */
function reasonToSkip(
  node: Node,
  arrivals: readonly Arrival[],
  activation: Activation,
): 'deadEdges' | 'upstreamFailed' | undefined {
  const isAny = node.stated.join === 'any';
  const live = arrivals.filter(({ state }) => state.is === 'live');
  if (isAny && live.length > 1) throw new Undecided('Which of its live edges "join: any" sees.');
  if (arrivals.some(({ state }) => state.is === 'failed') && !(isAny && live.length > 0)) {
    return 'upstreamFailed';
  }
  if (arrivals.length > 0 && live.length === 0) return 'deadEdges';
  const isLacking = [...node.kind.inputs].some(([name, { isRequired }]) => {
    const into = arrivals.filter(({ edge }) => edge.input === name);
    const isWithout = into.length > 0 && into.every(({ state }) => state.is !== 'live');
    return isRequired === true && isWithout && !isSupplied(node, name, activation);
  });
  if (isLacking && isAny) throw new Undecided('What "join: any" does for want of an input.');
  return isLacking ? 'deadEdges' : undefined;
}

/** Runs a node that starts. Throws {@link NodeFailure}. */
function completed(node: Node, arrivals: readonly Arrival[], activation: Activation): Visit {
  const { inputs, problems } = gather(node, arrivals, activation);
  const wrong = [...inputs].flatMap(([name, value]) => {
    const type = node.kind.inputs.get(name)?.type;
    return type === undefined ? [] : checked(type, value, activation);
  });
  fail([...problems, ...wrong]);
  const { outputs, taken } = answerOf(node, inputs, activation);
  if (!isObject(outputs)) throw new NodeFailure('OUTPUT_INVALID');
  if (sizeUpTo(MOST_DATA, outputs) >= MOST_DATA) throw new Undecided('Data beyond all bounds.');
  const misfit = [...node.kind.outputs].flatMap(([name, type]) =>
    Object.hasOwn(outputs, name) ? checked(type, outputs[name] as Json, activation) : [],
  );
  const isContent = saysNo(outputs) && activation.options.contentAware !== false;
  fail([...misfit, ...(isContent ? ['CONTENT_FAILED'] : [])], textIn(outputs));
  return { status: 'completed', outputs, ...(taken !== undefined && { taken }) };
}

function fail(codes: readonly string[], message?: string): void {
  const [code, ...others] = new Set(codes);
  if (others.length > 0) throw new Undecided('Which of several problems a node fails with.');
  if (code !== undefined) throw new NodeFailure(code, message);
}

/** The codes that a value fails its node with: in other modes than strict it is a warning, or nothing. */
function checked(type: Declared, value: Json, { options, warnings }: Activation): string[] {
  const { validation = 'warn' } = options;
  if (validation === 'off') return [];
  const codes = misfits(type, value);
  if (codes.length > 1) throw new Undecided('How a value is reported that is wrong in two ways.');
  if (validation === 'strict') return codes;
  for (const code of codes) warnings.add(code);
  return [];
}

function saysNo(outputs: JsonObject): boolean {
  return Object.hasOwn(outputs, 'success') && outputs['success'] === false;
}

function textIn({ error, message }: JsonObject): string {
  const text = error ?? message;
  return typeof text === 'string' ? text : '';
}

function answerOf(node: Node, inputs: ReadonlyMap<string, Json>, activation: Activation): Answer {
  const config = activation.supply.config(node);
  if (node.inner !== undefined) return insideOf(node, inputs, activation);
  const { timeoutMs } = node.stated;
  const ms = node.stated.kind === 'sleep' ? inputs.get('ms') : 0;
  if (typeof ms !== 'number') throw new NodeFailure('NODE_FAILED');
  if (timeoutMs !== undefined && ms > timeoutMs) throw new NodeFailure('TIMEOUT');
  return node.kind.body(inputs, config);
}

/** Runs the workflow inside a node, and reads its declared outputs when everything in it is settled. */
function insideOf(
  { id, inner }: Node,
  inputs: ReadonlyMap<string, Json>,
  activation: Activation,
): Answer {
  if (inner === undefined) throw new Error('There is no workflow inside.');
  const ended = activation.runInside(inner, inputs);
  activation.inside.set(id, ended);
  if (ended.activation.warnings.size > 0) throw new Undecided('Warnings of a workflow inside.');
  const [failure, ...others] = ended.outcome.failures;
  if (failure !== undefined) {
    throw new NodeFailure('SUBWORKFLOW_FAILED', others.length === 0 ? failure.message : '');
  }
  const outputs = (inner.outputs ?? []).flatMap((output): [string, Json][] => {
    const value = delivered({ ...output, to: '', input: '' }, ended);
    if (value !== undefined) return [[output.name, value]];
    if (output.default !== undefined) return [[output.name, output.default]];
    if (output.required !== true) return [];
    throw new NodeFailure('OUTPUT_MISSING', `output "${output.name}"`);
  });
  return { outputs: Object.fromEntries(outputs) };
}

function delivered(output: Parameters<typeof edgeOf>[0], { activation }: Ended): Json | undefined {
  const state = stateOf(edgeOf(output), activation.now, activation);
  return state.is === 'live' ? state.value : undefined;
}

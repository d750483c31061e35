import { didYouMean } from '../../errors/near-names.js';
import { RuntimeError } from '../../errors/runtime-error.js';
import type { EdgeSource, NodeStep } from '../../plan/node-step.js';
import type { InvokeResult } from '../../plan/node-wraps.js';
import { freezeData, isPlainObject, ownValue } from '../../values/data.js';
import { describeValue, messageOf } from '../../values/describe-value.js';
import { Routed } from '../../workflow/routed.js';
import { isSecretValue } from '../../workflow/secret-value.js';
import type { Frame } from './frame.js';
import type { Inputs } from './gather.js';

/**
 * Takes what a node returned. Keeps it as the step's outputs and answers the gates taken, where the step has any. Throws
 * OUTPUT_INVALID when it is no plain object or routes through an unknown port, and CONTENT_FAILED when its own property
 * `success` is exactly `false`: unless that is a port the node routes through, which carries somebody else's value.
 */
export function acceptOutputs(
  frame: Frame,
  step: NodeStep,
  returned: unknown,
): readonly number[] | undefined {
  return keepsOutputs(frame, step, returned) ? undefined : acceptAny(frame, step, returned);
}

/**
 * The short way through {@link acceptOutputs}: keeps what almost every node returns. Answers `false`, and does nothing,
 * where there is more to do with it, or something wrong.
 */
export function keepsOutputs(frame: Frame, step: NodeStep, returned: unknown): boolean {
  const { inspectsData, inspectsOutputs, outputs } = frame;
  if (inspectsOutputs && (inspectsData || step.definition.routes !== undefined)) return false;
  if (!isOrdinary(returned)) return false;
  outputs[step.index] = returned;
  return true;
}

/** A plain object that is no promise and does not say it failed: what almost every visit returns. */
export function isOrdinary(returned: unknown): returned is Inputs {
  return (
    typeof returned === 'object' &&
    returned !== null &&
    // In this order: once a member was read, the engine knows the object's shape, and its prototype for nothing.
    typeof (returned as Inputs)['then'] !== 'function' &&
    (returned as Inputs)['success'] !== false &&
    Object.getPrototypeOf(returned) === Object.prototype
  );
}

function acceptAny(frame: Frame, step: NodeStep, returned: unknown): readonly number[] | undefined {
  let taken: readonly number[] | undefined;
  if (typeof returned !== 'object' || returned === null) throw notAnObject(frame, step, returned);
  let outputs = returned as Inputs;
  const prototype: unknown = Object.getPrototypeOf(returned);
  if (prototype !== Object.prototype && prototype !== null) {
    if (Routed.is(returned)) {
      outputs = returned.outputs;
      taken = gatesOf(frame, step, returned);
      if (!isPlainObject(outputs)) throw notAnObject(frame, step, outputs);
    } else if (!isPlainObject(returned)) throw notAnObject(frame, step, returned);
  }
  if (frame.plan.hasGates && taken === undefined && step.definition.routes !== undefined) {
    throw unrouted(frame, step);
  }
  if (outputs['success'] === false && frame.plan.isContentAware) {
    const failure = contentFailure(step, frame.plan.workflow.name, outputs);
    if (failure !== undefined) throw failure;
  }
  inspectData(frame, step, outputs);
  frame.outputs[step.index] = outputs;
  return taken;
}

/** Looks into the data that a node returned, where `frame.inspectsData`: for secrets, and to freeze it. */
export function inspectData(frame: Frame, step: NodeStep, outputs: Inputs): void {
  if (frame.run.mask !== undefined) flagSecrets(frame, step, outputs);
  if (frame.isolation === 'freeze') freezeData(outputs, frame.foreign);
}

/** Tells of a node that was given a secret and returns one in clear; what only hands it on is not told of. */
function flagSecrets(frame: Frame, step: NodeStep, outputs: Inputs): void {
  if (!wasGivenSecret(frame, step) || frame.run.masked(outputs) === outputs) return;
  frame.run.secretInOutput(frame.pathOf(step.index).join('/'));
}

/** Whether a node's type asks for a secret, or one is supplied to it, configured, or came over a connection. */
function wasGivenSecret(frame: Frame, step: NodeStep): boolean {
  if (step.secretSet >= 0) return true;
  if (frame.supplies?.secretAt?.has(step.index) === true) return true;
  for (const { edges, fallback } of step.inputs) {
    if (isSecretValue(fallback)) return true;
    for (let i = 0; i < edges.length; i++) {
      const source = frame.plan.sources[edges[i] as number] as EdgeSource;
      if (isSecretValue(frame.outputs[source.step]?.[source.port])) return true;
    }
  }
  return false;
}

function gatesOf(frame: Frame, step: NodeStep, routed: Routed): readonly number[] {
  const { taken } = routed;
  if (!isList(taken)) throw unrouted(frame, step);
  if (taken.length !== 1) return manyGatesOf(frame, step, routed);
  const gate = gateOf(frame, step, taken[0] as string);
  frame.noteRouting(step.index, routed);
  return frame.plan.gateAlone[gate] as readonly number[];
}

function manyGatesOf(frame: Frame, step: NodeStep, { taken, because }: Routed): readonly number[] {
  // A port that is named twice is taken once.
  const chosen = [...new Set(taken)];
  const gates: number[] = [];
  for (const port of chosen) gates.push(gateOf(frame, step, port));
  if (gates.length > 1 && frame.plan.gateMultiple[step.index] !== 1) {
    throw new RuntimeError(
      'OUTPUT_INVALID',
      `Node "${step.id}" took ${String(gates.length)} ports, of which only one may be taken: ${chosen.join(', ')}.`,
      {
        hint: 'Declare routes as "multiple", or take one port.',
        where: { workflow: frame.plan.workflow.name, node: step.id },
      },
    );
  }
  frame.noteRouting(step.index, { taken: chosen, because });
  return gates;
}

function gateOf(frame: Frame, step: NodeStep, port: string): number {
  const { gateStart, gatePorts } = frame.plan;
  const first = gateStart[step.index] as number;
  const end = gateStart[step.index + 1] as number;
  for (let gate = first; gate < end; gate++) if (gatePorts[gate] === port) return gate;
  throw unknownRoute(frame, step, port, gatePorts.slice(first, end));
}

function unknownRoute(
  frame: Frame,
  step: NodeStep,
  port: string,
  ports: readonly string[],
): RuntimeError {
  return new RuntimeError(
    'OUTPUT_INVALID',
    `Node "${step.id}" took a port "${port}" that it does not route through.`,
    {
      hint: didYouMean(port, ports),
      where: { workflow: frame.plan.workflow.name, node: step.id, port },
    },
  );
}

function unrouted(frame: Frame, step: NodeStep): RuntimeError {
  return new RuntimeError(
    'OUTPUT_INVALID',
    `Node "${step.id}" declares exclusive output ports and did not say which it takes.`,
    {
      hint: 'Return new Routed(outputs, taken).',
      where: { workflow: frame.plan.workflow.name, node: step.id },
    },
  );
}

function notAnObject(frame: Frame, step: NodeStep, value: unknown): RuntimeError {
  return new RuntimeError(
    'OUTPUT_INVALID',
    `Node "${step.id}" returned ${describeValue(value)}, not an object of outputs.`,
    {
      hint: 'Return a plain object with a member for each output: { value: 42 }.',
      where: { workflow: frame.plan.workflow.name, node: step.id },
    },
  );
}

/**
 * The failure that outputs tell of: CONTENT_FAILED where their own property `success` is exactly `false`, and no port that
 * the node routes through. For wrappers that are to treat it as they treat what is thrown, where `plan.isContentAware`.
 */
export function contentFailure(
  step: Pick<NodeStep, 'id' | 'definition'>,
  workflow: string,
  returned: InvokeResult,
): RuntimeError | undefined {
  const outputs = Routed.is(returned) ? returned.outputs : returned;
  if (!isPlainObject(outputs) || ownValue(outputs, 'success') !== false) return undefined;
  if (step.definition.routes?.ports.includes('success') === true) return undefined;
  const said = outputs['error'] ?? outputs['message'];
  const text = typeof said === 'string' ? said : said === undefined ? undefined : messageOf(said);
  return new RuntimeError(
    'CONTENT_FAILED',
    `Node "${step.id}" reported that it did not succeed${text === undefined ? '' : `: ${text}`}.`,
    {
      hint: 'Its outputs hold success: false.',
      where: { workflow, node: step.id },
    },
  );
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

import type { InputShape } from './input-builders.js';
import type { InputBinding } from './node-step.js';

/** The outputs of steps that have completed, by step. */
type OutputsByStep = readonly (Readonly<Record<string, unknown>> | undefined)[];

/**
 * Where the inputs of a step come from whose every value is a constant, or comes over an edge that is live for certain.
 * Gathering them looks nothing up.
 */
export interface QuickInputs extends InputShape {
  /** Where the first input comes from, the second, and so on; as many as there are inputs. */
  readonly a: QuickSource;
  readonly b: QuickSource;
  readonly c: QuickSource;
  readonly d: QuickSource;
}

interface QuickSource {
  /** The step whose outputs are read, or -1 where the value is a constant, or supplied. */
  readonly from: number;
  readonly port: string;
  readonly constant: unknown;
  /** The number of the input among those of all steps. */
  readonly number: number;
}

/** The short way to a step's inputs; `undefined` where some depend on more than outputs, or there are too many. */
export function quickInputs(
  inputs: readonly InputBinding[],
  shape: InputShape | undefined,
): QuickInputs | undefined {
  if (shape === undefined || !inputs.every(isQuick)) return undefined;
  const { names, build, count } = shape;
  // Member by member: engines give copies by spreading a shape of their own each.
  return {
    names,
    build,
    count,
    a: sourceOf(inputs[0]),
    b: sourceOf(inputs[1]),
    c: sourceOf(inputs[2]),
    d: sourceOf(inputs[3]),
  };
}

const NO_SOURCE: QuickSource = { from: -1, port: '', constant: undefined, number: -1 };

function sourceOf(input: InputBinding | undefined): QuickSource {
  if (input === undefined) return NO_SOURCE;
  const { certain, fallback, number } = input;
  return { from: certain?.step ?? -1, port: certain?.port ?? '', constant: fallback, number };
}

/**
 * The inputs; `undefined` where a value is missing, which is for the long way to judge. What a run supplies, by input of
 * any step, counts before the constants.
 */
export function gatherQuick(
  quick: QuickInputs,
  outputs: OutputsByStep,
  supplied: readonly unknown[] | undefined,
): Record<string, unknown> | undefined {
  const { names, build, count } = quick;
  if (count === 0) return {};
  const a = read(quick.a, outputs, supplied);
  if (a === undefined) return undefined;
  if (count === 1) return build(names, a);
  const b = read(quick.b, outputs, supplied);
  if (b === undefined) return undefined;
  if (count === 2) return build(names, a, b);
  const c = read(quick.c, outputs, supplied);
  if (c === undefined) return undefined;
  if (count === 3) return build(names, a, b, c);
  const d = read(quick.d, outputs, supplied);
  return d === undefined ? undefined : build(names, a, b, c, d);
}

function read(
  { from, port, constant, number }: QuickSource,
  outputs: OutputsByStep,
  supplied: readonly unknown[] | undefined,
): unknown {
  if (from >= 0) return (outputs[from] as Record<string, unknown>)[port];
  const given = supplied === undefined ? undefined : supplied[number];
  return given === undefined ? constant : given;
}

function isQuick({ certain, edges, back }: InputBinding): boolean {
  if (edges.length === 0 && back.length === 0) return true;
  return certain !== undefined && !certain.isShadowed && certain.path === undefined;
}

/** Whether every value that is not connected is there without a run that supplies it. */
export function hasConstants(inputs: readonly InputBinding[]): boolean {
  return inputs.every(({ certain, fallback }) => certain !== undefined || fallback !== undefined);
}

import type { Masker } from '../run/masking/mask.js';
import type { OutputValues, Port } from './port.js';

const BRAND = Symbol.for('tenon.Routed');

/**
 * Tells why ports were taken, where that takes some work. What it shows of data goes through the run's mask first, since
 * a text that is cut short no longer shows which secret was in it.
 */
export type RoutingReason = (mask: Masker | undefined) => unknown;

declare const NAMES: unique symbol;

/** Names that are not known before the program runs: they fit any node, and are checked when it answers. */
// oxlint-disable-next-line typescript/no-explicit-any -- what fits in both directions
type Unnamed = any;

/** The names of a node's outputs, as far as they are known. */
type PortNames<O> = IsKnown<O> extends true ? keyof O & string : Unnamed;

type IsKnown<O> = unknown extends O ? false : string extends keyof O ? false : true;

/**
 * What a node with exclusive output ports returns: its outputs and the ports it takes. Ports not taken are dead, whatever
 * the outputs hold. `O` are the node's `outputs`: inside `defineNode` the compiler knows them. A function beside it says
 * `Routed<typeof outputs>`, or nothing, and then a node that returns what it answers must have the ports it names, `N`.
 */
export interface Routed<O = unknown, N extends string = PortNames<O>> {
  readonly outputs: Partial<OutputValues<O>>;
  readonly taken: readonly string[];
  /**
   * Why these ports, as data for `why`: a condition and the values that decided, say. A text, or a member `text`, goes
   * into its sentence. A {@link RoutingReason} is called when somebody asks.
   */
  readonly because: unknown;
  readonly [NAMES]?: N;
}

/** What is routed outside of any node: the outputs as they are, and the names of ports as far as they are literal. */
export type RoutedValues<V, T extends string> = Routed<
  { readonly [K in keyof V]: Port<V[K], 'required', false> },
  Literal<T> | Literal<keyof V & string>
>;

type Literal<T extends string> = string extends T ? never : T;

/** Makes {@link Routed}. */
export interface RoutedConstructor {
  new <O>(
    outputs: IsKnown<O> extends true ? Partial<OutputValues<O>> : never,
    taken: readonly (keyof NoInfer<O> & string)[],
    because?: unknown,
  ): Routed<O>;
  new <V extends object, T extends string>(
    outputs: V,
    taken: readonly T[],
    because?: unknown,
  ): RoutedValues<V, T>;
  /** Whether a value is routed outputs, also of another copy of the core. */
  is(value: unknown): value is Routed;
}

class RoutedOutputs {
  readonly outputs: object;
  readonly taken: readonly string[];
  readonly because: unknown;

  constructor(outputs: object, taken: readonly string[], because?: unknown) {
    this.outputs = outputs;
    this.taken = taken;
    this.because = because;
  }

  static is(value: unknown): value is Routed {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

// On the prototype: switches make one at each visit, and a property of its own would cost more than all the rest.
Object.defineProperty(RoutedOutputs.prototype, BRAND, { value: true });
Object.defineProperty(RoutedOutputs, 'name', { value: 'Routed' });

export const Routed = RoutedOutputs as unknown as RoutedConstructor;

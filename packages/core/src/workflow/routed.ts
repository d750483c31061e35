import type { Masker } from '../run/masking/mask.js';
import type { OutputValues } from './port.js';

const BRAND = Symbol.for('tenon.Routed');

/**
 * Tells why ports were taken, where that takes some work. What it shows of data goes through the run's mask first, since
 * a text that is cut short no longer shows which secret was in it.
 */
export type RoutingReason = (mask: Masker | undefined) => unknown;

/**
 * What a node with exclusive output ports returns: its outputs and the ports it takes. Ports not taken are dead, whatever
 * the outputs hold.
 */
export class Routed<O = unknown> {
  readonly outputs: Partial<OutputValues<O>>;
  readonly taken: readonly string[];
  /**
   * Why these ports, as data for `why`: a condition and the values that decided, say. A text, or a member `text`, goes
   * into its sentence. A {@link RoutingReason} is called when somebody asks.
   */
  readonly because: unknown;

  constructor(outputs: Partial<OutputValues<O>>, taken: readonly string[], because?: unknown) {
    this.outputs = outputs;
    this.taken = taken;
    this.because = because;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether a value is routed outputs, also of another copy of the core. */
  static is(value: unknown): value is Routed {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

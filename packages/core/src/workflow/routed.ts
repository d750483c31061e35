import type { OutputValues } from './port.js';

const BRAND = Symbol.for('tenon.Routed');

/**
 * What a node with exclusive output ports returns: its outputs and the ports it takes. Ports not taken are dead, whatever
 * the outputs hold.
 */
export class Routed<O = unknown> {
  readonly outputs: Partial<OutputValues<O>>;
  readonly taken: readonly string[];
  /** Why these ports, as data for `why`: a condition and the values that decided, say. */
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

import type { Port } from '../workflow/port.js';
import { serviceId } from './service.js';

/**
 * Converts values that people wrote, in parameters and configuration, to the type that a port declares. Bound by the plugin
 * that takes parameters where it is told to convert; who judges configuration asks it first.
 */
export interface Coercion {
  /** The value as the port takes it; the very same value where it cannot be converted without loss. Pure. */
  coerce(value: unknown, port: Port): unknown;
}
export const Coercion = serviceId<Coercion>('tenon.Coercion', { methods: ['coerce'] });

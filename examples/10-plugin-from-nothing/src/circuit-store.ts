import { serviceId } from '@tenon/core';
import { type Circuit, CLOSED } from './circuit.js';

/** Where circuits are kept, by node type. A host binds its own, which several runtimes may share. */
export interface CircuitStore {
  /** `CLOSED` for a type of which nothing is known. */
  read(type: string): Circuit;
  write(type: string, circuit: Circuit): void;
}
export const CircuitStore = serviceId<CircuitStore>('tenon-plugin-breaker.CircuitStore', {
  methods: ['read', 'write'],
});

/** Keeps circuits for one runtime. The default. */
export class MemoryCircuits implements CircuitStore {
  readonly #circuits = new Map<string, Circuit>();

  read(type: string): Circuit {
    return this.#circuits.get(type) ?? CLOSED;
  }

  write(type: string, circuit: Circuit): void {
    this.#circuits.set(type, circuit);
  }
}

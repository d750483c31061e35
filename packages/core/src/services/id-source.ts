import { randomUUID } from 'node:crypto';
import { serviceId } from './service.js';

/** Makes the ids of runs that state none of their own. */
export interface IdSource {
  /** An id no other run has: a non-empty string. */
  next(): string;
}
export const IdSource = serviceId<IdSource>('tenon.IdSource', { methods: ['next'] });

/** Random UUIDs of version 4, as `node:crypto` makes them. */
export class UuidSource implements IdSource {
  next(): string {
    return randomUUID();
  }
}

import type * as nodeCrypto from 'node:crypto';
import { serviceId } from './service.js';

/** Makes the ids of runs that state none of their own. */
export interface IdSource {
  /** An id no other run has: a non-empty string. */
  next(): string;
}
export const IdSource = serviceId<IdSource>('tenon.IdSource', { methods: ['next'] });

let crypto: typeof nodeCrypto | undefined;

/** Random UUIDs of version 4, as `node:crypto` makes them. Node loads that module for the first id, and not with the core. */
export class UuidSource implements IdSource {
  next(): string {
    crypto ??= process.getBuiltinModule('node:crypto');
    return crypto.randomUUID();
  }
}

import { serviceId } from '@tenon/core';
import type { Lease, LeaseOptions } from './lease.js';
import type { ResourceNeed } from './resource.js';
import type { ResourceStats } from './stats.js';

/** The resources of a runtime: for nodes that are classes, and for hosts. */
export interface Resources {
  /**
   * Leases one: at once where one is free, and as a promise otherwise; `await` takes both. Whoever leases gives back.
   * Fails with RESOURCE_UNKNOWN, RESOURCE_FAILED, RESOURCE_BUSY or RESOURCE_CLOSED, or with the reason of the signal.
   */
  lease<T>(need: ResourceNeed<T>, options?: LeaseOptions): Lease<T> | Promise<Lease<T>>;
  /** Leases one for as long as a function takes, and answers as it does. */
  use<T, R>(
    need: ResourceNeed<T>,
    work: (value: T, lease: Lease<T>) => R | PromiseLike<R>,
    options?: LeaseOptions,
  ): Promise<R>;
  /** Checks whatever is idle, replaces what is broken, and answers how all resources stand. For a health page. */
  check(): Promise<readonly ResourceStats[]>;
  /** How all resources stand, by order of their names' first use or declaration. Costs next to nothing. */
  stats(): readonly ResourceStats[];
}
export const Resources = serviceId<Resources>('tenon.Resources', {
  methods: ['lease', 'use', 'check', 'stats'],
  remedy: 'Install "@tenon/plugin-resources" and add resources() to the plugins of createRuntime.',
});

import type { Plugin, RuntimeOptions } from '@tenon/core';
import type { Duty } from '../../workloads/workload.js';

/** A plugin as a host installs it, and what it binds for that plugin. */
export interface Installation {
  readonly plugin: (duty: Duty) => Plugin;
  readonly configure?: NonNullable<RuntimeOptions['configure']>;
}

import type { Runtime } from '@tenon/core';
import {
  type Resource,
  type ResourceStats,
  Resources,
  type ResourcesOptions,
  resources,
} from '@tenon/plugin-resources';
import {
  aRuntime,
  type RecordingLogger,
  type TestRuntimeOptions,
  VirtualClock,
} from '@tenon/testing';

/** What a test states of its runtime. */
export interface Stated extends TestRuntimeOptions {
  readonly define?: readonly Resource[];
  readonly options?: Omit<ResourcesOptions, 'define'>;
}

/** A runtime with resources, whose clock the test moves. */
export interface TestResources {
  readonly runtime: Runtime;
  readonly log: RecordingLogger;
  readonly clock: VirtualClock;
  readonly service: Resources;
  /** How the first resource, or the one of a name, stands. */
  readonly stats: (name?: string) => ResourceStats;
}

export function withResources({
  define = [],
  options,
  plugins = [],
  ...rest
}: Stated = {}): TestResources {
  const clock = new VirtualClock();
  const { runtime, log } = aRuntime({
    clock,
    ...rest,
    plugins: [resources({ define, ...options }), ...plugins],
  });
  const service = runtime.services.get(Resources);
  const stats = (name?: string) => {
    const found = service.stats().find((one) => name === undefined || one.name === name);
    if (found === undefined) throw new Error(`No resource "${String(name)}".`);
    return found;
  };
  return { runtime, log, clock, service, stats };
}

import type { Plugin, RunOptions, RuntimeOptions } from '@tenon/core';
import type { SpecRunner } from '../runner.js';

/** One visit to a node: what goes in, and what is due to come out. */
export interface NodeExample {
  /** Values that reach the node over connections; a list for each input that collects. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** What is configured: settings, and inputs that no connection supplies. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** What the node answers, in depth; not looked at where nothing is said. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What {@link nodeSpec} may be told. */
export interface NodeSpecOptions extends SpecRunner {
  /**
   * Visits that complete. Without any, and beside them, inputs are made up from the schemas of the ports: what is required and
   * has no schema that says what to make up needs an example. A function is asked for each claim, when `before` is done.
   */
  readonly examples?: readonly NodeExample[] | (() => readonly NodeExample[]);
  /** A visit that waits until it is told to stop: a request that nobody answers, an hour's delay. */
  readonly waits?: NodeExample | (() => NodeExample);
  /**
   * What of the outputs has to be the same at each visit. Everything where nothing is said; leave out what time or chance
   * decides.
   */
  readonly repeats?: (outputs: Readonly<Record<string, unknown>>) => unknown;
  /** What each runtime has: one that checks schemas, `validation({ mode: 'strict' })`, where ports have any. */
  readonly plugins?: readonly Plugin[] | (() => readonly Plugin[]);
  /** Binds services for each runtime, as the option of `createRuntime` does. */
  readonly configure?: RuntimeOptions['configure'];
  /** The options of each run. */
  readonly run?: Omit<RunOptions, 'signal' | 'id' | 'isolation' | 'graceMs'>;
  /** Called before each claim and after it: to put up and take down what the node works with. */
  readonly before?: () => unknown;
  readonly after?: () => unknown;
  /** Milliseconds after which a visit counts as hanging. Default 5,000. */
  readonly patienceMs?: number;
}

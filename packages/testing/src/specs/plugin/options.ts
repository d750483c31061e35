import type { Plugin, RunOptions, RuntimeOptions, Workflow } from '@tenon/core';
import type { SpecRunner } from '../runner.js';

/** What {@link pluginSpec} may be told. */
export interface PluginSpecOptions extends SpecRunner {
  /**
   * A workflow in which the plugin has something to do, beside the ordinary ones that each spec runs. A function makes one
   * for each number, with data of its own: that shows what one value leaves behind for the next, in a cache say. What its
   * nodes answer depends on nothing else.
   */
  readonly workflow?: Workflow | ((n: number) => Workflow);
  /** The options of each run: parameters, a principal. */
  readonly run?: Omit<RunOptions, 'signal' | 'id' | 'isolation' | 'graceMs'>;
  /** Other plugins of each runtime: those that it requires, or that the workflow needs. */
  readonly plugins?: readonly Plugin[];
  /** Binds services for each runtime, as the option of `createRuntime` does. */
  readonly configure?: RuntimeOptions['configure'];
  /** How many runs must leave nothing behind. Default 10,000. */
  readonly rounds?: number;
  /** Milliseconds after which a run or a tap counts as hanging. Default 5,000. */
  readonly patienceMs?: number;
}

import {
  Clock,
  copyData,
  createRuntime,
  IdSource,
  Logger,
  type Plugin,
  type RunOptions,
  type RunResult,
  type Runtime,
  type Workflow,
} from '@tenon/core';
import { CountingIds } from '../../counting-ids.js';
import { fail, settled } from '../expectations.js';
import { AT_ONCE_MS, SpecClock } from '../spec-clock.js';
import { blameOf, SABOTEUR } from './blame.js';
import { BodyCount } from './body-count.js';
import type { PluginSpecOptions } from './options.js';
import { SpecLogger } from './spec-logger.js';
import { ordinary, type WorkflowOf } from './subjects.js';

/** A runtime for one check. */
export interface BenchRuntime {
  readonly runtime: Runtime;
  readonly log: SpecLogger;
  /** The nodes whose own functions were called. */
  readonly bodies: BodyCount;
}

/** Makes runtimes with the plugin, and runs workflows in them, for all claims of one spec. */
export class PluginBench {
  readonly plugin: Plugin;
  readonly options: PluginSpecOptions;
  readonly patienceMs: number;
  /** The workflows to run: an ordinary one, and the author's. */
  readonly subjects: readonly WorkflowOf[];
  /** The caller's parameters, as they were. */
  readonly parameters: unknown;
  #next = 1;

  constructor(plugin: Plugin, options: PluginSpecOptions) {
    this.plugin = plugin;
    this.options = options;
    this.patienceMs = options.patienceMs ?? 5_000;
    this.parameters = copyData(options.run?.parameters);
    const { workflow } = options;
    const own = typeof workflow === 'function' ? workflow : () => workflow as Workflow;
    this.subjects = workflow === undefined ? [ordinary] : [ordinary, own];
  }

  get name(): string {
    return this.plugin.manifest.name;
  }

  /** A number whose data no run of this spec has seen. */
  next(): number {
    return this.#next++;
  }

  /** A runtime with the plugin, what it needs, and others. */
  open(others: readonly Plugin[] = [], plugin: Plugin = this.plugin): BenchRuntime {
    return this.assemble([plugin, ...(this.options.plugins ?? []), ...others]);
  }

  /** A runtime with exactly these plugins. */
  assemble(plugins: readonly Plugin[]): BenchRuntime {
    const log = new SpecLogger();
    const bodies = new BodyCount();
    const runtime = createRuntime({
      plugins: [...plugins, bodies.plugin],
      hookTimeoutMs: this.patienceMs,
      configure: (bindings) => {
        const answer: unknown = this.options.configure?.(bindings);
        const { bind, isBound } = bindings;
        bind(Clock).toConstantValue(new SpecClock());
        bind(Logger).toConstantValue(log);
        if (!isBound(IdSource)) bind(IdSource).toConstantValue(new CountingIds());
        return answer as void;
      },
    });
    return { runtime, log, bodies };
  }

  /** Runs a workflow to its end, whatever comes of it. */
  async run(
    { runtime }: BenchRuntime,
    workflow: Workflow,
    options: RunOptions = {},
  ): Promise<RunResult> {
    const { result } = runtime.start(workflow, { ...this.options.run, ...options });
    return settled(result, `A run of "${workflow.name}"`, this.patienceMs);
  }

  /** The same, and aborts the run when it has begun. Nodes that do not come back are given up at once. */
  async abort(opened: BenchRuntime, workflow: Workflow): Promise<RunResult> {
    const stop = new AbortController();
    const result = this.run(opened, workflow, { signal: stop.signal, graceMs: AT_ONCE_MS });
    await Promise.resolve();
    stop.abort(new Error('Aborted by the spec.'));
    return result;
  }

  /** Ends a runtime, and fails where a plugin fails at that. */
  async close({ runtime, log }: BenchRuntime, when = 'while it was disposed of'): Promise<void> {
    await settled(runtime.dispose(), 'The disposal of the runtime', 2 * this.patienceMs);
    const fault = log.failures.find((line) => !line.startsWith(`Plugin "${SABOTEUR}" `));
    if (fault !== undefined) fail(`${fault} (${when})`);
  }

  /** Fails where a plugin failed in a hook: this one, or another because of it. */
  expectNoBlame(result: RunResult, when: string): void {
    const blame = blameOf(result);
    if (blame !== undefined) fail(`${blame} (${when})`);
  }
}

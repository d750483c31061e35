import type { Plugin, RunOptions, RunResult, Workflow } from '@tenon/core';
import { type CyclesOptions, cycles } from '@tenon/plugin-cycles';
import { aRuntime, gates, type TestRuntime, type TestRuntimeOptions } from '@tenon/testing';

/** What a test states of its runtime. */
export interface Stated extends Omit<TestRuntimeOptions, 'plugins'> {
  readonly options?: CyclesOptions;
  readonly plugins?: readonly Plugin[];
}

/** A runtime with the plugin, and with what stands in for its siblings. */
export function withCycles({ options, plugins = [], ...rest }: Stated = {}): TestRuntime {
  return aRuntime({ ...rest, plugins: [cycles(options), gates(), ...plugins] });
}

/** Runs a workflow, whatever comes of it. */
export function run(
  workflow: Workflow,
  { run: options = {}, ...stated }: Stated & { readonly run?: RunOptions } = {},
): Promise<RunResult> {
  return withCycles(stated).runtime.start(workflow, options).result;
}

/** What verification finds: code, place and message. */
export function findings(workflow: Workflow) {
  return withCycles()
    .runtime.verify(workflow)
    .map(({ code, message, hint = '', where }) => ({ code, message, hint, where }));
}

/** A plugin that taps, by its name. */
export function tapping(name: string, apply: NonNullable<Plugin['apply']>): Plugin {
  return { manifest: { name, version: '1.0.0', after: ['cycles'] }, apply };
}

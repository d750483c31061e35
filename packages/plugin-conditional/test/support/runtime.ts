import type { Issue, Plugin, RunOptions, RunResult, Workflow } from '@tenon/core';
import { type ConditionalOptions, conditional } from '@tenon/plugin-conditional';
import { aRuntime, loops, type TestRuntime, type TestRuntimeOptions } from '@tenon/testing';

/** What a test states of its runtime. */
export interface Stated extends Omit<TestRuntimeOptions, 'plugins'> {
  readonly options?: ConditionalOptions;
  readonly plugins?: readonly Plugin[];
}

/** A runtime with the plugin, and with what stands in for loops. */
export function withBranches({ options, plugins = [], ...rest }: Stated = {}): TestRuntime {
  return aRuntime({ ...rest, plugins: [conditional(options), loops(), ...plugins] });
}

/** Runs a workflow, whatever comes of it. */
export function run(
  workflow: Workflow,
  { run: options = {}, ...stated }: Stated & { readonly run?: RunOptions } = {},
): Promise<RunResult> {
  return withBranches(stated).runtime.start(workflow, options).result;
}

/** The findings on a workflow. */
export function findings(workflow: Workflow, stated?: Stated): readonly Issue[] {
  return withBranches(stated).runtime.verify(workflow);
}

/** The codes of the findings on a workflow. */
export function codes(workflow: Workflow, stated?: Stated): string[] {
  return findings(workflow, stated).map(({ code }) => code);
}

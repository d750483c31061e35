import type { Plugin, RunOptions, RunResult, Workflow } from '@tenon/core';
import { type CheckReport, type ValidationOptions, validation } from '@tenon/plugin-validation';
import { aRuntime, gates, loops, type TestRuntime, type TestRuntimeOptions } from '@tenon/testing';

/** What a test states of its runtime. */
export interface Stated extends Omit<TestRuntimeOptions, 'plugins'>, ValidationOptions {
  readonly plugins?: readonly Plugin[];
}

/** A runtime with the plugin, and with what stands in for its siblings. */
export function withValidation({ mode, timing, plugins = [], ...rest }: Stated = {}): TestRuntime {
  const options = {
    ...(mode !== undefined && { mode }),
    ...(timing !== undefined && { timing }),
  };
  return aRuntime({ ...rest, plugins: [validation(options), loops(), gates(), ...plugins] });
}

/** Runs a workflow, whatever comes of it. */
export function run(
  workflow: Workflow,
  stated: Stated & { readonly run?: RunOptions } = {},
): Promise<RunResult> {
  const { run: options = {}, ...runtime } = stated;
  return withValidation(runtime).runtime.start(workflow, options).result;
}

/** What a run came to, in three words: its status, the code of its error, the codes of its warnings. */
export async function outcome(workflow: Workflow, stated: Parameters<typeof run>[1] = {}) {
  const { status, error, warnings } = await run(workflow, stated);
  return [status, error?.code, warnings.map(({ code }) => code)];
}

/** The codes that verification finds, with the places of the findings. */
export function found(workflow: Workflow, stated: Stated = {}): string[] {
  return withValidation(stated)
    .runtime.verify(workflow)
    .map(({ code, where: { node, port, connection } }) =>
      [code, connection?.text ?? [node, port].filter((part) => part !== undefined).join('.')].join(
        ' ',
      ),
    );
}

/** The reports behind the warnings of a run. */
export function reportsOf({ warnings }: RunResult): readonly CheckReport[] {
  return warnings.map(({ cause }) => cause as CheckReport);
}

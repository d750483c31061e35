import type { Plugin, RunOptions, RunResult, Workflow } from '@tenon/core';
import {
  MemorySecrets,
  type ParametersOptions,
  parameters,
  SecretProvider,
} from '@tenon/plugin-parameters';
import { aRuntime, gates, loops, type TestRuntime, type TestRuntimeOptions } from '@tenon/testing';
import { schemas } from './plugins.js';

/** What a test states of its runtime. */
export interface Stated extends Omit<TestRuntimeOptions, 'plugins'> {
  readonly options?: ParametersOptions;
  readonly secrets?: SecretProvider | Readonly<Record<string, string>>;
  readonly plugins?: readonly Plugin[];
}

/** A runtime with the plugin, and with what stands in for its siblings. */
export function withParameters({
  options,
  secrets,
  plugins = [],
  configure,
  ...rest
}: Stated = {}): TestRuntime {
  return aRuntime({
    ...rest,
    plugins: [parameters(options), loops(), gates(), schemas(), ...plugins],
    configure: (bindings) => {
      configure?.(bindings);
      if (secrets === undefined) return;
      bindings
        .bind(SecretProvider)
        .toConstantValue(isProvider(secrets) ? secrets : new MemorySecrets(secrets));
    },
  });
}

function isProvider(secrets: object): secrets is SecretProvider {
  return typeof (secrets as Partial<SecretProvider>).get === 'function';
}

/** Runs a workflow with parameters, whatever comes of it. */
export function run(
  workflow: Workflow,
  parameterValues?: unknown,
  stated: Stated & { readonly run?: RunOptions } = {},
): Promise<RunResult> {
  const { run: options = {}, ...runtime } = stated;
  return withParameters(runtime).runtime.start(workflow, {
    ...options,
    parameters: parameterValues,
  }).result;
}

/** The codes of what refused a run. */
export function refusedFor({ issues, status }: RunResult): readonly string[] {
  if (status !== 'refused') throw new Error(`The run ended as ${status}.`);
  return issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

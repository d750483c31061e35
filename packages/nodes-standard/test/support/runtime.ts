import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunOptions, RunResult, Workflow } from '@tenon/core';
import { type StandardNodesOptions, standardNodes } from '@tenon/nodes-standard';
import { aRuntime, type TestRuntime, type TestRuntimeOptions } from '@tenon/testing';
import { portsUnchecked } from './plugins.js';

/** What a test states of its runtime. */
export interface Stated extends TestRuntimeOptions {
  readonly options?: StandardNodesOptions;
}

/** A runtime with the plugin. */
export function withNodes({ options, plugins = [], ...rest }: Stated = {}): TestRuntime {
  return aRuntime({ ...rest, plugins: [portsUnchecked, standardNodes(options), ...plugins] });
}

/** Runs a workflow, whatever comes of it. */
export async function run(
  workflow: Workflow,
  { run: options = {}, ...stated }: Stated & { readonly run?: RunOptions } = {},
): Promise<RunResult> {
  const { runtime } = withNodes(stated);
  try {
    return await runtime.start(workflow, options).result;
  } finally {
    await runtime.dispose();
  }
}

/** The outputs of the node `only`; throws the run's error where there are none. */
export async function outputsOf(
  workflow: Workflow,
  stated?: Stated & { readonly run?: RunOptions },
): Promise<Readonly<Record<string, unknown>>> {
  const { error, results } = await run(workflow, stated);
  if (error !== undefined) throw error;
  return results['only'] as Readonly<Record<string, unknown>>;
}

/** The code, message and hint that a run failed with. */
export async function failureOf(
  workflow: Workflow,
  stated?: Stated & { readonly run?: RunOptions },
): Promise<{ readonly code: string; readonly message: string; readonly hint?: string }> {
  const { error, status } = await run(workflow, stated);
  if (error === undefined) throw new Error(`The run is ${status}.`);
  const { code, message, hint } = error;
  return { code, message, ...(hint !== undefined && { hint }) };
}

/** A folder for one test, which is removed by `dispose`. */
export async function aFolder(): Promise<{
  readonly root: string;
  readonly path: (...names: string[]) => string;
  readonly dispose: () => Promise<void>;
}> {
  const root = await mkdtemp(join(tmpdir(), 'tenon-nodes-'));
  return {
    root,
    path: (...names) => join(root, ...names),
    dispose: () => rm(root, { recursive: true, force: true }),
  };
}

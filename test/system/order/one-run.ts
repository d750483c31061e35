import type { Plugin } from '@tenon/core';
import { aRuntime } from '@tenon/testing';
import { optionsFor, PARTS, workflowFor } from '../support/parts.js';
import { builtInSteps } from './built-in-steps.js';
import { gapPlugins } from './gaps.js';

/** What is registered together: the plugins of one part, or those in the gaps. */
type Group = readonly Plugin[];

/** The order in which to register. */
export type Arrange = (groups: readonly Group[]) => Group;

/** What came of a run. */
export interface Journal {
  /** What happened, in the order in which it did. */
  readonly lines: readonly string[];
  readonly results: object;
}

const WORKFLOW = workflowFor(PARTS);
const OPTIONS = optionsFor(PARTS);

/** Registers in some order, runs a workflow that needs all plugins, and disposes. */
export async function journalOf(arrange: Arrange): Promise<Journal> {
  const lines: string[] = [];
  const note = (what: string) => void lines.push(what);
  const plugins = arrange([...PARTS.map((part) => part.plugins(note)), gapPlugins(note)]);
  const { runtime } = aRuntime({ plugins, configure: builtInSteps(note) });
  const { results } = await runtime.execute(WORKFLOW, OPTIONS);
  await runtime.dispose();
  return { lines, results: { ...results } };
}

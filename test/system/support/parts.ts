import { type Plugin, type RunOptions, type Workflow, workflow } from '@tenon/core';
import { conditionalPart } from './parts/conditional.js';
import { cyclesPart } from './parts/cycles.js';
import { parametersPart } from './parts/parameters.js';
import type { Capability, Note, Part } from './parts/part.js';
import { validationPart } from './parts/validation.js';

/** The plugins of this repository, in the order of the steps that they are. */
export const PARTS: readonly Part[] = [parametersPart, validationPart, cyclesPart, conditionalPart];

/** Whether all of these are there: none of them was removed from the workspace. */
export function hasParts(...needed: readonly Capability[]): boolean {
  return needed.every((need) => PARTS.some(({ capability }) => capability === need));
}

/** The plugins of some parts. */
export function pluginsOf(parts: readonly Part[], note?: Note): Plugin[] {
  return parts.flatMap((part) => part.plugins(note));
}

/** A workflow that needs the plugins of some parts, and no others. */
export function workflowFor(parts: readonly Part[]): Workflow {
  const flow = workflow('system');
  for (const part of parts) part.use(flow);
  return flow.build();
}

/** What a run of {@link workflowFor} is given. */
export function optionsFor(parts: readonly Part[]): Pick<RunOptions, 'parameters'> {
  const given = parts.flatMap(({ parameters }) => parameters ?? []);
  return given.length === 0 ? {} : { parameters: Object.assign({}, ...given) as never };
}

/** What a run of {@link workflowFor} comes to. */
export function resultsFor(parts: readonly Part[]): object {
  return Object.assign({}, ...parts.map(({ results }) => results)) as object;
}

import type { StatedForPlugins } from '@tenon/core';
import type { Doc } from './doc.js';
import { writeData } from './write-data.js';

/** What a workflow or a node states for plugins; `tell` gets the rest of a sentence for what is no data in it. */
export function writeStatements(
  stated: StatedForPlugins | undefined,
  tell: (text: string, hint: string) => void,
): Doc | undefined {
  if (stated === undefined || Object.keys(stated).length === 0) return undefined;
  return writeData(stated, (at, flaw, hint) => {
    tell(`${at === '' ? '' : `, at "${at}",`} ${flaw}.`, hint);
  });
}

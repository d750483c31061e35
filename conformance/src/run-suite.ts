import { type Arguments, UsageError } from './arguments.js';
import type { Case } from './case.js';
import type { Installation } from './plugins.js';
import { type CaseFolder, readCases } from './read-cases.js';
import { type Entry, entryOf } from './report.js';
import { runOne } from './run-one.js';

/**
 * Runs the cases of a folder one after the other and answers how each went: every case of the groups asked for has an
 * entry, and so has every file that is no case. Throws {@link UsageError} for a group that no case belongs to.
 */
export async function runSuite(
  folder: string,
  asked: Arguments,
  installed: readonly Installation[],
): Promise<Entry[]> {
  const found = await foldersCases(folder);
  if (typeof found === 'string') return [broken(folder, found)];
  const { cases, malformed } = found;
  if (cases.length + malformed.length === 0) return [broken(folder, 'There are no cases in it.')];
  checkGroups(asked.groups, cases);

  const entries = malformed.map(({ file, problem }) => broken(file, problem));
  for (const stated of cases) {
    if (asked.groups.length > 0 && !asked.groups.includes(stated.group)) continue;
    entries.push(entryOf(stated, await runOne(stated, asked, installed)));
  }
  return entries;
}

async function foldersCases(folder: string): Promise<CaseFolder | string> {
  try {
    return await readCases(folder);
  } catch (error) {
    return `The cases cannot be read: ${messageOf(error)}`;
  }
}

function checkGroups(asked: readonly string[], cases: readonly Case[]): void {
  const known = new Set(cases.map(({ group }) => group));
  const unknown = asked.filter((group) => !known.has(group));
  if (unknown.length === 0) return;
  const list = [...known].sort().join(', ');
  throw new UsageError(`No case belongs to the group ${unknown.join(', ')}. There are: ${list}.`);
}

function broken(id: string, problem: string): Entry {
  return { id, group: '', description: '', verdict: { kind: 'broken', problem } };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

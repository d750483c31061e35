import { type Arguments, UsageError } from './arguments.js';
import { type Case, graphsOf } from './case.js';
import { executeCase } from './execute-case.js';
import { missingFor } from './needs.js';
import { permuted } from './permute.js';
import type { Installation } from './plugins.js';
import { type CaseFolder, readCases } from './read-cases.js';
import { renamed } from './rename.js';
import { type Entry, entryOf, type Verdict } from './report.js';

/** A case that takes longer than this hangs. Milliseconds. */
const LONGEST_CASE = 60_000;

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
    entries.push(entryOf(stated, await verdictOf(stated, asked, installed)));
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

async function verdictOf(
  stated: Case,
  { isolation, isRenamed, seed }: Arguments,
  installed: readonly Installation[],
): Promise<Verdict> {
  const missing = missingFor(stated, installed);
  if (missing.length > 0)
    return skipped(`pending, until there is a plugin for ${missing.join(', ')}`);
  if (isolation !== undefined && isolation !== 'share' && edits(stated)) {
    return skipped('a node edits shared data, so that the outcome depends on the isolation');
  }
  let varied = stated;
  if (seed !== undefined) varied = permuted(varied, seed);
  if (isRenamed) varied = renamed(varied);
  try {
    const differences = await inTime(executeCase(varied, { installed, isolation }));
    return differences.length === 0 ? { kind: 'passed' } : { kind: 'failed', differences };
  } catch (error) {
    return { kind: 'broken', problem: `The case cannot be run: ${messageOf(error)}` };
  }
}

/** Whether a node edits its input where the case says nothing of isolation. */
function edits(stated: Case): boolean {
  if (stated.options?.isolation !== undefined) return false;
  return graphsOf(stated).some(({ nodes }) => nodes.some(({ kind }) => kind === 'mutate'));
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`it did not end within ${String(LONGEST_CASE)} ms`)),
      LONGEST_CASE,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function skipped(reason: string): Verdict {
  return { kind: 'skipped', reason };
}

function broken(id: string, problem: string): Entry {
  return { id, group: '', description: '', verdict: { kind: 'broken', problem } };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

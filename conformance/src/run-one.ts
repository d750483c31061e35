import { type Case, graphsOf, type Isolation } from './case.js';
import { executeCase } from './execute-case.js';
import { missingFor } from './needs.js';
import { permuted } from './permute.js';
import type { Installation } from './plugins.js';
import { renamed } from './rename.js';
import type { Verdict } from './report.js';

/** A case that takes longer than this hangs. Milliseconds. */
const LONGEST_CASE = 60_000;

/** In which form cases are run. */
export interface Form {
  readonly isolation: Isolation | undefined;
  readonly isRenamed: boolean;
  /** A seed for the order of declarations. */
  readonly permutedBy: number | undefined;
  /** A seed for the order in which nodes complete. */
  readonly shuffledBy: number | undefined;
}

/** Runs a case in some form, and says how it went. */
export async function runOne(
  stated: Case,
  { isolation, isRenamed, permutedBy, shuffledBy }: Form,
  installed: readonly Installation[],
): Promise<Verdict> {
  const missing = missingFor(stated, installed);
  if (missing.length > 0)
    return skipped(`pending, until there is a plugin for ${missing.join(', ')}`);
  if (isolation !== undefined && isolation !== 'share' && edits(stated)) {
    return skipped('a node edits shared data, so that the outcome depends on the isolation');
  }
  if (shuffledBy !== undefined && stated.timing === true) {
    return skipped('the outcome depends on the clock, and so on when nodes complete');
  }
  let varied = stated;
  if (permutedBy !== undefined) varied = permuted(varied, permutedBy);
  if (isRenamed) varied = renamed(varied);
  try {
    const differences = await inTime(executeCase(varied, { installed, isolation, shuffledBy }));
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

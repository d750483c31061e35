import { parseArgs } from 'node:util';
import { ISOLATIONS, type Isolation } from './case.js';

/** What the command line asks for. */
export interface Arguments {
  /** The folder with the cases; the package's own where nothing is said. */
  readonly cases: string | undefined;
  /** The groups to run; all of them where none is named. */
  readonly groups: readonly string[];
  readonly isolation: Isolation | undefined;
  readonly isRenamed: boolean;
  readonly seed: number | undefined;
  readonly isHelp: boolean;
}

export const USAGE = `Runs the conformance cases and compares each outcome with what its case expects.

  pnpm conformance [options]        npm run conformance -- [options]

  --cases DIR        the folder with the cases; conformance/cases where nothing is said
  --group NAME       only the cases of this group; may be given several times
  --isolation HOW    freeze, copy or share, for the cases that state no isolation
  --renamed          every node and loop under an awkward id
  --permuted SEED    declarations in another order, which depends on the whole number SEED
  --help             this text

The last line counts the cases that passed, failed and were skipped; why each was skipped stands above.
Ends with status 0 when nothing failed, 1 when something did, and 2 when the options are wrong.`;

/** Options that cannot be followed. */
export class UsageError extends Error {}

/** Reads the command line. Throws {@link UsageError}. */
export function readArguments(args: readonly string[]): Arguments {
  const { cases, group, isolation, renamed, permuted, help } = parsed(args);
  return {
    cases,
    groups: group ?? [],
    isolation: isolation === undefined ? undefined : isolationOf(isolation),
    isRenamed: renamed ?? false,
    seed: permuted === undefined ? undefined : seedOf(permuted),
    isHelp: help ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        cases: { type: 'string' },
        group: { type: 'string', multiple: true },
        isolation: { type: 'string' },
        renamed: { type: 'boolean' },
        permuted: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function isolationOf(name: string): Isolation {
  const known = ISOLATIONS.find((isolation) => isolation === name);
  if (known !== undefined) return known;
  throw new UsageError(`--isolation is ${ISOLATIONS.join(', ')}, not "${name}".`);
}

function seedOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--permuted takes a whole number of at most nine digits, not "${text}".`);
}

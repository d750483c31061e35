import { parseArgs } from 'node:util';
import { ISOLATIONS, type Isolation } from './case.js';
import { FEATURES, type Feature, isFeature } from './reference/random/features.js';
import type { Form } from './run-one.js';

const FEATURE_LINES = lines(FEATURES, 4)
  .map((line) => `                     ${line}`)
  .join('\n');

/** What the command line asks for. */
export interface Arguments extends Form {
  /** The folder with the cases; the package's own where nothing is said. */
  readonly cases: string | undefined;
  /** The groups to run; all of them where none is named. */
  readonly groups: readonly string[];
  /** Random cases in place of those of a folder. */
  readonly random: Random | undefined;
  readonly isHelp: boolean;
}

/** Which random cases to draw. */
export interface Random {
  readonly count: number;
  /** The seed of the first case; each further one has the next number. */
  readonly seed: number;
  /** What cases may have; what the installed plugins make possible where nothing is said. */
  readonly features?: readonly Feature[];
}

export const USAGE = `Runs the conformance cases and compares each outcome with what its case expects.

  pnpm conformance [options]        npm run conformance -- [options]

  --cases DIR        the folder with the cases; conformance/cases where nothing is said
  --group NAME       only the cases of this group; may be given several times
  --isolation HOW    freeze, copy or share, for the cases that state no isolation
  --renamed          every node and loop under an awkward id
  --permuted SEED    declarations in another order, which depends on the whole number SEED
  --shuffled SEED    nodes complete in a random order, which depends on the whole number SEED
  --random COUNT     so many random cases, with the outcomes that the reference evaluator works out
  --seed SEED        the seed of the first random case, 1 where nothing is said; the next has the next number
  --features LIST    what random cases may have: some of
${FEATURE_LINES}
  --help             this text

The last line counts the cases that passed, failed and were skipped; why each was skipped stands above.
Ends with status 0 when nothing failed, 1 when something did, and 2 when the options are wrong.`;

/** Options that cannot be followed. */
export class UsageError extends Error {}

/** Reads the command line. Throws {@link UsageError}. */
export function readArguments(args: readonly string[]): Arguments {
  const options = parsed(args);
  const { cases, group, isolation, renamed, permuted, shuffled, help } = options;
  const random = randomOf(options);
  if (random !== undefined && (cases !== undefined || group !== undefined)) {
    throw new UsageError('--random draws its own cases: leave out --cases and --group.');
  }
  return {
    cases,
    groups: group ?? [],
    random,
    isolation: isolation === undefined ? undefined : isolationOf(isolation),
    isRenamed: renamed ?? false,
    permutedBy: numberOf('permuted', permuted),
    shuffledBy: numberOf('shuffled', shuffled),
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
        shuffled: { type: 'string' },
        random: { type: 'string' },
        seed: { type: 'string' },
        features: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function randomOf({ random, seed, features }: ReturnType<typeof parsed>): Random | undefined {
  const count = numberOf('random', random);
  if (count === undefined) {
    if (seed === undefined && features === undefined) return undefined;
    throw new UsageError('--seed and --features go with --random.');
  }
  const names = features?.split(',');
  return {
    count,
    seed: numberOf('seed', seed) ?? 1,
    ...(names !== undefined && { features: names.map(featureOf) }),
  };
}

function featureOf(name: string): Feature {
  if (isFeature(name)) return name;
  throw new UsageError(`--features are ${FEATURES.join(', ')}, not "${name}".`);
}

function isolationOf(name: string): Isolation {
  const known = ISOLATIONS.find((isolation) => isolation === name);
  if (known !== undefined) return known;
  throw new UsageError(`--isolation is ${ISOLATIONS.join(', ')}, not "${name}".`);
}

function numberOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--${option} takes a whole number of at most nine digits, not "${text}".`);
}

/** Words in rows of some. */
function lines(words: readonly string[], perLine: number): string[] {
  const rows = Array.from({ length: Math.ceil(words.length / perLine) }, (_, i) =>
    words.slice(i * perLine, (i + 1) * perLine).join(','),
  );
  return rows.map((row, i) => (i < rows.length - 1 ? `${row},` : row));
}

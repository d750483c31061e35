import type { Random } from './arguments.js';
import type { Case } from './case.js';
import { formatCase } from './format-case.js';
import type { Installation } from './plugins.js';
import { Distribution } from './reference/random/distribution.js';
import { possibleFeatures } from './reference/random/features.js';
import { generateRandom } from './reference/random/generate-random.js';
import { shrink } from './reference/random/shrink.js';
import { type Entry, entryOf, type Verdict } from './report.js';
import { type Form, runOne } from './run-one.js';

/** So many failing cases are shrunk and shown; of the others there is only the seed. */
const SHOWN = 3;

/** How random cases went. */
export interface RandomRuns {
  readonly entries: readonly Entry[];
  /** What was drawn. */
  readonly distribution: Distribution;
}

/** Draws cases, each from a seed of its own, runs them, and shrinks those that fail. */
export async function runRandom(
  { count, seed, features = [] }: Random,
  form: Form,
  installed: readonly Installation[],
): Promise<RandomRuns> {
  const drawn = features.length > 0 ? features : possibleFeatures(installed);
  const distribution = new Distribution();
  const entries: Entry[] = [];
  let shown = 0;
  for (let i = 0; i < count; i++) {
    const stated = generateRandom(seed + i, drawn);
    distribution.add(stated);
    const verdict = await runOne(stated, form, installed);
    const isShown = isFailure(verdict) && shown++ < SHOWN;
    entries.push(isShown ? await shownSmall(stated, form, installed) : entryOf(stated, verdict));
  }
  return { entries, distribution };
}

async function shownSmall(
  stated: Case,
  form: Form,
  installed: readonly Installation[],
): Promise<Entry> {
  const small = await shrink(stated, async (candidate) =>
    isFailure(await runOne(candidate, form, installed)),
  );
  const verdict = await runOne(small, form, installed);
  return { ...entryOf(small, verdict), text: formatCase(small) };
}

function isFailure({ kind }: Verdict): boolean {
  return kind === 'failed' || kind === 'broken';
}

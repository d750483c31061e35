import type { SpecRunner } from '@tenon/testing';

/** What came of the claims of a spec: by title, what each failed with, or `undefined` where it held. */
export type SpecOutcomes = ReadonlyMap<string, Error | undefined>;

/** Runs a spec with a runner of its own. */
export async function outcomesOf(
  spec: (runner: Required<SpecRunner>) => void,
): Promise<SpecOutcomes> {
  const checks: [title: string, check: () => Promise<void>][] = [];
  spec({
    describe: (_title, define) => define(),
    it: (title, check) => checks.push([title, check]),
  });
  const outcomes = new Map<string, Error | undefined>();
  for (const [title, check] of checks) {
    outcomes.set(
      title,
      await check().then(
        () => undefined,
        (error: unknown) => error as Error,
      ),
    );
  }
  return outcomes;
}

/** The claims that did not hold, with the message of each. */
export function failuresIn(outcomes: SpecOutcomes): Readonly<Record<string, string>> {
  const failed = [...outcomes].filter(([, error]) => error !== undefined);
  return Object.fromEntries(failed.map(([title, error]) => [title, error?.message ?? '']));
}

import { RuntimeError } from '@tenon/core';
import { turn } from './expectations.js';

/** Where a spec puts its tests: `describe` and `it` of any runner. Those of the runner's globals where nothing is said. */
export interface SpecRunner {
  readonly describe?: (title: string, define: () => void) => unknown;
  readonly it?: (title: string, check: () => Promise<void>, timeoutMs?: number) => unknown;
}

/** One claim of a spec: its title says what holds, `check` throws where it does not. */
export interface Claim {
  readonly title: string;
  check(): unknown;
}

/** Milliseconds that a claim may take, for runners that give a test less: a safeguard against hanging, and no measure. */
const TIMEOUT_MS = 60_000;

/**
 * Hands claims to a runner, each as a test of its own. A rejection that nobody handles fails no claim but the one that is
 * about them. Throws OPTION_INVALID where there is neither a runner nor globals of one.
 */
export function suite(title: string, { describe, it }: SpecRunner, claims: readonly Claim[]): void {
  const runner = { ...globals(), ...(describe && { describe }), ...(it && { it }) };
  const { describe: group, it: test } = runner;
  if (group === undefined || test === undefined) {
    throw new RuntimeError('OPTION_INVALID', `There is no runner for the spec of ${title}.`, {
      hint: "Hand it one: import { describe, it } from 'node:test', and { describe, it } among the options.",
    });
  }
  group(title, function define(this: unknown) {
    // Mocha takes the time limit here, others behind the function of the test.
    (this as { timeout?: (ms: number) => unknown } | undefined)?.timeout?.(TIMEOUT_MS);
    for (const claim of claims) {
      test(claim.title, () => quietly(() => claim.check()), TIMEOUT_MS);
    }
  });
}

/** Runs a check, and keeps the rejections that it leaves unhandled from the runner and from memory. */
async function quietly(check: () => unknown): Promise<void> {
  const others = process.rawListeners('unhandledRejection') as (() => void)[];
  const ignore = () => {};
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', ignore);
  try {
    await check();
    await turn();
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of others) process.on('unhandledRejection', listener);
  }
}

function globals(): SpecRunner {
  const { describe, it } = globalThis as SpecRunner;
  return { ...(describe && { describe }), ...(it && { it }) };
}

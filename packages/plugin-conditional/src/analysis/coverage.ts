import type { ConditionFunctions, Outline } from '@tenon/conditions';
import type { PortTable } from '@tenon/core';
import type { SwitchFacts } from '../nodes/switch-facts.js';
import { evaluate, isDecidable, OTHER, type Sample, type Situation } from './evaluate.js';
import { OTHER_TEXT, situationsOf } from './samples.js';

/** A case that is never taken. */
interface DeadCase {
  readonly name: string;
  /** The cases before it that take everything it would; none where its own condition never holds. */
  readonly behind: readonly string[];
}

/** What the cases of a switch come to, as far as their conditions can be compared before anything runs. */
export interface Coverage {
  readonly dead: readonly DeadCase[];
  /** Whether some case matches whatever the value is. */
  readonly isComplete: boolean;
  /** A value that matches no case: `value is 10`. `undefined` where there is none, or it cannot be told. */
  readonly gap: string | undefined;
}

const UNKNOWN: Coverage = Object.freeze({
  dead: Object.freeze([]),
  isComplete: false,
  gap: undefined,
});

/**
 * Compares the cases of a switch with one another. A case outside the comparisons that can be decided counts as one that
 * may hold or not: it hides no case behind it, and closes no gap.
 */
export function coverageOf(
  facts: SwitchFacts,
  inputs: PortTable,
  functions: ConditionFunctions | undefined,
): Coverage {
  const outlines = facts.read(functions).map(({ condition }) => decidable(condition?.outline));
  const known = outlines.filter((outline) => outline !== undefined);
  if (known.length === 0) return UNKNOWN;
  const situations = situationsOf(known, inputs, facts.form === 'partition');
  if (situations === undefined) return UNKNOWN;

  const isReached = outlines.map(() => false);
  const hidden = outlines.map(() => new Set<number>());
  let gap: Situation | undefined;
  for (const situation of situations) if (isOpen(situation)) gap ??= situation;
  const dead = facts.cases.flatMap(({ name }, at) =>
    isReached[at] === true
      ? []
      : [{ name, behind: [...(hidden[at] ?? [])].sort(byNumber).map(nameOf) }],
  );
  const isWhole = known.length === outlines.length;
  return {
    dead,
    isComplete: gap === undefined,
    gap: gap !== undefined && isWhole ? situationText(gap) : undefined,
  };

  /**
   * Asks the cases as a run would, and answers whether none matched. Notes which are asked and may hold, and which would
   * hold behind one that takes the value before, or fails for it.
   */
  function isOpen(situation: Situation): boolean {
    let ending: number | undefined;
    let isTaken = false;
    for (const [at, outline] of outlines.entries()) {
      const truth = outline === undefined ? 'unknown' : evaluate(outline, situation);
      const mayHold = truth === true || truth === 'unknown';
      if (ending !== undefined) {
        if (mayHold) hidden[at]?.add(ending);
        continue;
      }
      if (mayHold) isReached[at] = true;
      if (truth === true) isTaken = true;
      if (truth === 'error' || (truth === true && !facts.multiple)) ending = at;
    }
    return !isTaken && ending === undefined;
  }

  function nameOf(at: number): string {
    return facts.cases[at]?.name ?? '';
  }
}

function byNumber(a: number, b: number): number {
  return a - b;
}

function decidable(outline: Outline | undefined): Outline | undefined {
  return outline !== undefined && isDecidable(outline) ? outline : undefined;
}

function situationText(situation: Situation): string {
  return Array.from(situation, ([path, sample]) => `${path} is ${sampleText(sample)}`).join(', ');
}

function sampleText(sample: Sample): string {
  if (sample === OTHER || sample === OTHER_TEXT) return 'something else';
  return typeof sample === 'string' ? `"${sample}"` : String(sample);
}

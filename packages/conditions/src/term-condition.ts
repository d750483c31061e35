import type { Failure } from './cel/failure.js';
import { Program } from './cel/program.js';
import type { Reading } from './cel/reading.js';
import type { Term } from './cel/term.js';
import type { Condition, ConditionFlaw, ParsedCondition } from './condition.js';
import { outlineOf } from './outline.js';
import type { Sentence } from './sentence.js';

/** A term as a condition, unless reading it found flaws. */
export function termCondition(
  kind: 'text' | 'row',
  term: Term,
  reading: Reading,
  sentence: Sentence,
): ParsedCondition {
  if (reading.flaws.length > 0) return refused(sentence, reading.flaws);
  const program = new Program(term);
  const condition: Condition = {
    kind,
    text: sentence.text,
    ...readsOf(program),
    outline: outlineOf(term),
    test(values) {
      try {
        return program.run(values);
      } catch (failure) {
        throw sentence.error(failure as Failure);
      }
    },
    evidence: (values) => program.trace(values),
  };
  return { condition: Object.freeze(condition) };
}

/** The names and paths that a program reads. */
export function readsOf({ variables }: Program): Pick<Condition, 'names' | 'reads'> {
  const reads = variables.flatMap(({ path }) => (path === undefined ? [] : [path]));
  const names = [...new Set(reads.map(([name]) => String(name)))];
  return { names: Object.freeze(names), reads: Object.freeze(reads) };
}

/** A source that is no condition, or no expression. */
export function refused(
  sentence: Sentence,
  flaws: readonly Failure[],
): { readonly flaws: readonly ConditionFlaw[] } {
  return { flaws: Object.freeze(flaws.map((flaw) => sentence.flaw(flaw))) };
}

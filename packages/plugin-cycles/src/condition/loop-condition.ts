import {
  type Condition,
  type ConditionFlaw,
  type ConditionFunctions,
  parseCondition,
} from '@tenon/conditions';
import { describeValue, type Loop, type LoopView } from '@tenon/core';
import { type BodyNode, namesOf } from './names.js';
import { type NumberTest, numberTestOf } from './number-test.js';
import { type Place, placesIn } from './places.js';

/** The condition of a loop, read once. */
export interface LoopCondition {
  /** Whether the loop ends when it holds, or when it no longer does. */
  readonly word: 'until' | 'while';
  readonly condition: Condition;
  /** The nodes of the body that its text names. */
  readonly nodes: readonly string[];
  /** The places among outputs that its text reads. */
  readonly places: readonly Place[];
  /** The short way to ask its text, where there is one. */
  readonly test: NumberTest | undefined;
}

/** A condition that has been read, or what is wrong with it. Neither where the loop has none, or states both. */
export interface ReadCondition {
  readonly read: LoopCondition | undefined;
  readonly flaws: readonly ConditionFlaw[];
}

const NOTHING: ReadCondition = Object.freeze({ read: undefined, flaws: [] });

/** Reads the condition of a loop over the nodes of its body. */
export function readCondition(
  loop: Loop,
  body: readonly BodyNode[],
  workflow: string,
  functions: ConditionFunctions | undefined,
): ReadCondition {
  const word = loop.until === undefined ? 'while' : 'until';
  const source: unknown = loop[word];
  if (source === undefined || (loop.until !== undefined && loop.while !== undefined))
    return NOTHING;
  if (typeof source !== 'string' && typeof source !== 'function') {
    return { read: undefined, flaws: [notACondition(loop.id, word, source)] };
  }
  const parsed = parseCondition<LoopView>(source as string | ((view: LoopView) => boolean), {
    names: namesOf(body),
    functions,
    subject: `condition "${word}" of loop "${loop.id}"`,
    where: { workflow, loop: loop.id },
  });
  return parsed.condition === undefined
    ? { read: undefined, flaws: parsed.flaws }
    : { read: Object.freeze({ word, ...readBy(parsed.condition, body) }), flaws: [] };
}

function notACondition(loop: string, word: string, source: unknown): ConditionFlaw {
  return {
    message: `The condition "${word}" of loop "${loop}" is ${describeValue(source)}.`,
    hint: 'It takes CEL text or a function: until: "fit.error < 0.01".',
  };
}

function readBy(condition: Condition, body: readonly BodyNode[]): Omit<LoopCondition, 'word'> {
  const ids = new Set(body.map(({ id }) => id));
  const nodes = condition.names.filter((name) => ids.has(name));
  const places = placesIn(condition.reads, ids);
  return { condition, nodes, places, test: numberTestOf(condition, places) };
}

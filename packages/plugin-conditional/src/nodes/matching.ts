import { type Condition, ConditionError } from '@tenon/conditions';
import { type NodeContext, RuntimeError } from '@tenon/core';

/** A case that can be asked. */
export interface LiveCase {
  readonly name: string;
  readonly condition: Condition;
}

/** The node whose cases are asked, for errors. */
export interface SwitchPlace {
  readonly id: string;
  readonly workflow: string;
}

type Values = Readonly<Record<string, unknown>>;

/** The visit for which cases are asked, where there may be more than one to wait for. */
type Visit = Pick<NodeContext, 'signal'>;

/**
 * The numbers of the cases that hold, in order: the first one alone unless it is `multiple`. Cases are asked one after the
 * other, and none behind the first that decides, nor once the visit is aborted. A promise only where a function answers
 * one. Throws CONDITION_FAILED, and the reason of an abort.
 */
export function matching(
  cases: readonly LiveCase[],
  values: Values,
  multiple: boolean,
  place: SwitchPlace,
  visit?: Visit,
): readonly number[] | Promise<readonly number[]> {
  const found: number[] = [];
  for (let at = 0; at < cases.length; at++) {
    const answer = ask(cases[at] as LiveCase, values, place);
    if (typeof answer !== 'boolean')
      return matchingLater(cases, values, multiple, place, { found, at, answer, visit });
    if (!answer) continue;
    found.push(at);
    if (!multiple) break;
  }
  return found;
}

/** Where the first answer that has to be waited for came. */
interface Unfinished {
  readonly found: number[];
  readonly at: number;
  readonly answer: PromiseLike<boolean>;
  readonly visit: Visit | undefined;
}

/** Goes on where the answer of a case has to be waited for. */
async function matchingLater(
  cases: readonly LiveCase[],
  values: Values,
  multiple: boolean,
  place: SwitchPlace,
  from: Unfinished,
): Promise<readonly number[]> {
  const { found, visit } = from;
  let answer: boolean | PromiseLike<boolean> = from.answer;
  for (let at = from.at; at < cases.length; ) {
    const asked = cases[at] as LiveCase;
    const holds: boolean =
      typeof answer === 'boolean' ? answer : await settled(answer, asked, place);
    visit?.signal.throwIfAborted();
    if (holds) {
      found.push(at);
      if (!multiple) break;
    }
    const next = cases[++at];
    if (next !== undefined) answer = ask(next, values, place);
  }
  return found;
}

function ask(asked: LiveCase, values: Values, place: SwitchPlace): boolean | PromiseLike<boolean> {
  try {
    return asked.condition.test(values);
  } catch (error) {
    throw failed(error, asked, place);
  }
}

async function settled(
  answer: PromiseLike<boolean>,
  asked: LiveCase,
  place: SwitchPlace,
): Promise<boolean> {
  try {
    return await answer;
  } catch (error) {
    throw failed(error, asked, place);
  }
}

/** A definition may stand in many places, so that a condition does not know its node: it is said here. */
function failed(error: unknown, { name, condition }: LiveCase, place: SwitchPlace): unknown {
  if (!RuntimeError.is(error, 'CONDITION_FAILED')) return error;
  const { expression = condition.text, position } = error as Partial<ConditionError>;
  const { hint, cause, message } = error;
  return new ConditionError(`Case "${name}" of node "${place.id}": ${message}`, {
    expression,
    ...(position !== undefined && { position }),
    ...(hint !== undefined && { hint }),
    ...(cause !== undefined && { cause }),
    where: { workflow: place.workflow, node: place.id, port: name },
  });
}

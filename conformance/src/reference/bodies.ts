import { isObject, type Json, type JsonObject } from '../case.js';
import { mergeOf } from './merge.js';
import { NodeFailure } from './node-failure.js';
import { Undecided } from './undecided.js';
import { isList, isNumber, textOr } from './values.js';

/** The inputs that a node got: an input without a value is not among them. */
export type Inputs = ReadonlyMap<string, Json>;

/** What a node answers, and of its gated ports those that it took. */
export interface Answer {
  readonly outputs: Json;
  readonly taken?: readonly string[];
}

/** What a node does with its inputs and its configuration. Throws {@link NodeFailure}. */
export type Body = (inputs: Inputs, config: JsonObject) => Answer;

/** An answer with the outputs that have a value. */
export function outputs(stated: Readonly<Record<string, Json | undefined>>): Answer {
  const present = Object.entries(stated).filter(([, value]) => value !== undefined);
  return { outputs: Object.fromEntries(present) as JsonObject };
}

/** The bodies of the kinds that need no configuration to know their ports. */
export const BODIES: Readonly<Record<string, Body>> = {
  const: (inputs) => outputs({ value: inputs.get('value') }),
  identity: (inputs) => outputs({ value: inputs.get('value') }),
  pass: (inputs) => outputs({ value: inputs.get('value') }),
  sleep: (inputs) => outputs({ value: inputs.get('value') }),
  add: (inputs) => outputs({ result: numberAt(inputs, 'a') + numberAt(inputs, 'b') }),
  multiply: (inputs) => outputs({ result: numberAt(inputs, 'a') * numberAt(inputs, 'b') }),
  concat: (inputs) =>
    outputs({
      result: bounded(textAt(inputs, 'a') + textAt(inputs, 'separator') + textAt(inputs, 'b')),
    }),
  counter: (inputs) => outputs({ value: numberAt(inputs, 'value') + numberAt(inputs, 'step') }),
  threshold: (inputs) => {
    const value = numberAt(inputs, 'value');
    return outputs({ value, passed: value >= numberAt(inputs, 'limit') });
  },
  fail: (inputs) => {
    const value = inputs.get('value');
    const when = inputs.get('when') ?? null;
    if (when === null || (isNumber(value) && value >= numberOf(when))) {
      throw new NodeFailure('NODE_FAILED', textAt(inputs, 'message'));
    }
    return outputs({ value });
  },
  params: (inputs) => outputs({ received: Object.fromEntries(inputs) }),
  mutate: (inputs) => outputs({ value: touched(inputs.get('value')) }),
  merge: (inputs, { strategy }) => {
    const values = inputs.get('values');
    if (!isList(values)) throw new Undecided('What a many port makes of a value that is no list.');
    return outputs({ value: mergeOf(textOr(strategy, 'first'), values) });
  },
};

/** A text that doubles with each iteration of a loop soon has no end. */
function bounded(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  throw new Undecided('What becomes of texts that nobody could read.');
}

const LONGEST_TEXT = 100_000;

/** A copy of a value as `mutate` edits it. */
function touched(value: Json | undefined): Json | undefined {
  if (isList(value)) return [...value, 'touched'];
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, Json] => [
    name,
    isList(member) ? [...member, 'touched'] : member,
  ]);
  return Object.fromEntries([...members, ['touched', true]]);
}

function numberAt(inputs: Inputs, name: string): number {
  return numberOf(inputs.get(name));
}

function numberOf(value: Json | undefined): number {
  if (isNumber(value)) return value;
  throw new NodeFailure('NODE_FAILED');
}

function textAt(inputs: Inputs, name: string): string {
  const value = inputs.get(name);
  if (typeof value === 'string' || typeof value === 'boolean' || isNumber(value)) {
    return String(value);
  }
  throw new NodeFailure('NODE_FAILED');
}

import { didYouMean } from '@tenon/core';
import type { ConditionFunction } from '../functions.js';
import { Callable } from './callable.js';
import type { SyntaxNode } from './parser.js';
import { readHas } from './read-access.js';
import { isMacro, readMacro } from './read-macro.js';
import type { Reading } from './reading.js';
import type { BuiltIn, Term } from './term.js';
import { mayBe, typeName, type ValueType } from './types.js';

/** A call as it is written: `name(args)`, or `receiver.name(args)`. */
export interface Call {
  readonly name: string;
  readonly receiver: SyntaxNode | undefined;
  readonly args: readonly SyntaxNode[];
  readonly at: number;
}

/** Reads a call: of what CEL text has, of a macro, or of a host's function. */
export function readCall(reading: Reading, call: Call): Term {
  const { name, receiver, args, at } = call;
  const [first] = args;
  if (name === 'has' && receiver === undefined && first !== undefined && args.length === 1) {
    return readHas(reading, first, at);
  }
  if (isMacro(call)) return readMacro(reading, call);
  const own = OWN.get(name);
  const added = reading.scope.functions?.get(name);
  if (own === undefined && added === undefined) {
    return reading.refuse(`calls "${name}", which is not known here`, at, hintFor(reading, name));
  }
  const operands = (receiver === undefined ? args : [receiver, ...args]).map((arg) =>
    reading.read(arg),
  );
  return own !== undefined
    ? readOwn(reading, call, own, operands)
    : readAdded(reading, call, added as ConditionFunction, operands);
}

/** A function that CEL text has. */
interface Own {
  readonly name: BuiltIn;
  /** What its operands may be, the receiver first. */
  readonly takes: readonly (readonly ValueType[])[];
  readonly gives: ValueType;
  readonly form: string;
}

const OWN: ReadonlyMap<string, Own> = new Map([
  [
    'size',
    {
      name: 'size_',
      takes: [['string', 'list', 'object']],
      gives: 'number',
      form: 'size(value) or value.size()',
    },
  ],
  [
    'contains',
    {
      name: 'contains_',
      takes: [['string', 'list'], ['any']],
      gives: 'boolean',
      form: 'value.contains(part)',
    },
  ],
  ['startsWith', ofTexts('startsWith_', 'value.startsWith(part)')],
  ['endsWith', ofTexts('endsWith_', 'value.endsWith(part)')],
]);

function ofTexts(name: BuiltIn, form: string): Own {
  return { name, takes: [['string'], ['string']], gives: 'boolean', form };
}

function readOwn(
  reading: Reading,
  { name: written, receiver, at }: Call,
  { name, takes, gives, form }: Own,
  args: readonly Term[],
): Term {
  const isMisplaced = receiver === undefined && takes.length > 1;
  if (isMisplaced || args.length !== takes.length) {
    return reading.refuse(
      `calls "${written}" in a form that it does not have`,
      at,
      `Write ${form}.`,
    );
  }
  args.forEach((arg, i) => {
    if (mayBe(arg.type, ...(takes[i] ?? []))) return;
    reading.flaw(`asks "${written}" of ${typeName(arg.type)}`, arg.at, `Write ${form}.`);
  });
  return { form: 'call', name, args, at, type: gives, certain: true };
}

/** A host's function: the number of its arguments, and their types as far as they are known, are checked here. */
function readAdded(
  reading: Reading,
  { name, at }: Call,
  added: ConditionFunction,
  args: readonly Term[],
): Term {
  const { takes, rest, gives } = added;
  if (args.length < takes.length || (args.length > takes.length && rest === undefined)) {
    const form = `${name}(${[...takes, ...(rest === undefined ? [] : [`${rest}…`])].join(', ')})`;
    const count = args.length === 1 ? 'one argument' : `${String(args.length)} arguments`;
    return reading.refuse(`calls "${name}" with ${count}`, at, `It is ${form}.`);
  }
  args.forEach((arg, i) => {
    const type = takes[i] ?? rest ?? 'any';
    if (mayBe(arg.type, type)) return;
    reading.flaw(
      `gives ${typeName(arg.type)} to "${name}"`,
      arg.at,
      `It takes ${typeName(type)} there.`,
    );
  });
  const called = reading.constant(new Callable(name, added), 'any', at);
  return {
    form: 'call',
    name: 'call_',
    args: [called, ...args],
    at,
    type: gives,
    certain: gives !== 'any',
  };
}

function hintFor(reading: Reading, name: string): string {
  if (name === 'matches') return NO_PATTERNS;
  const known = ['has', ...OWN.keys(), ...(reading.scope.functions?.keys() ?? [])];
  return didYouMean(name, known) || `Conditions have ${known.join(', ')}; a host adds others.`;
}

const NO_PATTERNS =
  'Regular expressions are left out, as some take for ever; use contains, startsWith or endsWith, or add a function "matches".';

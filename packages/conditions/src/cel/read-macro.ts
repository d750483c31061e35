import { binary, condition, not } from './combine.js';
import type { SyntaxNode } from './parser.js';
import type { Reading } from './reading.js';
import { literal, type Term } from './term.js';
import { mayBe, typeName } from './types.js';

/** A call of a macro: `list.exists(item, item.price > 100)`. */
export interface MacroCall {
  readonly name: string;
  readonly receiver: SyntaxNode;
  readonly args: readonly SyntaxNode[];
  readonly at: number;
}

const MACROS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** Whether a call is of a macro. */
export function isMacro(call: {
  readonly name: string;
  readonly receiver: SyntaxNode | undefined;
}): call is MacroCall {
  return call.receiver !== undefined && MACROS.has(call.name);
}

/**
 * Reads a macro. All of them go through the whole list, so that no item's failure is passed over: `all` holds where the filter
 * of what does not hold is empty, `exists` where the filter of what does is not.
 */
export function readMacro(reading: Reading, { name, receiver, args, at }: MacroCall): Term {
  const list = reading.read(receiver);
  if (!mayBe(list.type, 'list')) {
    reading.flaw(`goes through ${typeName(list.type)}`, at, 'Only lists have items to go through.');
  }
  const [item, body] = args;
  if (item?.op !== 'id' || body === undefined || args.length !== 2) {
    const form = `Write list.${name}(item, …).`;
    return reading.refuse(`calls "${name}" in a form that it does not have`, at, form);
  }
  const each = readEach(reading, name, list, item.args, body);
  switch (name) {
    case 'all':
      return counted(reading, each, '==', 0);
    case 'exists':
      return counted(reading, each, '>', 0);
    case 'exists_one':
      return counted(reading, each, '==', 1);
    default:
      return each;
  }
}

/** Goes through a list with a name for its item, which hides another of that name. */
function readEach(
  reading: Reading,
  name: string,
  list: Term,
  item: string,
  node: SyntaxNode,
): Term {
  const hidden = reading.bound.get(item);
  const printed = `i${String(reading.size)}`;
  const before = reading.size;
  reading.bound.set(item, printed);
  const read = reading.read(node);
  if (hidden === undefined) reading.bound.delete(item);
  else reading.bound.set(item, hidden);
  const body = name === 'map' ? read : condition(reading, read);
  return {
    form: 'each',
    macro: name === 'map' ? 'map' : 'filter',
    list,
    item: printed,
    body: name === 'all' ? not(body) : body,
    weight: 1 + reading.size - before,
    at: list.at,
    type: 'list',
    certain: true,
  };
}

/** How many items a filter leaves, compared with a number. */
function counted(reading: Reading, list: Term, operator: '==' | '>', count: number): Term {
  const { at } = list;
  const size: Term = {
    form: 'call',
    name: 'size_',
    args: [list],
    at,
    type: 'number',
    certain: true,
  };
  return binary(reading, operator, size, literal(count, at), at);
}

import { allOrAny, binary, choice, condition, not } from './combine.js';
import type { NodeOf, SyntaxNode } from './parser.js';
import { readAccess } from './read-access.js';
import { readCall } from './read-call.js';
import type { Reading } from './reading.js';
import { literal, type Term } from './term.js';
import { mayBe, typeName } from './types.js';

/**
 * Reads one node as a {@link Term}: resolves names, checks types, and refuses what conditions do not have.
 */
export function readTerm(reading: Reading, node: SyntaxNode): Term {
  switch (node.op) {
    case 'value':
      return readLiteral(reading, node);
    case 'id':
    case '.':
    case '[]':
      return readAccess(reading, node);
    case 'list':
      return readList(reading, node);
    case 'call':
      return readCall(reading, {
        name: node.args[0],
        receiver: undefined,
        args: node.args[1],
        at: node.start,
      });
    case 'rcall':
      return readCall(reading, {
        name: node.args[0],
        receiver: node.args[1],
        args: node.args[2],
        at: node.start,
      });
    case '?:':
      return readChoice(reading, node);
    case '&&':
    case '||':
      return allOrAny(
        reading,
        node.op,
        chainOf(node).map((term) => reading.read(term)),
      );
    case '!_':
      return not(condition(reading, reading.read(node.args)));
    case '-_':
      return readMinus(reading, node);
    case 'map':
      return reading.refuse('writes an object', node.start, 'Compare its members one by one.');
    case '.?':
    case '[?]':
      return reading.refuse('uses ".?"', node.start, 'Ask has(…) first.');
    default:
      return binary(
        reading,
        node.op,
        reading.read(node.args[0]),
        reading.read(node.args[1]),
        node.start,
      );
  }
}

/** The literals of CEL but bytes and unsigned integers. All numbers are doubles. */
function readLiteral(reading: Reading, { args: value, start }: NodeOf<'value'>): Term {
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (BigInt(number) === value) return literal(number, start);
    return reading.refuse(
      `has the number ${String(value)}, which no double holds`,
      start,
      'Compare it as a text.',
    );
  }
  if (typeof value !== 'object' || value === null) return literal(value, start);
  const what = value instanceof Uint8Array ? 'bytes' : 'an unsigned integer';
  return reading.refuse(
    `has ${what}`,
    start,
    'Conditions have texts, numbers, true, false and null.',
  );
}

/** A list of literals is made once; any other at each evaluation. */
function readList(reading: Reading, { args, start }: NodeOf<'list'>): Term {
  const items = args.map((item) => reading.read(item));
  const values = items.map((item) => (item.form === 'literal' ? item.value : undefined));
  if (!values.includes(undefined)) return reading.constant(Object.freeze(values), 'list', start);
  return { form: 'list', items, at: start, type: 'list', certain: true };
}

function readChoice(reading: Reading, { args, start }: NodeOf<'?:'>): Term {
  const asked = condition(reading, reading.read(args[0]));
  const yes = reading.read(args[1]);
  const no = reading.read(args[2]);
  if (!mayBe(yes.type, no.type, 'null') && no.type !== 'null') {
    reading.flaw(
      `chooses between ${typeName(yes.type)} and ${typeName(no.type)}`,
      start,
      'Both outcomes of "?:" have one type.',
    );
  }
  return choice(asked, yes, no);
}

/** The terms of a row of `a && b && c`, which the tree nests to the left as deep as it is long. */
function chainOf(node: NodeOf<'&&'> | NodeOf<'||'>): SyntaxNode[] {
  const terms: SyntaxNode[] = [];
  let here: SyntaxNode = node;
  while (here.op === node.op) {
    terms.push(here.args[1]);
    here = here.args[0];
  }
  return [...terms, here].reverse();
}

function readMinus(reading: Reading, { args, start }: NodeOf<'-_'>): Term {
  const operand = reading.read(args);
  if (operand.form === 'literal' && typeof operand.value === 'number')
    return literal(-operand.value, start);
  if (!mayBe(operand.type, 'number'))
    reading.flaw(`calculates -(${typeName(operand.type)})`, start);
  return { form: 'unary', operator: '-', operand, at: start, type: 'number', certain: true };
}

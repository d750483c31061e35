import { didYouMean, type Path, quoteList } from '@tenon/core';
import type { NodeOf, SyntaxNode } from './parser.js';
import type { Reading } from './reading.js';
import { literal, type Term } from './term.js';

type AccessNode = NodeOf<'id'> | NodeOf<'.'> | NodeOf<'[]'>;

/**
 * Reads a name and its members. A path of literal members from a name of the scope, `nodes["a-b"].lines[0]`, is one variable;
 * a member that is computed, or of what a call or a macro gives, is read by a call.
 */
export function readAccess(reading: Reading, node: AccessNode): Term {
  const path = pathOf(reading, node);
  if (path !== undefined) return reading.valueAt(path, node.start);
  if (node.op === 'id') return readName(reading, node.args, node.start);
  const args = ownerAndKey(reading, node);
  const name = args[1]?.form === 'literal' ? 'member_' : 'at_';
  return { form: 'call', name, args, at: node.start, type: 'any', certain: false };
}

/** Reads `has(owner.member)`, which also asks for a name alone: whether it has a value. */
export function readHas(reading: Reading, node: SyntaxNode, at: number): Term {
  if (node.op !== 'id' && node.op !== '.' && node.op !== '[]') {
    return reading.refuse('asks has(…) of no member', at, 'Write has(order.total).');
  }
  const path = pathOf(reading, node);
  if (path !== undefined) return reading.hasAt(path, at);
  if (node.op === 'id') {
    return reading.bound.has(node.args)
      ? literal(true, at) // a list's item has a value: the macro has read it
      : readName(reading, node.args, node.start);
  }
  const args = ownerAndKey(reading, node);
  return { form: 'call', name: 'has_', args, at, type: 'boolean', certain: true };
}

/** The path that a node writes, if it is one of literal members from a name of the scope. */
function pathOf(reading: Reading, node: AccessNode): Path | undefined {
  const keys: (string | number)[] = [];
  let here: SyntaxNode = node;
  while (here.op === '.' || here.op === '[]') {
    const key = here.op === '.' ? here.args[1] : literalKey(here.args[1]);
    if (key === undefined) return undefined;
    keys.push(key);
    here = here.args[0];
  }
  if (here.op !== 'id' || reading.bound.has(here.args)) return undefined;
  return reading.scope.names.has(here.args) ? [here.args, ...keys.reverse()] : undefined;
}

function literalKey(node: SyntaxNode): string | number | undefined {
  if (node.op !== 'value') return undefined;
  if (typeof node.args === 'bigint') return Number(node.args);
  return typeof node.args === 'string' ? node.args : undefined;
}

/** A name alone: one that a macro binds, or none that is known. */
function readName(reading: Reading, name: string, at: number): Term {
  const printed = reading.bound.get(name);
  if (printed !== undefined) {
    return { form: 'item', name: printed, at, type: 'any', certain: false };
  }
  const known = [...reading.bound.keys(), ...reading.scope.names.keys()];
  const hint = didYouMean(name, known) || `Known are ${quoteList(known)}.`;
  return reading.refuse(`names "${name}", which is not known here`, at, hint);
}

function ownerAndKey(reading: Reading, node: NodeOf<'.'> | NodeOf<'[]'>): readonly Term[] {
  const owner = reading.read(node.args[0]);
  const key = node.op === '.' ? literal(node.args[1], node.start) : reading.read(node.args[1]);
  return [owner, key];
}

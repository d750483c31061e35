import type { Contract } from '@tenon/core';
import { type Endpoint, type Misread, parseArrow, parseEndpoint } from '../endpoint.js';
import { type Tree, toObject } from '../tree/tree.js';
import { capitalised, describeTree, type Members } from './members.js';
import type { StatedConnection } from './stated.js';

/** Reads the connections, or the back edges, of a list. `owner` holds the list. */
export function readConnections(owner: Members, name: string): StatedConnection[] {
  const what = name === 'back' ? 'back edge' : 'connection';
  return (owner.list(name)?.items ?? []).flatMap((tree, index) => {
    const title = `${what} ${String(index + 1)} of ${owner.subject.title}`;
    return readConnection(owner, tree, title) ?? [];
  });
}

function readConnection(owner: Members, tree: Tree, title: string): StatedConnection | undefined {
  if (tree.kind === 'value' && typeof tree.value === 'string') {
    const arrow = parseArrow(tree.value);
    if ('flaw' in arrow) tellMisread(owner, tree, title, arrow);
    else if (arrow.to.path.length > 0) tellMisread(owner, tree, title, INTO_INPUT);
    else return { ...arrow, contract: undefined };
    return undefined;
  }
  if (tree.kind !== 'map') {
    owner.tell(
      'FILE_VALUE_INVALID',
      tree.at,
      `${capitalised(title)} is ${describeTree(tree)}.`,
      'Write node.output -> node.input, or { from, to, contract }.',
    );
    return undefined;
  }
  const members = owner.inside(tree, { title, where: owner.subject.where });
  members.expect(['from', 'to', 'contract']);
  const from = readEnd(members, 'from');
  const to = readEnd(members, 'to');
  const contract = readContract(members);
  if (to !== undefined && to.path.length > 0) {
    tellMisread(members, members.get('to') ?? tree, `"to" of ${title}`, INTO_INPUT);
  }
  return from === undefined || to === undefined ? undefined : { from, to, contract };
}

const INTO_INPUT: Misread = {
  flaw: 'leads into an input, which is taken as a whole',
  hint: 'End it at node.input.',
};

/** Reads one end of a connection. */
function readEnd(members: Members, name: 'from' | 'to'): Endpoint | undefined {
  const text = members.text(name);
  if (text === undefined) {
    if (!members.has(name)) members.missing(name, 'Write node.port.');
    return undefined;
  }
  return endpointIn(
    members,
    text,
    members.get(name) as Tree,
    `"${name}" of ${members.subject.title}`,
  );
}

/** Reads an end that stands in a text, and tells where it cannot be read. */
export function endpointIn(
  members: Members,
  text: string,
  tree: Tree,
  title: string,
): Endpoint | undefined {
  const end = parseEndpoint(text);
  if (!('flaw' in end)) return end;
  tellMisread(members, tree, title, end);
  return undefined;
}

function tellMisread(members: Members, tree: Tree, title: string, { flaw, hint }: Misread): void {
  const text = tree.kind === 'value' ? String(tree.value) : '';
  members.tell('FILE_VALUE_INVALID', tree.at, `${capitalised(title)}, "${text}", ${flaw}.`, hint);
}

/** A contract is taken as it stands: whether it is sound is for verification to say. */
function readContract(members: Members): Contract | string | undefined {
  const tree = members.get('contract');
  if (tree === undefined) return undefined;
  if (tree.kind === 'map') return toObject(tree);
  if (tree.kind === 'value' && typeof tree.value === 'string') return tree.value;
  members.misfit('contract', tree, 'the name of a contract or { source, target, policies }');
  return undefined;
}

import { port } from '@tenon/core';
import type { Endpoint } from '../endpoint.js';
import type { Tree, TreeMember } from '../tree/tree.js';
import { capitalised, describeTree, type Members } from './members.js';
import { endpointIn } from './read-connection.js';
import { PORT_MEMBERS, readPort } from './read-port.js';
import type { StatedInput, StatedOutput } from './stated.js';

/** Reads an input of the workflow: where its value goes, or an object that says more. */
export function readInput(
  owner: Members,
  { name, at, value }: TreeMember,
): StatedInput | undefined {
  if (name === '') return tellNameless(owner, 'input', at);
  const title = `input "${name}" of ${owner.subject.title}`;
  if (isTarget(value)) return { name, port: port(), to: readTargets(owner, value, title) };
  if (value.kind !== 'map') {
    owner.tell(
      'FILE_VALUE_INVALID',
      value.at,
      `${capitalised(title)} is ${describeTree(value)}.`,
      'Write where it goes, node.input, or { to, schema, optional, default }.',
    );
    return undefined;
  }
  const members = owner.inside(value, {
    title,
    where: { ...owner.subject.where, port: name },
  });
  members.expect(['to', ...PORT_MEMBERS]);
  const to = members.get('to');
  if (to !== undefined && !isTarget(to)) {
    members.misfit('to', to, 'node.input or a list of them');
  }
  return {
    name,
    port: readPort(members),
    to: to === undefined || !isTarget(to) ? [] : readTargets(members, to, title),
  };
}

/** Reads an output of the workflow: where its value comes from, or an object that says more. */
export function readOutput(
  owner: Members,
  { name, at, value }: TreeMember,
): StatedOutput | undefined {
  if (name === '') return tellNameless(owner, 'output', at);
  const title = `output "${name}" of ${owner.subject.title}`;
  if (value.kind === 'value' && typeof value.value === 'string') {
    return { name, port: port(), from: endpointIn(owner, value.value, value, title) };
  }
  if (value.kind !== 'map') {
    owner.tell(
      'FILE_VALUE_INVALID',
      value.at,
      `${capitalised(title)} is ${describeTree(value)}.`,
      'Write where it comes from, node.output, or { from, schema, optional }.',
    );
    return undefined;
  }
  const members = owner.inside(value, {
    title,
    where: { ...owner.subject.where, port: name },
  });
  members.expect(['from', ...PORT_MEMBERS]);
  const text = members.text('from');
  const from = members.get('from');
  return {
    name,
    port: readPort(members),
    from:
      text === undefined || from === undefined ? undefined : endpointIn(members, text, from, title),
  };
}

function tellNameless(owner: Members, what: string, at: number): undefined {
  owner.tell(
    'FILE_VALUE_INVALID',
    at,
    `An ${what} of ${owner.subject.title} has an empty name.`,
    'Give it one.',
  );
}

function isTarget(tree: Tree): boolean {
  return tree.kind === 'list' || (tree.kind === 'value' && typeof tree.value === 'string');
}

function readTargets(members: Members, tree: Tree, title: string): Endpoint[] {
  const items = tree.kind === 'list' ? tree.items : [tree];
  return items.flatMap((item) => {
    if (item.kind !== 'value' || typeof item.value !== 'string') {
      members.tell(
        'FILE_VALUE_INVALID',
        item.at,
        `${capitalised(title)} goes to ${describeTree(item)}.`,
        'Write node.input.',
      );
      return [];
    }
    const end = endpointIn(members, item.value, item, title);
    if (end === undefined) return [];
    if (end.path.length === 0) return [end];
    members.tell(
      'FILE_VALUE_INVALID',
      item.at,
      `${capitalised(title)} goes to "${item.value}", which leads into an input.`,
      'Write node.input: an input is taken as a whole.',
    );
    return [];
  });
}

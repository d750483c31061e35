import { type Tree, type TreeMember, toObject } from '../tree/tree.js';
import { capitalised, describeTree, type Members } from './members.js';
import type { StatedBody, StatedNode } from './stated.js';

const NODE_MEMBERS = ['kind', 'config', 'join', 'timeoutMs', 'plugins', 'file', 'workflow', 'type'];

/** Reads one node. `owner` is its workflow. */
export function readNode(owner: Members, { name: id, value }: TreeMember): StatedNode | undefined {
  const subject = { title: `node "${id}"`, where: { ...owner.subject.where, node: id } };
  if (value.kind !== 'map') {
    owner.tell(
      'FILE_VALUE_INVALID',
      value.at,
      `Node "${id}" is ${describeTree(value)}, not an object.`,
      'Write { kind: …, config: … }.',
    );
    return undefined;
  }
  const members = owner.inside(value, subject);
  members.expect(NODE_MEMBERS);
  const body = readBody(members);
  const config = members.map('config');
  const join = members.word('join', ['all', 'any']);
  const timeoutMs = members.number('timeoutMs');
  const plugins = members.map('plugins');
  if (body === undefined) return undefined;
  return {
    id,
    body,
    config: config === undefined ? {} : toObject(config),
    join,
    timeoutMs,
    plugins: plugins && toObject(plugins),
  };
}

const FORMS = ['kind', 'workflow', 'file'] as const;

function readBody(members: Members): StatedBody | undefined {
  const forms = FORMS.filter((form) => members.has(form));
  const [form, other] = forms;
  if (form === undefined) {
    members.missing('kind', 'Name the kind of node, or a sub-workflow by "workflow" or "file".');
    return undefined;
  }
  if (other !== undefined) {
    members.tell(
      'FILE_VALUE_INVALID',
      members.tree.members.get(other)?.at ?? members.tree.at,
      `${capitalised(members.subject.title)} has a "${form}" and a "${other}".`,
      'A node is of a kind, or a workflow of this file, or another file.',
    );
  }
  const name = members.text(form);
  const type = members.text('type');
  if (type !== undefined && form === 'kind') {
    members.tell(
      'FILE_MEMBER_UNKNOWN',
      members.tree.members.get('type')?.at ?? members.tree.at,
      `${capitalised(members.subject.title)} has a "type", which is for sub-workflows.`,
      'The type of other nodes is their kind.',
    );
  }
  if (type === '') {
    members.misfit('type', members.get('type') as Tree, 'a text that is not empty');
    return undefined;
  }
  if (name === undefined) return undefined;
  if (form === 'kind') return { form, kind: name };
  return { form, name, at: members.get(form)?.at ?? members.tree.at, type };
}

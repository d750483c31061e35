import type { Findings } from '../tree/findings.js';
import { type TreeMap, type TreeMember, toObject } from '../tree/tree.js';
import { Members } from './members.js';
import { readConnections } from './read-connection.js';
import { readLoop } from './read-loop.js';
import { readNode } from './read-node.js';
import { readInput, readOutput } from './read-signature.js';
import type { StatedWorkflow } from './stated.js';

/** What a file may say of a workflow, of the one that it is about and of those inside it. */
export const WORKFLOW_MEMBERS: readonly string[] = [
  'name',
  'metadata',
  'plugins',
  'inputs',
  'outputs',
  'nodes',
  'connections',
  'loops',
];

/**
 * Reads a workflow: everything but members that only a file has. `key` is what it stands under in
 * `workflows`; the workflow that the file is about stands under nothing.
 */
export function readWorkflow(
  tree: TreeMap,
  key: TreeMember | undefined,
  findings: Findings,
): StatedWorkflow {
  const own = new Members(tree, { title: 'the workflow', where: {} }, findings);
  const name = own.text('name') ?? key?.name;
  if (name === undefined && !own.has('name')) own.missing('name', 'Add "name: …".');
  if (name === '')
    own.tell(
      'FILE_VALUE_INVALID',
      own.get('name')?.at ?? tree.at,
      'The name of the workflow is empty.',
      'Give it one.',
    );
  const owner = new Members(
    tree,
    { title: `workflow "${name ?? ''}"`, where: name === undefined ? {} : { workflow: name } },
    findings,
  );
  const each = <T>(
    member: string,
    read: (owner: Members, entry: TreeMember) => T | undefined,
  ): T[] =>
    Array.from(owner.map(member)?.members.values() ?? []).flatMap(
      (entry) => read(owner, entry) ?? [],
    );
  const metadata = owner.map('metadata');
  const plugins = owner.map('plugins');
  return {
    name: name ?? '',
    metadata: metadata === undefined ? {} : toObject(metadata),
    plugins: plugins && toObject(plugins),
    inputs: each('inputs', readInput),
    outputs: each('outputs', readOutput),
    nodes: each('nodes', readNode),
    connections: readConnections(owner, 'connections'),
    loops: each('loops', readLoop),
    at: (tree.members.get('name') ?? key ?? tree).at,
    tree,
  };
}

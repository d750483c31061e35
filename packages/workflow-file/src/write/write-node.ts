import {
  describeValue,
  type NodeDefinition,
  type NodeTypes,
  type Workflow,
  type WorkflowNode,
} from '@tenon/core';
import { type Doc, docMap } from './doc.js';
import type { Unwritable } from './unwritable.js';
import { writeData } from './write-data.js';
import { writeStatements } from './write-statements.js';

/** What writing nodes takes. */
export interface NodeWriting {
  readonly unwritable: Unwritable;
  /** The name under which a sub-workflow is written. */
  readonly nameOf: (workflow: Workflow) => string;
  /** What kinds will mean where the file is read. */
  readonly types: Pick<NodeTypes, 'get'> | undefined;
}

/** A node. */
export function writeNode(node: WorkflowNode, writing: NodeWriting): Doc {
  const { id, join, timeoutMs } = node;
  const { unwritable } = writing;
  const { config, limit, members } = bodyOf(node, writing);
  const written = writeData(config, (at, flaw, hint) => {
    const what = at === '' ? 'configuration' : `configuration "${at}"`;
    unwritable.tell(`The ${what} of node "${id}" ${flaw}.`, hintOf(config, at, hint), { node: id });
  });
  const most = timeoutMs ?? limit;
  return docMap([
    ...members,
    ['join', join === 'all' ? undefined : join],
    [
      'timeoutMs',
      most === undefined
        ? undefined
        : writeData(most, (_, flaw, hint) => {
            unwritable.tell(`The "timeoutMs" of node "${id}" ${flaw}.`, hint, { node: id });
          }),
    ],
    [
      'plugins',
      writeStatements(node.plugins, (text, hint) =>
        unwritable.tell(`What node "${id}" states for plugins${text}`, hint, { node: id }),
      ),
    ],
    ['config', written instanceof Map && written.size === 0 ? undefined : written],
  ]);
}

interface Body {
  readonly members: readonly (readonly [string, Doc | undefined])[];
  readonly config: Readonly<Record<string, unknown>>;
  /** The time limit that the definition states and no kind would. */
  readonly limit: number | undefined;
}

function bodyOf({ id, node, config }: WorkflowNode, writing: NodeWriting): Body {
  if (!('body' in node)) return { members: [['kind', node.kind]], config, limit: undefined };
  if (node.body.kind === 'workflow') {
    const { workflow } = node.body;
    return {
      members: [
        ['workflow', writing.nameOf(workflow)],
        ['type', node.type === workflow.name ? undefined : node.type],
      ],
      config,
      limit: node.timeoutMs,
    };
  }
  const kind = node.form?.kind ?? node.type;
  tellKind(id, kind, node, writing);
  return {
    members: [['kind', kind]],
    config: { ...node.form?.config, ...config },
    limit: undefined,
  };
}

/** Tells of a definition that is not what its kind means where the file is read. */
function tellKind(
  id: string,
  kind: string,
  node: NodeDefinition,
  { types, unwritable }: NodeWriting,
): void {
  if (types === undefined) return;
  const type = types.get(kind);
  const flaw =
    type === undefined
      ? 'which no bound node type has'
      : 'define' in type
        ? node.form === undefined
          ? 'whose configuration its definition does not say'
          : undefined
        : type === node || node.form !== undefined
          ? undefined
          : 'under which another definition is bound';
  if (flaw === undefined) return;
  unwritable.tell(
    `Node "${id}" is of the type ${describeValue(kind)}, ${flaw}.`,
    'Bind its definition as a NodeType, or state a "form" where it is defined.',
    { node: id },
  );
}

/** What stands for a function where a condition is due. */
function hintOf(config: Readonly<Record<string, unknown>>, at: string, hint: string): string {
  return /(?:^condition|\.when|^cases\.[^.]+)$/.test(at) &&
    ('cases' in config || 'condition' in config)
    ? 'Conditions in files are CEL text, or { field, operator, value }.'
    : hint;
}

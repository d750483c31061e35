import type { ResolvedLimits } from '../limits.js';
import { Findings } from '../tree/findings.js';
import { readTree } from '../tree/read-tree.js';
import type { Source } from '../tree/source.js';
import type { TreeMap, TreeMember } from '../tree/tree.js';
import { describeTree, Members } from './members.js';
import { readWorkflow, WORKFLOW_MEMBERS } from './read-workflow.js';
import { schemaComment } from './schema-comment.js';
import type { StatedWorkflow } from './stated.js';

/** The version of the format that this package reads and writes. */
export const FORMAT_VERSION = 1;

/** One file, read. */
export interface StatedDocument {
  readonly source: Source;
  readonly findings: Findings;
  /** The JSON Schema that an editor is to check the file against. */
  readonly schema: string | undefined;
  /** The workflow that the file is about; `undefined` where the text is none at all. */
  readonly main: StatedWorkflow | undefined;
  /** The workflows inside it, by the names that nodes use. */
  readonly workflows: ReadonlyMap<string, StatedWorkflow>;
}

/** Reads a text. What is wrong is in the findings. */
export function readDocument(source: Source, limits: ResolvedLimits): StatedDocument {
  const findings = new Findings(source);
  const empty = { source, findings, schema: undefined, main: undefined, workflows: new Map() };
  const bytes = Buffer.byteLength(source.text);
  if (bytes > limits.bytes) {
    findings.error(
      'FILE_LIMIT',
      0,
      `The file has ${String(bytes)} bytes, more than ${String(limits.bytes)}.`,
      'Divide the workflow, or raise the limit "bytes".',
    );
    return empty;
  }
  const tree = readTree(findings, limits);
  if (tree === undefined) return empty;
  if (tree.kind !== 'map') {
    findings.error(
      'FILE_VALUE_INVALID',
      tree.at,
      `The file is ${describeTree(tree)}, not an object.`,
      'Begin it with "tenon: 1".',
    );
    return empty;
  }
  const members = new Members(tree, { title: 'the file', where: {} }, findings);
  if (!isReadable(members)) return empty;
  members.expect(['tenon', '$schema', ...WORKFLOW_MEMBERS, 'workflows']);
  const main = readWorkflow(tree, undefined, findings);
  const workflows = new Map<string, StatedWorkflow>();
  for (const [name, key] of members.map('workflows')?.members ?? []) {
    const inner = innerTree(members, key);
    if (inner === undefined) continue;
    new Members(inner, { title: `workflow "${name}"`, where: { workflow: name } }, findings).expect(
      WORKFLOW_MEMBERS,
    );
    workflows.set(name, readWorkflow(inner, key, findings));
  }
  const nodes = [main, ...workflows.values()].reduce((sum, flow) => sum + flow.nodes.length, 0);
  if (nodes > limits.nodes) {
    findings.error(
      'FILE_LIMIT',
      tree.at,
      `The file has ${String(nodes)} nodes, more than ${String(limits.nodes)}.`,
      'Divide the workflow, or raise the limit "nodes".',
    );
  }
  const schema = members.text('$schema') ?? schemaComment(source.text);
  return { source, findings, schema, main, workflows };
}

/** Whether the file is of a version that can be read. Of a newer one nothing else is told. */
function isReadable(members: Members): boolean {
  const tree = members.get('tenon');
  const value = tree?.kind === 'value' ? tree.value : undefined;
  if (value === FORMAT_VERSION) return true;
  const at = tree?.at ?? members.tree.at;
  if (tree === undefined) {
    members.tell(
      'FILE_VERSION',
      at,
      'The file does not say which version of the format it has.',
      HINT,
    );
    return true;
  }
  if (typeof value === 'number' && value > FORMAT_VERSION) {
    members.tell(
      'FILE_VERSION',
      at,
      `The file is written in version ${String(value)} of the format, and this package reads version ${String(FORMAT_VERSION)}.`,
      'Update @tenon/workflow-file.',
    );
    return false;
  }
  members.tell(
    'FILE_VERSION',
    at,
    `"tenon" is ${describeTree(tree)}, which is no version of the format.`,
    HINT,
  );
  return true;
}

const HINT = `Begin the file with "tenon: ${String(FORMAT_VERSION)}".`;

function innerTree(members: Members, { name, value }: TreeMember): TreeMap | undefined {
  if (value.kind === 'map') return value;
  members.tell(
    'FILE_VALUE_INVALID',
    value.at,
    `Workflow "${name}" is ${describeTree(value)}, not an object.`,
    'Write { nodes: …, connections: … }.',
  );
  return undefined;
}

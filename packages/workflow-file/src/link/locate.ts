import type { Issue, IssuePlace, Workflow } from '@tenon/core';
import type { StatedWorkflow } from '../read/stated.js';
import { placeOf } from '../tree/source.js';
import type { Tree, TreeMap } from '../tree/tree.js';
import type { Unit } from './link.js';

/**
 * The same finding with file, line and column of what it is about, as near as the file tells: a configured value, else the
 * node; the connection; the loop; an input or output of the workflow; its name. One that has a line already is answered as it is.
 */
export type Locate = (issue: Issue) => Issue;

/** Makes {@link Locate} for a workflow that was put together of files. */
export function locating(root: Workflow | undefined, unitOf: ReadonlyMap<Workflow, Unit>): Locate {
  return (issue) => {
    if (issue.where.line !== undefined || root === undefined) return issue;
    const found = unitAt(root, unitOf, issue.where);
    if (found === undefined) return issue;
    const { unit, where } = found;
    const place = placeOf(unit.document.source, offsetOf(unit.stated, where));
    return Object.freeze({ ...issue, where: Object.freeze({ ...issue.where, ...place }) });
  };
}

/** The unit in which a place is, and the place there: a node inside what no file holds is where that stands. */
function unitAt(
  root: Workflow,
  unitOf: ReadonlyMap<Workflow, Unit>,
  where: IssuePlace,
): { readonly unit: Unit; readonly where: IssuePlace } | undefined {
  let flow = root;
  for (const id of where.within ?? []) {
    const node = flow.nodes.find((other) => other.id === id)?.node;
    const inner =
      node !== undefined && 'body' in node && node.body.kind === 'workflow'
        ? node.body.workflow
        : undefined;
    const unit = unitOf.get(flow);
    if (inner === undefined || !unitOf.has(inner)) return unit && { unit, where: { node: id } };
    flow = inner;
  }
  const { within, workflow } = where;
  if (within === undefined && workflow !== undefined && workflow !== root.name) {
    // Errors of runs name the workflow, and not how it is reached.
    const named = [...unitOf].filter(([other]) => other.name === workflow);
    const [only] = named;
    return only !== undefined && named.length === 1 ? { unit: only[1], where } : undefined;
  }
  const unit = unitOf.get(flow);
  return unit && { unit, where };
}

/** Where a place stands in the text of a workflow. */
function offsetOf(
  { tree, at: start }: StatedWorkflow,
  { node, port, loop, connection, declaration, plugin, position }: IssuePlace,
): number {
  if (loop !== undefined) {
    const entry = memberOf(mapIn(tree, 'loops'), loop, position);
    if (entry !== undefined) {
      return itemAt(entry.value, 'back', connection?.index) ?? entry.at;
    }
  }
  if (connection !== undefined) {
    const at = itemAt(tree, 'connections', connection.index);
    if (at !== undefined) return at;
  }
  if (declaration !== undefined) {
    const entry = memberOf(mapIn(tree, `${declaration.kind}s`), declaration.name);
    if (entry !== undefined) return entry.at;
  }
  if (node !== undefined) {
    const entry = memberOf(mapIn(tree, 'nodes'), node, position);
    if (entry !== undefined) {
      if (plugin !== undefined) return statementAt(entry.value, plugin) ?? entry.at;
      return port === undefined ? entry.at : (portAt(entry.value, port) ?? entry.at);
    }
  }
  if (plugin !== undefined) return statementAt(tree, plugin) ?? start;
  if (port !== undefined && node === undefined) {
    const entry = memberOf(mapIn(tree, 'inputs'), port) ?? memberOf(mapIn(tree, 'outputs'), port);
    if (entry !== undefined) return entry.at;
  }
  return start;
}

/** Where a workflow or a node states something for a plugin. */
function statementAt(tree: Tree, plugin: string): number | undefined {
  return memberOf(mapIn(tree, 'plugins'), plugin)?.at;
}

/** Where a port of a node is spoken of: in its configuration, or as a case of a switch. */
function portAt(node: Tree, port: string): number | undefined {
  const config = mapIn(node, 'config');
  const configured = memberOf(config, port);
  if (configured !== undefined || config === undefined) return configured?.at;
  const cases = config.members.get('cases')?.value;
  if (cases?.kind === 'map') return cases.members.get(port)?.at;
  if (cases?.kind !== 'list') return undefined;
  return cases.items.find((entry) => entry.kind === 'map' && textOf(entry, 'name') === port)?.at;
}

function memberOf(map: TreeMap | undefined, name: string, position?: number) {
  const named = map?.members.get(name);
  if (named !== undefined || position === undefined || map === undefined) return named;
  return [...map.members.values()][position - 1];
}

function mapIn(tree: Tree, name: string): TreeMap | undefined {
  const member = tree.kind === 'map' ? tree.members.get(name)?.value : undefined;
  return member?.kind === 'map' ? member : undefined;
}

function itemAt(tree: Tree, name: string, index: number | undefined): number | undefined {
  if (tree.kind !== 'map' || index === undefined) return undefined;
  const list = tree.members.get(name)?.value;
  return list?.kind === 'list' ? list.items[index]?.at : undefined;
}

function textOf(tree: TreeMap, name: string): unknown {
  const member = tree.members.get(name)?.value;
  return member?.kind === 'value' ? member.value : undefined;
}

import {
  didYouMean,
  isPlainObject,
  type NodeDefinition,
  ownValue,
  type Port,
  RuntimeError,
  type Workflow,
  type WorkflowNode,
} from '@tenon/core';

/** A value for an input: of the workflow or a name of many inputs, or of one node, reached through sub-workflows. */
export interface Setting {
  /** The nodes that lead to the input; empty for the workflow itself. */
  readonly nodes: readonly string[];
  readonly name: string;
  readonly value: unknown;
}

/**
 * Reads `name=value` and `node.input=value`. Ids may hold dots: the longest node that the text begins with is meant. A value
 * is JSON where it can be read so, and text otherwise; where the input is declared to be text, it is text whatever it looks
 * like. Throws USAGE_INVALID.
 */
export function settingOf(text: string, workflow: Workflow): Setting {
  const [, address, value] = /^([^=]+)=([^]*)$/.exec(text) ?? [];
  if (address === undefined || value === undefined) {
    throw new RuntimeError('USAGE_INVALID', `"--set ${text}" has no value.`, {
      hint: 'Write --set name=value, or --set node.input=value.',
    });
  }
  const { nodes, name, port } = placeOf(address, workflow);
  return { nodes, name, value: valueOf(value, port) };
}

interface Place {
  readonly nodes: readonly string[];
  readonly name: string;
  readonly port: Port | undefined;
}

function placeOf(address: string, workflow: Workflow): Place {
  const input = workflow.inputs.find(({ name }) => name === address);
  if (input !== undefined) return { nodes: [], name: address, port: input.port };
  const nodes: string[] = [];
  let rest = address;
  for (let inside: Workflow | undefined = workflow; inside !== undefined; ) {
    const [node]: readonly WorkflowNode[] = inside.nodes
      .filter(({ id }) => rest.startsWith(`${id}.`))
      .sort((a, b) => b.id.length - a.id.length);
    if (node === undefined) break;
    nodes.push(node.id);
    rest = rest.slice(node.id.length + 1);
    inside = undefined;
    if (!('body' in node.node)) continue;
    const { body, inputs }: NodeDefinition = node.node;
    const port = inputs.get(rest);
    if (port !== undefined) return { nodes, name: rest, port };
    if (body.kind === 'workflow') inside = body.workflow;
  }
  if (nodes.length === 0 && rest.includes('.')) throw unknownNode(rest, workflow);
  return { nodes, name: rest, port: undefined };
}

function unknownNode(address: string, { nodes, inputs }: Workflow): RuntimeError {
  const node = address.slice(0, address.indexOf('.'));
  const names = [...nodes.map(({ id }) => id), ...inputs.map(({ name }) => name)];
  return new RuntimeError(
    'USAGE_INVALID',
    `"--set ${address}" names no node: there is no "${node}".`,
    {
      hint: inputs.some(({ name }) => name === node)
        ? `"${node}" is an input of the workflow: write --set ${node}=value, as JSON where it is an object.`
        : didYouMean(node, names),
    },
  );
}

function valueOf(text: string, port: Port | undefined): unknown {
  const { schema } = port ?? {};
  if (isPlainObject(schema) && ownValue(schema, 'type') === 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

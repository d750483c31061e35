import {
  InputHandle,
  kind,
  type NodeDefinition,
  OutputHandle,
  type PortMap,
  type Wire,
  type Workflow,
  workflow,
} from '@tenon/core';
import type { StatedBody, StatedConnection, StatedWorkflow } from '../read/stated.js';

/** Builds a workflow as it is stated. `inner` holds the definitions of its sub-workflows. */
export function buildWorkflow(
  stated: StatedWorkflow,
  inner: ReadonlyMap<StatedBody, NodeDefinition>,
): Workflow {
  const flow = workflow(stated.name, {
    inputs: portsOf(stated.inputs),
    outputs: portsOf(stated.outputs),
  });
  if (Object.keys(stated.metadata).length > 0) flow.describe(stated.metadata);
  if (stated.plugins !== undefined) flow.plugins(stated.plugins);
  for (const { id, body, config, join, timeoutMs, plugins } of stated.nodes) {
    flow.add(
      id,
      body.form === 'kind' ? kind(body.kind) : (inner.get(body) as NodeDefinition),
      config,
      {
        ...(join !== undefined && { join }),
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...(plugins !== undefined && { plugins }),
      },
    );
  }
  for (const connection of stated.connections) flow.wire(wireOf(connection));
  for (const { id, back, limits } of stated.loops)
    flow.loop(id, { ...limits, back: back.map(wireOf) });
  for (const { name, to } of stated.inputs) {
    flow.input(name).to(...to.map(({ node, port }) => new InputHandle(node, port)));
  }
  for (const { name, from } of stated.outputs) {
    if (from !== undefined) flow.output(name, new OutputHandle(from.node, from.port, from.path));
  }
  return flow.build();
}

function portsOf(
  stated: readonly { readonly name: string; readonly port: PortMap[string] }[],
): PortMap {
  return Object.fromEntries(stated.map(({ name, port }) => [name, port]));
}

function wireOf({ from, to, contract }: StatedConnection): Wire {
  return {
    from: from.node,
    output: { port: from.port, path: from.path },
    to: to.node,
    input: to.port,
    ...(contract !== undefined && { contract }),
  };
}

import {
  InputHandle,
  kind,
  type NodeTypeFactory,
  OutputHandle,
  type Port,
  parsePath,
  port,
  subWorkflow,
  type Wire,
  type Workflow,
  workflow,
} from '@tenon/core';
import type { Case, CaseInput, CaseOutput, InnerWorkflow } from './case.js';

/** Builds the workflow of a case. Throws what the builder throws. */
export function buildWorkflow(stated: Case): Workflow {
  return build(stated.id, stated);
}

/**
 * The node kinds `workflow:NAME` of a case, one for each workflow that it states beside its own. Each is built when it is
 * first asked for, so that one may contain itself.
 */
export function workflowKinds({ workflows = {} }: Case): NodeTypeFactory[] {
  return Object.entries(workflows).map(([name, inner]) => {
    const type = `workflow:${name}`;
    let definition: ReturnType<typeof subWorkflow> | undefined;
    return { type, define: () => (definition ??= subWorkflow(build(name, inner), { type })) };
  });
}

function build(name: string, graph: InnerWorkflow): Workflow {
  const { nodes, connections, loops = [], inputs = [], outputs = [] } = graph;
  const flow = workflow(name, {
    inputs: Object.fromEntries(inputs.map((input) => [input.name, portOf(input)])),
    outputs: Object.fromEntries(outputs.map((output) => [output.name, portOf(output)])),
  });
  for (const { id, kind: type, config, join, timeoutMs } of nodes) {
    flow.add(id, kind(type), config, {
      ...(join !== undefined && { join }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  }
  // Contracts go as they stand there: some cases state one that is none.
  for (const connection of connections) flow.wire(connection as Wire);
  for (const { id, ...spec } of loops) flow.loop(id, spec);
  for (const { name: input, to } of inputs) {
    flow.input(input).to(...to.map((target) => new InputHandle(target.node, target.input)));
  }
  for (const { name: output, from, output: source } of outputs) {
    const [first, ...path] = parsePath(source);
    flow.output(output, new OutputHandle(from, String(first), path));
  }
  return flow.build();
}

function portOf({ default: value, required }: CaseInput | CaseOutput): Port {
  if (value !== undefined) return port().default(value);
  return required === true ? port() : port().optional();
}

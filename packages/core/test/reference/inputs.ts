import type { EdgeSpec, NodeSpec, Scenario, SupplySpec } from './scenario.js';
import type { World } from './world.js';

/** The inputs of a visit, or the error code that keeps it from starting. */
export type Gathered =
  | { readonly values: Readonly<Record<string, unknown>> }
  | { readonly code: 'INPUT_CONFLICT' | 'OUTPUT_MISSING' };

type Found = { readonly value: unknown } | 'conflict' | undefined;

/** Gathers a node's inputs from the five places of SEMANTICS 1, with back edges above them. */
export function gather(world: World, node: NodeSpec): Gathered {
  const values: [string, unknown][] = [];
  for (const input of node.inputs) {
    const found = find(world, node, input);
    if (found === 'conflict') return { code: 'INPUT_CONFLICT' };
    if (found !== undefined) values.push([input.name, found.value]);
    else if (input.presence === 'required') return { code: 'OUTPUT_MISSING' };
    else if (input.isMany) values.push([input.name, []]);
  }
  return { values: Object.fromEntries(values) };
}

function find(world: World, node: NodeSpec, input: NodeSpec['inputs'][number]): Found {
  for (const { back } of [...world.shape.around(node.id)].reverse()) {
    const edges = world.backInto(node.id).filter((edge) => back.includes(edge));
    const found = collect(world, edges, input);
    if (found !== undefined) return found;
  }
  const addressed = supplied(world.shape.scenario, 'addressed', node, input.name);
  if (addressed !== undefined) return addressed;
  const connected = collect(world, world.shape.into(node.id), input);
  if (connected !== undefined) return connected;
  const workflow = supplied(world.shape.scenario, 'workflow', node, input.name);
  if (workflow !== undefined) return workflow;
  const resolved = supplied(world.shape.scenario, 'config', node, input.name);
  if (resolved !== undefined) return resolved;
  if (input.config !== undefined) return { value: input.config };
  return input.fallback === undefined ? undefined : { value: input.fallback };
}

function collect(
  world: World,
  edges: readonly EdgeSpec[],
  input: NodeSpec['inputs'][number],
): Found {
  const live = edges.filter((edge) => edge.input === input.name && world.token(edge) === 'live');
  if (live.length > 1 && !input.isMany) return 'conflict';
  const values = live.map((edge) => world.value(edge)).filter((value) => value !== undefined);
  if (values.length === 0) return undefined;
  return { value: input.isMany ? values : values[0] };
}

function supplied(
  { supplies }: Scenario,
  rank: SupplySpec['rank'],
  node: NodeSpec,
  input: string,
): SupplySpec | undefined {
  return supplies.findLast(
    (supply) =>
      supply.rank === rank &&
      supply.node === node.id &&
      supply.input === input &&
      supply.value !== undefined,
  );
}

/** Whether a parameter or configuration supplies an input. */
export function isSupplied(scenario: Scenario, node: NodeSpec, name: string): boolean {
  const input = node.inputs.find((other) => other.name === name);
  return (
    input?.config !== undefined ||
    supplied(scenario, 'addressed', node, name) !== undefined ||
    supplied(scenario, 'workflow', node, name) !== undefined ||
    supplied(scenario, 'config', node, name) !== undefined
  );
}

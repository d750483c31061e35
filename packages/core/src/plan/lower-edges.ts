import { rowsBy } from '../graph/rows.js';
import type { Connection } from '../workflow/connection.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import type { PlanDraft } from './draft.js';
import type { EdgeSource } from './node-step.js';
import type { PlanOrder, RegionForest } from './order.js';
import type { Edges } from './plan.js';

/** The exclusive ports of all steps, one after another. */
export interface Gates {
  readonly start: Int32Array;
  readonly ports: readonly string[];
  readonly multiple: Uint8Array;
  readonly conditions: readonly (string | undefined)[];
}

/** Numbers the ports through which steps route, step by step. */
export function placeGates(resolved: ResolvedWorkflow, draft: PlanDraft, order: PlanOrder): Gates {
  const facts = new Map(draft.gates.map((fact) => [fact.node, fact]));
  const start = new Int32Array(order.nodes.length + 1);
  const multiple = new Uint8Array(order.nodes.length);
  const ports: string[] = [];
  const conditions: (string | undefined)[] = [];
  order.nodes.forEach((node, at) => {
    const fact = facts.get(resolved.workflow.nodes[node]?.id ?? '');
    if (fact !== undefined) {
      ports.push(...fact.ports);
      conditions.push(...fact.ports.map((port) => fact.conditions?.get(port)));
      multiple[at] = fact.multiple ? 1 : 0;
    }
    start[at + 1] = ports.length;
  });
  return { start, ports, multiple, conditions };
}

/** The required inputs that edges feed, one after another. */
export interface Slots {
  readonly start: Int32Array;
  readonly inputs: readonly string[];
}

/** Numbers the required inputs that have edges and no configured value, step by step. */
export function placeSlots(
  resolved: ResolvedWorkflow,
  forest: RegionForest,
  order: PlanOrder,
  positions: Int32Array,
): Slots {
  const { workflow, topology, definitions } = resolved;
  const fed: (Set<string> | undefined)[] = new Array<Set<string> | undefined>(topology.nodes);
  const feed = (id: string, input: string) => {
    const at = positions[topology.indexOf.get(id) as number] as number;
    (fed[at] ??= new Set()).add(input);
  };
  for (const index of topology.connection) {
    const { to, input } = workflow.connections[index] as Connection;
    feed(to, input);
  }
  for (const { back } of forest.facts) for (const { to, input } of back) feed(to, input);
  const start = new Int32Array(order.nodes.length + 1);
  const inputs: string[] = [];
  order.nodes.forEach((node, at) => {
    const config = workflow.nodes[node]?.config ?? {};
    for (const name of fed[at] ?? []) {
      const port = definitions[node]?.inputs.get(name);
      const isConfigured = Object.hasOwn(config, name) && config[name] !== undefined;
      if (port?.presence === 'required' && !isConfigured) inputs.push(name);
    }
    start[at + 1] = inputs.length;
  });
  return { start, inputs };
}

/** Connections as edges between steps. */
export function lowerEdges(
  connections: readonly Connection[],
  resolved: ResolvedWorkflow,
  positions: Int32Array,
  gates: Gates,
  slots: Slots,
): Edges {
  const count = connections.length;
  const source = new Int32Array(count);
  const target = new Int32Array(count);
  const gate = new Int32Array(count).fill(-1);
  const slot = new Int32Array(count).fill(-1);
  const { indexOf, nodes } = resolved.topology;
  connections.forEach(({ from, output, to, input }, edge) => {
    const a = positions[indexOf.get(from) as number] as number;
    const b = positions[indexOf.get(to) as number] as number;
    source[edge] = a;
    target[edge] = b;
    gate[edge] = find(gates.ports, output, gates.start[a] as number, gates.start[a + 1] as number);
    slot[edge] = find(slots.inputs, input, slots.start[b] as number, slots.start[b + 1] as number);
  });
  return {
    count,
    source,
    target,
    gate,
    slot,
    connection: connections,
    incoming: rowsBy(target, nodes),
  };
}

function find(names: readonly string[], name: string, start: number, end: number): number {
  for (let i = start; i < end; i++) if (names[i] === name) return i;
  return -1;
}

/** What an edge reads. */
export function sourceOf(
  { from, output, path }: Connection,
  resolved: ResolvedWorkflow,
  positions: Int32Array,
): EdgeSource {
  return {
    step: positions[resolved.topology.indexOf.get(from) as number] as number,
    port: output,
    isShadowed: output in Object.prototype,
    path: path.length > 0 ? path : undefined,
  };
}

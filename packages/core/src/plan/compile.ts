import { type Rows, rowsBy } from '../graph/rows.js';
import type { Connection } from '../workflow/connection.js';
import type { NodeDefinition } from '../workflow/node.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import type { WorkflowNode } from '../workflow/workflow.js';
import { bindInputs, settingsOf, simplicityOf } from './bind-inputs.js';
import type { PlanDraft } from './draft.js';
import type { EdgeSource, InputBinding, NodeStep, UnwrappedStep } from './node-step.js';
import type { Invoke } from './node-wraps.js';
import {
  commonRegion,
  nestRegions,
  type PlanOrder,
  planOrder,
  type RegionForest,
  unitAt,
} from './order.js';
import type { Edges, Plan } from './plan.js';
import { type QuickInputs, quickInputs } from './quick-inputs.js';
import type { Region } from './region.js';

/** Supplies what a plan needs from its runtime. */
export interface StepMaker {
  /** The plan of a sub-workflow node. */
  childOf(definition: NodeDefinition): Plan | undefined;
  /** The function of a step: its node's body with every wrapper around it. Called in plan order. */
  invokeOf(step: UnwrappedStep, plan: Plan): Invoke;
}

export interface CompileOptions {
  readonly isContentAware: boolean;
}

/**
 * Lowers a workflow and what plugins added to it to a {@link Plan}. Expects a workflow without errors. O(steps + edges),
 * and O(edges · depth of nesting) where there are regions. Throws PLAN_INVALID for regions that cannot be.
 */
export function compilePlan(
  resolved: ResolvedWorkflow,
  draft: PlanDraft,
  maker: StepMaker,
  options: CompileOptions,
): Plan {
  const { workflow, topology } = resolved;
  const forest = nestRegions(draft.regions, topology);
  const order = planOrder(topology, forest);
  const positions = positionsOf(order, topology.nodes);
  const gates = placeGates(resolved, draft, order);
  const slots = placeSlots(resolved, forest, order, positions);

  const connections = Array.from(
    topology.connection,
    (index) => workflow.connections[index] as Connection,
  );
  const edges = lowerEdges(connections, resolved, positions, gates, slots);
  const backConnections = forest.facts.flatMap(({ back }) => back);
  const back = lowerEdges(backConnections, resolved, positions, gates, slots);
  const backRegion = Int32Array.from(
    forest.facts.flatMap((fact, region) => fact.back.map(() => region)),
  );

  const units = lowerUnits(topology, forest, positions);
  const regions = lowerRegions(forest, order, positions, { back, region: backRegion });
  const steps: NodeStep[] = [];
  const plan: Plan = {
    workflow,
    resolved,
    steps,
    indexOf: new Map(Array.from(order.nodes, (node, at) => [workflow.nodes[node]?.id ?? '', at])),
    positions,
    regions,
    opening: rowsBy(
      Int32Array.from(regions, ({ start }) => start),
      topology.nodes + 1,
    ),
    regionOf: units.regionOf,
    rootUnits: toUnits(order.units.at(-1) ?? [], topology.nodes, positions),
    edges,
    sources: connections.map((connection) => sourceOf(connection, resolved, positions)),
    backSources: backConnections.map((connection) => sourceOf(connection, resolved, positions)),
    fromUnit: units.from,
    toUnit: units.to,
    leaving: rowsBy(units.from, units.count),
    entering: rowsBy(units.to, units.count),
    need: countBy(units.to, units.count),
    back,
    backRegion,
    gateStart: gates.start,
    gatePorts: gates.ports,
    gateMultiple: gates.multiple,
    gateConditions: gates.conditions,
    slotStart: slots.start,
    slotInputs: slots.inputs,
    joinsAny: Uint8Array.from(order.nodes, (node) =>
      workflow.nodes[node]?.join === 'any' ? 1 : 0,
    ),
    hasAnyJoin: workflow.nodes.some(({ join }) => join === 'any'),
    hasTimeouts: order.nodes.some(
      (node) => timeoutOf(workflow.nodes[node], resolved.definitions[node]) > 0,
    ),
    hasGates: gates.ports.length > 0,
    skipped: draft.skipped,
    isContentAware: options.isContentAware,
    boundary: boundaries(regions, topology.nodes),
  };
  order.nodes.forEach((number, index) => {
    const node = workflow.nodes[number] as (typeof workflow.nodes)[number];
    const definition = resolved.definitions[number] as NodeDefinition;
    const inputs = bindInputs(plan, index, node, definition);
    const step = new Step(index, node, definition, inputs, simplicityOf(plan, inputs), maker);
    step.invoke = maker.invokeOf(step, plan);
    steps.push(Object.freeze(step));
  });
  Object.freeze(steps);
  return Object.freeze(plan);
}

/** Steps are made by one constructor, so that engines give them all one shape; copies by spreading would each have theirs. */
class Step implements NodeStep {
  readonly index: number;
  readonly id: string;
  readonly within = NOWHERE;
  readonly node: WorkflowNode;
  readonly definition: NodeDefinition;
  readonly inputs: readonly InputBinding[];
  readonly quick: QuickInputs | undefined;
  readonly isSimple: boolean;
  readonly needsDefine: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
  readonly child: Plan | undefined;
  invoke: Invoke = unmade;

  constructor(
    index: number,
    node: WorkflowNode,
    definition: NodeDefinition,
    inputs: readonly InputBinding[],
    simplicity: { readonly isSimple: boolean; readonly needsDefine: boolean },
    maker: StepMaker,
  ) {
    this.index = index;
    this.id = node.id;
    this.node = node;
    this.definition = definition;
    this.inputs = inputs;
    this.quick = quickInputs(inputs);
    this.isSimple = simplicity.isSimple;
    this.needsDefine = simplicity.needsDefine;
    this.settings = settingsOf(node, definition);
    this.timeoutMs = timeoutOf(node, definition);
    this.child = maker.childOf(definition);
  }
}

function timeoutOf(node: WorkflowNode | undefined, definition: NodeDefinition | undefined): number {
  return node?.timeoutMs ?? definition?.timeoutMs ?? 0;
}

const NOWHERE: readonly string[] = Object.freeze([]);

function unmade(): never {
  throw new Error('The step has no function yet.');
}

function positionsOf(order: PlanOrder, nodes: number): Int32Array {
  const positions = new Int32Array(nodes);
  order.nodes.forEach((node, at) => (positions[node] = at));
  return positions;
}

interface Gates {
  readonly start: Int32Array;
  readonly ports: readonly string[];
  readonly multiple: Uint8Array;
  readonly conditions: readonly (string | undefined)[];
}

function placeGates(resolved: ResolvedWorkflow, draft: PlanDraft, order: PlanOrder): Gates {
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

interface Slots {
  readonly start: Int32Array;
  readonly inputs: readonly string[];
}

/** Numbers the required inputs that have edges and no configured value, step by step. */
function placeSlots(
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

function lowerEdges(
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

function sourceOf(
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

interface Units {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly regionOf: Int32Array;
}

/** The unit each edge leaves and enters, and the region around each unit. */
function lowerUnits(
  topology: ResolvedWorkflow['topology'],
  forest: RegionForest,
  positions: Int32Array,
): Units {
  const { nodes, source, target } = topology;
  const toUnit = (unit: number) => (unit < nodes ? (positions[unit] as number) : unit);
  const from = new Int32Array(source.length);
  const to = new Int32Array(source.length);
  for (let edge = 0; edge < source.length; edge++) {
    const a = source[edge] as number;
    const b = target[edge] as number;
    const level = forest.facts.length === 0 ? -1 : commonRegion(a, b, forest);
    from[edge] = toUnit(unitAt(a, level, nodes, forest));
    to[edge] = toUnit(unitAt(b, level, nodes, forest));
  }
  const count = nodes + forest.facts.length;
  const regionOf = new Int32Array(count);
  for (let node = 0; node < nodes; node++) {
    regionOf[positions[node] as number] = forest.regionOf[node] as number;
  }
  regionOf.set(forest.parent, nodes);
  return { count, from, to, regionOf };
}

function lowerRegions(
  forest: RegionForest,
  order: PlanOrder,
  positions: Int32Array,
  edges: { readonly back: Edges; readonly region: Int32Array },
): Region[] {
  const steps = order.nodes.length;
  const start = new Int32Array(forest.facts.length).fill(steps);
  const end = new Int32Array(forest.facts.length);
  order.nodes.forEach((node, at) => {
    for (
      let region = forest.regionOf[node] as number;
      region !== -1;
      region = forest.parent[region] as number
    ) {
      start[region] = Math.min(start[region] as number, at);
      end[region] = Math.max(end[region] as number, at + 1);
    }
  });
  const back: Rows = rowsBy(edges.region, forest.facts.length);
  const { source, target } = edges.back;
  const isOwn = (edge: number, region: number) =>
    source[edge] === target[edge] &&
    forest.regionOf[order.nodes[source[edge] as number] as number] === region;
  const holding = new Set(forest.parent);
  return forest.facts.map((fact, index) => {
    const into = back.items.slice(back.start[index], back.start[index + 1]);
    return Object.freeze({
      index,
      id: fact.id,
      start: start[index] as number,
      end: end[index] as number,
      parent: forest.parent[index] as number,
      units: toUnits(order.units[index] ?? [], steps, positions),
      holdsRegions: holding.has(index),
      back: into,
      handed: into.filter((edge) => !isOwn(edge, index)),
      maxIterations: fact.maxIterations,
      controller: fact.controller,
    });
  });
}

function toUnits(units: readonly number[], nodes: number, positions: Int32Array): Int32Array {
  return Int32Array.from(units, (unit) => (unit < nodes ? (positions[unit] as number) : unit));
}

function countBy(keys: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const key of keys) counts[key] = (counts[key] as number) + 1;
  return counts;
}

function boundaries(regions: readonly Region[], steps: number): Int32Array {
  if (regions.length === 0) return new Int32Array(0);
  const isBoundary = new Uint8Array(steps + 1);
  for (const { start, end } of regions) isBoundary[start] = isBoundary[end] = 1;
  const next = new Int32Array(steps + 1).fill(steps);
  for (let at = steps - 1; at >= 0; at--) {
    next[at] = isBoundary[at + 1] === 1 ? at + 1 : (next[at + 1] as number);
  }
  return next;
}

import { rowsBy } from '../graph/rows.js';
import type { Connection } from '../workflow/connection.js';
import type { NodeDefinition } from '../workflow/node.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import type { WorkflowNode } from '../workflow/workflow.js';
import { bindInputs, settingsOf, simplicityOf } from './bind-inputs.js';
import { cutsOf } from './cuts.js';
import type { PlanDraft } from './draft.js';
import { type InputShape, shapeOf } from './input-builders.js';
import { lowerEdges, placeGates, placeSlots, sourceOf } from './lower-edges.js';
import { boundaries, lowerRegions, lowerUnits, toUnits } from './lower-regions.js';
import type { InputBinding, NodeStep, UnwrappedStep } from './node-step.js';
import type { Invoke } from './node-wraps.js';
import { nestRegions, type PlanOrder, planOrder } from './order.js';
import type { Edges, Plan } from './plan.js';
import { hasConstants, type QuickInputs, quickInputs } from './quick-inputs.js';
import { SecretSets } from './secret-sets.js';

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
  const leaving = rowsBy(units.from, units.count);
  const regions = lowerRegions(forest, order, positions, { back, region: backRegion });
  const definitions = Array.from(
    order.nodes,
    (node) => resolved.definitions[node] as NodeDefinition,
  );
  const steps: NodeStep[] = [];
  const secrets = new SecretSets();
  const plan: Plan = {
    workflow,
    resolved,
    steps,
    inputCount: definitions.reduce((count, { inputs }) => count + inputs.size, 0),
    located: new WeakMap(),
    secretSets: secrets.sets,
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
    leaving,
    entering: rowsBy(units.to, units.count),
    behind: leaving.items.map((edge) => units.to[edge] as number),
    need: countBy(units.to, units.count),
    zeros: Array.from({ length: units.count }, () => 0),
    back,
    backRegion,
    gateStart: gates.start,
    gatePorts: gates.ports,
    gateMultiple: gates.multiple,
    gateAlone: gates.ports.map((_, gate) => Object.freeze([gate])),
    gateConditions: gates.conditions,
    slotStart: slots.start,
    slotInputs: slots.inputs,
    soleEdge: soleEdges(edges, back),
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
    cuts: cutsOf(topology.nodes, units, regions),
    boundary: boundaries(regions, topology.nodes),
  };
  let inputs = 0;
  order.nodes.forEach((number, index) => {
    const node = workflow.nodes[number] as (typeof workflow.nodes)[number];
    const definition = definitions[index] as NodeDefinition;
    const bound = bindInputs(plan, index, node, definition, inputs);
    inputs += bound.length;
    const asked = secrets.numberOf(definition.secrets);
    const step = new Step(index, node, definition, bound, simplicityOf(plan, bound), asked, maker);
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
  readonly shape: InputShape | undefined;
  readonly quick: QuickInputs | undefined;
  readonly quickSupplied: QuickInputs | undefined;
  readonly isSimple: boolean;
  readonly needsDefine: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretSet: number;
  readonly timeoutMs: number;
  readonly child: Plan | undefined;
  invoke: Invoke = unmade;

  constructor(
    index: number,
    node: WorkflowNode,
    definition: NodeDefinition,
    inputs: readonly InputBinding[],
    simplicity: { readonly isSimple: boolean; readonly needsDefine: boolean },
    secretSet: number,
    maker: StepMaker,
  ) {
    this.index = index;
    this.id = node.id;
    this.node = node;
    this.definition = definition;
    this.inputs = inputs;
    this.shape = shapeOf(inputs.map(({ name }) => name));
    this.quickSupplied = quickInputs(inputs, this.shape);
    this.quick = hasConstants(inputs) ? this.quickSupplied : undefined;
    this.isSimple = simplicity.isSimple;
    this.needsDefine = simplicity.needsDefine;
    this.settings = settingsOf(node, definition);
    this.secretSet = secretSet;
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

/** By step: the one edge into it, or -1. Back edges come and go with iterations, and leave the matter to the join rule. */
function soleEdges({ incoming }: Edges, back: Edges): Int32Array {
  return Int32Array.from({ length: incoming.start.length - 1 }, (_, step) => {
    const start = incoming.start[step] as number;
    const isSole = incoming.start[step + 1] === start + 1;
    const hasBack = back.incoming.start[step] !== back.incoming.start[step + 1];
    return isSole && !hasBack ? (incoming.items[start] as number) : -1;
  });
}

function countBy(keys: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const key of keys) counts[key] = (counts[key] as number) + 1;
  return counts;
}

import type { Rows } from '../graph/rows.js';
import type { LocatedPlaces } from '../run/supply/locate-places.js';
import type { SupplyPlace } from '../run/supply/supplies.js';
import type { Connection } from '../workflow/connection.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import type { Workflow } from '../workflow/workflow.js';
import type { EdgeSource, NodeStep } from './node-step.js';
import type { Region } from './region.js';
import type { SecretSet } from './secret-sets.js';

/** Edges between steps, one entry in each array per edge. */
export interface Edges {
  readonly count: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** The gate an edge passes, or -1 where its source port is always taken. */
  readonly gate: Int32Array;
  /** The required input an edge feeds, as an index into all such inputs, or -1 where the input need not have a value. */
  readonly slot: Int32Array;
  readonly connection: readonly Connection[];
  /** Edges by target step, in connection order. */
  readonly incoming: Rows;
}

/**
 * What the scheduler reads: a workflow lowered to numbers, once for each workflow and runtime.
 *
 * *Steps* are nodes in plan order, so that a region's steps are neighbours. A *unit* is what the scheduler counts: a step,
 * or a region (numbered after the steps). An edge leaves one unit and enters another within the innermost region that
 * holds both its ends.
 */
export interface Plan {
  readonly workflow: Workflow;
  readonly resolved: ResolvedWorkflow;
  readonly steps: readonly NodeStep[];
  /** How many inputs all steps have together. */
  readonly inputCount: number;
  /** Where lists of places are that runs supply values to, as far as runs have asked. */
  readonly located: WeakMap<readonly SupplyPlace[], LocatedPlaces>;
  /** The secrets that nodes ask for, each set once; see `NodeStep.secretSet`. */
  readonly secretSets: readonly SecretSet[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** The step of each node by number of declaration. */
  readonly positions: Int32Array;
  readonly regions: readonly Region[];
  /** Regions by the step they begin with, from the outside in. */
  readonly opening: Rows;
  /** The innermost region around each unit, or -1. */
  readonly regionOf: Int32Array;
  /** Units in no region, in plan order. */
  readonly rootUnits: Int32Array;
  readonly edges: Edges;
  /** Where each edge, and each back edge, reads its value. */
  readonly sources: readonly EdgeSource[];
  readonly backSources: readonly EdgeSource[];
  /** The unit each edge leaves and the unit it enters. */
  readonly fromUnit: Int32Array;
  readonly toUnit: Int32Array;
  /** Edges by the unit they leave, and by the unit they enter. */
  readonly leaving: Rows;
  readonly entering: Rows;
  /** The unit that each edge in `leaving.items` enters: what stands behind a unit, without going by its edges. */
  readonly behind: Int32Array;
  /** How many edges each unit waits for. */
  readonly need: Int32Array;
  /** A zero for each unit: to copy a list is quicker than to fill one. */
  readonly zeros: readonly number[];
  /** Back edges of all regions. */
  readonly back: Edges;
  /** The region each back edge belongs to. */
  readonly backRegion: Int32Array;
  /** Gates by step: gate `g` is the exclusive output port `gatePorts[g]` of its step. */
  readonly gateStart: Int32Array;
  readonly gatePorts: readonly string[];
  readonly gateMultiple: Uint8Array;
  /** By gate: it alone, as a list. */
  readonly gateAlone: readonly (readonly number[])[];
  /** By gate: on what condition its port is taken, for people; `undefined` where nobody said. */
  readonly gateConditions: readonly (string | undefined)[];
  /** Required inputs with edges and no configured value, by step; see {@link Edges.slot}. */
  readonly slotStart: Int32Array;
  readonly slotInputs: readonly string[];
  /** By step: the one edge into it, where that alone decides whether it runs; otherwise -1. */
  readonly soleEdge: Int32Array;
  /** 1 where a step starts at its first live edge. */
  readonly joinsAny: Uint8Array;
  /** Whether any step does. */
  readonly hasAnyJoin: boolean;
  /** Whether some step has a time limit. */
  readonly hasTimeouts: boolean;
  /** Whether an edge can be dead although nothing failed. */
  readonly hasGates: boolean;
  /** How a skipped node appears in results. */
  readonly skipped: 'null' | 'absent';
  /** Whether outputs that say `success: false` fail their node. */
  readonly isContentAware: boolean;
  /** By step: the next cut at or behind it; see {@link cutsOf}. */
  readonly cuts: Int32Array;
  /** By position: the next position at which a region begins or ends; empty where there are none. */
  readonly boundary: Int32Array;
}

import type { Plan } from '../../plan/plan.js';
import type { SecretSet } from '../../plan/secret-sets.js';
import { Bag } from '../../values/bag.js';
import { collectContainers } from '../../values/data.js';
import type { NodeContext } from '../../workflow/node-context.js';
import type { SecretValue } from '../../workflow/secret-value.js';
import type { ActiveRun, StopCause } from '../active-run.js';
import type { Masker } from '../masking/mask.js';
import type { Activation } from '../result/activation.js';
import { State } from '../scheduler/state.js';
import { type PlanSupplies, placeSupplies } from '../supply/place-supplies.js';
import { type Supplied, suppliesIn } from '../supply/supplies.js';
import type { Inputs } from './gather.js';
import { LazyAbort } from './lazy-abort.js';
import { LoopNotes, type Routing, StepNotes } from './notes.js';

/**
 * One activation of a plan: the data beside the scheduler's state. The root's lives as long as its run; a sub-workflow
 * has one for each visit of its node.
 */
export class Frame implements Activation {
  readonly run: ActiveRun;
  readonly plan: Plan;
  readonly state: State;
  /** The step of the outer frame that this frame belongs to, and that frame. */
  readonly outer: OuterStep | undefined;
  readonly supplies: PlanSupplies | undefined;
  readonly isolation: 'share' | 'freeze' | 'copy';
  /** Whether nothing is supplied and nothing copied: simple steps may gather the short way. */
  readonly isPlain: boolean;
  /** Whether the data that a node returns is looked into: to freeze it, or for secrets. */
  readonly inspectsData: boolean;
  /** Whether there is more to do with what a node returns than to keep it: ports taken, or data to look into. */
  readonly inspectsOutputs: boolean;
  /** By step: the outputs of its last completed visit. */
  readonly outputs: (Inputs | undefined)[];
  /** By back edge: its source's outputs at the end of the last iteration, where they are put aside. */
  readonly backOutputs: (Inputs | undefined)[];
  /** By step: the ports it took in its last visit, as its node told; `undefined` while none has told any. */
  routings: (Routing | undefined)[] | undefined;
  /** Noted of steps that failed or were cut off; `undefined` while there are none. */
  notes: StepNotes | undefined;
  /** Noted of loops; `undefined` where the plan has none. */
  readonly loops: LoopNotes | undefined;
  /** The last activation of each sub-workflow step; `undefined` where there are none. */
  children: Map<number, Activation> | undefined;
  /** By step: when its last visit began and ended, in the clock's milliseconds; empty where timing is off. */
  startedAt: Float64Array = NO_TIMES;
  endedAt: Float64Array = NO_TIMES;
  /** In `freeze` isolation: what belongs to the caller and stays as it is. */
  readonly foreign: WeakSet<object> | undefined;
  /** Whether nothing new is to start: aborted, out of time, or failed where failures stop it. */
  isStopped = false;
  /** Aborted when this activation is to stop. */
  readonly abort: LazyAbort;
  /** By set of secrets that nodes ask for: what they get. */
  #secrets: Secrets[] | undefined;

  constructor(
    run: ActiveRun,
    plan: Plan,
    supplied: Supplied,
    values: ReadonlyMap<string, unknown>,
    outer?: OuterStep,
  ) {
    this.run = run;
    this.plan = plan;
    this.outer = outer;
    this.abort = outer === undefined ? run.abort : new LazyAbort();
    this.supplies = placeSupplies(plan, supplied, values);
    this.state = new State(plan, this.supplies?.slots);
    this.isolation = run.options.isolation;
    this.isPlain = this.supplies === undefined && this.isolation !== 'copy';
    this.inspectsData = this.isolation === 'freeze' || run.mask !== undefined;
    this.inspectsOutputs = plan.hasGates || this.inspectsData;
    this.outputs = new Array<Inputs | undefined>(plan.steps.length);
    this.backOutputs = plan.back.count === 0 ? NO_OUTPUTS : new Array<undefined>(plan.back.count);
    this.routings = undefined;
    this.notes = undefined;
    this.loops = plan.regions.length === 0 ? undefined : new LoopNotes();
    this.children = undefined;
    if (this.isolation === 'freeze') {
      this.foreign = new WeakSet();
      collectContainers(run.options.principal, this.foreign);
      for (const { value } of suppliesIn(supplied)) collectContainers(value, this.foreign);
      for (const value of values.values()) collectContainers(value, this.foreign);
    }
    if (run.isTimed) this.startTiming();
  }

  noteRouting(step: number, routing: Routing): void {
    this.routings ??= new Array<undefined>(this.plan.steps.length);
    this.routings[step] = routing;
  }

  /** What the nodes get that ask for a set of secrets: made when the first of them looks. */
  secretsOf(set: number): Secrets {
    this.#secrets ??= [];
    return (this.#secrets[set] ??= secretsOf(
      this.plan.secretSets[set] as SecretSet,
      this.run.request.secrets,
    ));
  }

  get stopped(): StopCause | undefined {
    return this.run.stopped;
  }

  get isAborted(): boolean {
    return this.abort.isAborted;
  }

  get mask(): Masker | undefined {
    return this.run.mask;
  }

  /** The notes on steps, to write in. */
  note(): StepNotes {
    return (this.notes ??= new StepNotes());
  }

  startTiming(): void {
    if (this.startedAt.length > 0) return;
    this.startedAt = new Float64Array(this.plan.steps.length).fill(Number.NaN);
    this.endedAt = new Float64Array(this.plan.steps.length).fill(Number.NaN);
  }

  /** The sub-workflow nodes that lead to this activation, outermost first. */
  get path(): string[] {
    const { outer } = this;
    if (outer === undefined) return [];
    const path = outer.frame.pathOf(outer.step);
    path[path.length - 1] = nameOf(outer);
    return path;
  }

  /** The ids that lead to a step from the root, outermost first. */
  pathOf(step: number): string[] {
    const path = [this.plan.steps[step]?.id ?? ''];
    for (let outer = this.outer; outer !== undefined; outer = outer.frame.outer) {
      path.unshift(nameOf(outer));
    }
    return path;
  }
}

/** The step of an outer activation that an activation belongs to. */
interface OuterStep {
  readonly frame: Frame;
  readonly step: number;
  /** Which of several activations in one visit it is. */
  readonly label?: string | undefined;
  /** What the visit that it belongs to sees. */
  readonly context: NodeContext;
}

/** Secrets by the names that a node has for them. */
type Secrets = Readonly<Record<string, SecretValue | undefined>>;

function secretsOf(asked: SecretSet, held: ReadonlyMap<string, SecretValue> | undefined): Secrets {
  const secrets = new Bag() as Record<string, SecretValue | undefined>;
  for (const [key, { name }] of asked) {
    const secret = held?.get(name);
    if (secret !== undefined) secrets[key] = secret;
  }
  return Object.freeze(secrets);
}

function nameOf({ frame, step, label }: OuterStep): string {
  const id = frame.plan.steps[step]?.id ?? '';
  return label === undefined ? id : `${id}[${label}]`;
}

const NO_TIMES = new Float64Array(0);
const NO_OUTPUTS: (Inputs | undefined)[] = [];

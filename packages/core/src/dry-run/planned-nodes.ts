import type { Plan } from '../plan/plan.js';
import { type State, Status } from '../run/scheduler/state.js';
import type { StubTable } from './stubs.js';

/** An output port that decides whether a node runs. */
export interface DecidingPort {
  readonly node: string;
  readonly port: string;
  /** On what condition the port is taken, for people; `undefined` where the node does not say. */
  readonly condition: string | undefined;
}

/** What a run would do with a node, as far as can be known without running anything. */
export interface PlannedNode {
  readonly node: string;
  /** `runs` whatever the switches say, `may` run, or `never` does. Provided that nothing before it fails. */
  readonly expectation: 'runs' | 'may' | 'never';
  /** For a node that may run: the nearest ports before it that no stub decides. */
  readonly when: readonly DecidingPort[];
  /** The innermost loop around it. */
  readonly loop: string | undefined;
  /** For a sub-workflow node: what it would do with its own nodes, once it runs. */
  readonly nested: PlannedNodes | undefined;
}

/** Planned nodes by id, iterable in plan order. Made when looked at. */
export interface PlannedNodes extends Iterable<PlannedNode> {
  readonly size: number;
  get(node: string): PlannedNode | undefined;
  toJSON(): readonly PlannedNode[];
}

/** What {@link ReachedNodes} tells from. */
export interface Reached {
  readonly plan: Plan;
  readonly stubs: StubTable;
  /** When undecided switches take every port. */
  readonly atMost: State;
  /** When they take none. */
  readonly atLeast: State;
  readonly nestedIn: (step: number) => PlannedNodes | undefined;
}

/** Planned nodes between the most and the least that a run may reach. */
export class ReachedNodes implements PlannedNodes {
  readonly #reached: Reached;

  constructor(reached: Reached) {
    this.#reached = reached;
  }

  get size(): number {
    return this.#reached.plan.steps.length;
  }

  get(node: string): PlannedNode | undefined {
    const step = this.#reached.plan.indexOf.get(node);
    return step === undefined ? undefined : this.#at(step);
  }

  *[Symbol.iterator](): Iterator<PlannedNode> {
    for (let step = 0; step < this.size; step++) yield this.#at(step);
  }

  toJSON(): readonly PlannedNode[] {
    return [...this];
  }

  #at(step: number): PlannedNode {
    const { plan, nestedIn } = this.#reached;
    const expectation = this.#expectationOf(step);
    return Object.freeze({
      node: plan.steps[step]?.id ?? '',
      expectation,
      when: expectation === 'may' ? this.#decidingPorts(step) : NO_PORTS,
      loop: plan.regions[plan.regionOf[step] as number]?.id,
      nested: expectation === 'never' ? undefined : nestedIn(step),
    });
  }

  #expectationOf(step: number): PlannedNode['expectation'] {
    const { atMost, atLeast } = this.#reached;
    if (atLeast.status[step] === Status.completed) return 'runs';
    return atMost.status[step] === Status.completed ? 'may' : 'never';
  }

  /** Walks up from a node as far as the first ports that are open on each way. */
  #decidingPorts(step: number): readonly DecidingPort[] {
    const { plan, stubs } = this.#reached;
    const { incoming, source, gate, connection } = plan.edges;
    const ports = new Map<number, DecidingPort>();
    const seen = new Set([step]);
    const pending = [step];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      for (let i = incoming.start[at] as number; i < (incoming.start[at + 1] as number); i++) {
        const edge = incoming.items[i] as number;
        const from = source[edge] as number;
        const passed = gate[edge] as number;
        if (passed >= 0 && stubs.takenBy(from) === undefined) {
          const node = plan.steps[from]?.id ?? '';
          const port = connection[edge]?.output ?? '';
          ports.set(passed, { node, port, condition: plan.gateConditions[passed] });
        } else if (this.#expectationOf(from) === 'may' && !seen.has(from)) {
          seen.add(from);
          pending.push(from);
        }
      }
    }
    const inOrder = [...ports].sort(([a], [b]) => a - b);
    return Object.freeze(inOrder.map(([, port]) => Object.freeze(port)));
  }
}

const NO_PORTS: readonly DecidingPort[] = Object.freeze([]);

import type { PlanDraft } from '#core/plan/draft.js';
import type { Plan } from '#core/plan/plan.js';
import type {
  Ending,
  RegionController,
  RegionScope,
  RegionSession,
  Verdict,
} from '#core/plan/region.js';
import type { Supply } from '#core/run/supply/supplies.js';
import { collectContainers, isContainer } from '#core/values/data.js';
import { workflow } from '#core/workflow/builder.js';
import type { Connection } from '#core/workflow/connection.js';
import { defineNode, type Node } from '#core/workflow/node.js';
import type { LoopContext, NodeContext } from '#core/workflow/node-context.js';
import { type Port, port } from '#core/workflow/port.js';
import { planOf } from '../support/harness.js';
import type { Event } from './evaluator.js';
import type { EdgeSpec, LoopSpec, NodeSpec, Scenario } from './scenario.js';
import { OUTPUTS } from './scenario.js';
import { type Answer, answerOf, decisionOf, isAsync } from './script.js';

/** Something that is waited for, until whoever explores the order of events lets it come back. */
export interface Waiting {
  /** The node or loop that is waited for. */
  readonly of: string;
  /** Whether it will be a node's result, and neither an error nor a decision. */
  readonly isResult: boolean;
  readonly settle: () => void;
}

/** What the bodies of one run do beside following their scripts. */
export interface Hands {
  readonly events: Event[];
  readonly waiting: Waiting[];
  /** Broken promises of the isolation, in words. */
  readonly complaints: string[];
  /** Called by each body before it answers, with the iterations of the loops around it. */
  entered(node: string, iterations: readonly number[]): void;
  /** Whether a node that waits comes back as soon as it is told to stop. */
  obeys(node: string): boolean;
}

/** A scenario as a plan whose nodes and loops follow its scripts. Its bodies speak to whose `hands` is set at the time. */
export class Workbench {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly supplies: readonly Supply[];
  /** The loops that run now, by id. */
  readonly scopes = new Map<string, RegionScope>();
  hands: Hands = { events: [], waiting: [], complaints: [], entered() {}, obeys: () => false };
  readonly #foreign = new WeakSet<object>();

  readonly #mayWait: boolean;

  /** `mayWait`: whether controllers that are asynchronous may be; their decisions are the same. */
  constructor(scenario: Scenario, mayWait = true) {
    this.scenario = scenario;
    this.#mayWait = mayWait;
    const flow = workflow('scenario');
    for (const node of scenario.nodes) {
      const config = configOf(node);
      flow.add(node.id, this.#definition(node) as Node, config, { join: node.join });
    }
    for (const edge of scenario.edges) {
      const { output, path } = edge;
      flow.wire({
        from: edge.from,
        output: { port: output, path },
        to: edge.to,
        input: edge.input,
      });
    }
    this.plan = planOf(flow.build(), this.#draft());
    this.supplies = scenario.supplies.map(({ rank, node, input, value }) => {
      return { within: [], rank, node, name: input, value };
    });
    for (const { value } of scenario.supplies) collectContainers(value, this.#foreign);
    for (const { inputs } of scenario.nodes) {
      for (const { fallback } of inputs) collectContainers(fallback, this.#foreign);
    }
  }

  /** What the body of a node does with these inputs; also what one who drives the machine alone must do. */
  answer(
    node: NodeSpec,
    inputs: Readonly<Record<string, unknown>>,
    iterations: readonly number[],
  ): Answer {
    const answer = answerOf(node, inputs, iterations);
    const { isolation } = this.scenario.options;
    if (isolation === 'freeze') this.#expectFrozen(node, inputs);
    if (isolation === 'copy')
      for (const value of Object.values(inputs)) this.#scribble(node.id, value);
    return answer;
  }

  /** Asks a loop's controller, as its scope has it. */
  decide(
    loop: LoopSpec,
    iteration: number,
    outputsOf: (node: string) => Readonly<Record<string, unknown>> | undefined,
  ): Verdict {
    return decisionOf(loop, iteration, outputsOf);
  }

  #definition(node: NodeSpec): unknown {
    const outputs = [...OUTPUTS, ...(node.routes?.ports ?? [])];
    return defineNode({
      type: `type-${String(node.salt)}`,
      inputs: Object.fromEntries(node.inputs.map((input) => [input.name, portOf(input)])),
      outputs: Object.fromEntries(outputs.map((name) => [name, port().optional()])),
      ...(node.routes && {
        routes: { ports: node.routes.ports, multiple: node.routes.isMultiple },
      }),
      run: (inputs: object, context: NodeContext) => this.#run(node, inputs, context) as never,
    });
  }

  #run(node: NodeSpec, given: object, context: NodeContext): unknown {
    const inputs = given as Record<string, unknown>;
    const iterations = iterationsOf(context.loop);
    const waits = isAsync(node, inputs, iterations);
    const answer = this.answer(node, inputs, iterations);
    const { hands } = this;
    hands.entered(node.id, iterations);
    if (!waits) {
      if (answer.kind === 'throws') throw answer.error;
      return answer.value;
    }
    return new Promise((resolve, reject) => {
      const settle = () =>
        answer.kind === 'throws' ? reject(answer.error) : resolve(answer.value);
      const waiting = { of: node.id, isResult: answer.kind === 'returns', settle };
      hands.waiting.push(waiting);
      if (!hands.obeys(node.id)) return;
      context.signal.addEventListener('abort', () => {
        const at = hands.waiting.indexOf(waiting);
        if (at >= 0) hands.waiting.splice(at, 1);
        reject(context.signal.reason);
      });
    });
  }

  #draft(): Partial<PlanDraft> {
    const gates = this.scenario.nodes.flatMap(({ id, routes }) =>
      routes === undefined ? [] : [{ node: id, ports: routes.ports, multiple: routes.isMultiple }],
    );
    const regions = this.scenario.loops.map((loop) => ({
      id: loop.id,
      body: loop.body,
      back: loop.back.map(connectionOf),
      maxIterations: loop.controller.limit,
      controller: this.#controller(loop),
    }));
    return { gates, regions };
  }

  #controller(loop: LoopSpec): RegionController {
    return {
      begin: (scope) => {
        this.scopes.set(loop.id, scope);
        return this.#session(loop, scope);
      },
    };
  }

  #session(loop: LoopSpec, scope: RegionScope): RegionSession {
    return {
      decide: () => {
        const decide = () => {
          const isAsked = this.scopes.get(loop.id) === scope; // and not ended meanwhile
          if (isAsked) this.hands.events.push({ kind: 'decided', loop: loop.id });
          return this.decide(loop, scope.iteration, (node) => scope.outputsOf(node));
        };
        if (!loop.controller.isAsync || !this.#mayWait) return decide();
        return new Promise<Verdict>((resolve, reject) => {
          const settle = () => {
            try {
              resolve(decide());
            } catch (error) {
              reject(error);
            }
          };
          this.hands.waiting.push({ of: loop.id, isResult: false, settle });
        });
      },
      ended: ({ reason }: Ending, iterations) => {
        this.scopes.delete(loop.id);
        if (iterations > 0) this.hands.events.push({ kind: 'ended', loop: loop.id, reason });
      },
    };
  }

  /** What other nodes returned is frozen all the way down; the list of a `many` input is the node's own. */
  #expectFrozen(node: NodeSpec, inputs: Readonly<Record<string, unknown>>): void {
    const pending = node.inputs.flatMap(({ name, isMany }) =>
      isMany ? (inputs[name] as readonly unknown[]) : [inputs[name]],
    );
    for (const value of pending) {
      if (!isContainer(value) || this.#foreign.has(value)) continue;
      if (!Object.isFrozen(value))
        this.hands.complaints.push(`"${node.id}" got what is not frozen`);
      pending.push(...Object.values(value));
    }
  }

  /** Changes everything in a value: what other consumers see must not change with it. */
  #scribble(node: string, value: unknown): void {
    if (!isContainer(value)) return;
    if (this.#foreign.has(value))
      this.hands.complaints.push(`"${node}" got the caller's own value`);
    if (Object.isFrozen(value)) {
      this.hands.complaints.push(`"${node}" got what it cannot change`);
      return;
    }
    for (const member of Object.values(value)) this.#scribble(node, member);
    if (Array.isArray(value)) value.push('scribble');
    else (value as Record<string, unknown>)['scribble'] = node;
  }
}

/** The iterations of the loops around a node, innermost first, from 1. */
export function iterationsOf(loop: LoopContext | undefined): readonly number[] {
  const iterations: number[] = [];
  for (let around = loop; around !== undefined; around = around.outer)
    iterations.push(around.count);
  return iterations;
}

function connectionOf({ from, output, path, to, input }: EdgeSpec): Connection {
  return { from, output, path, to, input, contract: undefined };
}

function portOf(input: NodeSpec['inputs'][number]): Port {
  const declared: Port = input.isMany ? port().many() : port();
  if (input.presence === 'optional') return declared.optional();
  return input.presence === 'default' ? declared.default(input.fallback) : declared;
}

function configOf({ inputs }: NodeSpec): Readonly<Record<string, unknown>> {
  const configured = inputs.filter(({ config }) => config !== undefined);
  return Object.fromEntries(configured.map(({ name, config }) => [name, config]));
}

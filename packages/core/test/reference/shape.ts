import type { EdgeSpec, LoopSpec, NodeSpec, Scenario } from './scenario.js';

/** Where things stand in a scenario, worked out in the plainest way: sets, and searches through lists. */
export class Shape {
  readonly scenario: Scenario;
  readonly nodes: ReadonlyMap<string, NodeSpec>;
  readonly #loops: ReadonlyMap<string, LoopSpec>;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.nodes = new Map(scenario.nodes.map((node) => [node.id, node]));
    this.#loops = new Map(scenario.loops.map((loop) => [loop.id, loop]));
  }

  node(id: string): NodeSpec {
    return this.nodes.get(id) as NodeSpec;
  }

  loop(id: string): LoopSpec {
    return this.#loops.get(id) as LoopSpec;
  }

  /** The loops around a node, outermost first. */
  around(node: string): readonly LoopSpec[] {
    return this.scenario.loops
      .filter(({ body }) => body.includes(node))
      .sort((a, b) => b.body.length - a.body.length);
  }

  /** A loop and those around it. */
  with(id: string): readonly LoopSpec[] {
    const { body } = this.loop(id);
    return this.scenario.loops.filter((other) => body.every((node) => other.body.includes(node)));
  }

  /** A loop and those in it. */
  within({ body }: LoopSpec): readonly LoopSpec[] {
    return this.scenario.loops.filter((other) => other.body.every((node) => body.includes(node)));
  }

  /** The loop directly around a loop. */
  parent(loop: LoopSpec): LoopSpec | undefined {
    return this.scenario.loops
      .filter(
        ({ body }) => body.length > loop.body.length && loop.body.every((id) => body.includes(id)),
      )
      .sort((a, b) => a.body.length - b.body.length)[0];
  }

  /** Loops directly inside a loop, or in none. */
  inner(loop: LoopSpec | undefined): readonly LoopSpec[] {
    return this.scenario.loops.filter((other) => this.parent(other) === loop);
  }

  /** Nodes directly inside a loop, or in none. */
  direct(loop: LoopSpec | undefined): readonly NodeSpec[] {
    return this.scenario.nodes.filter(({ id }) => this.around(id).at(-1) === loop);
  }

  /** The outermost loop that holds the source of an edge and not its target: whose end the edge waits for. */
  left(edge: EdgeSpec): LoopSpec | undefined {
    return this.around(edge.from).find(({ body }) => !body.includes(edge.to));
  }

  into(node: string): readonly EdgeSpec[] {
    return this.scenario.edges.filter(({ to }) => to === node);
  }

  /** Edges that enter a loop from outside. */
  entering(loop: LoopSpec): readonly EdgeSpec[] {
    return this.scenario.edges.filter(
      ({ from, to }) => loop.body.includes(to) && !loop.body.includes(from),
    );
  }

  /**
   * Plan order: again and again the earliest declared unit (node, or loop counted by its earliest declared node) all of
   * whose predecessors are taken.
   */
  planOrder(within?: LoopSpec): readonly string[] {
    const { nodes, edges } = this.scenario;
    const members = nodes.filter(({ id }) => within === undefined || within.body.includes(id));
    const unitOf = (id: string): readonly string[] =>
      this.inner(within).find(({ body }) => body.includes(id))?.body ?? [id];
    const order: string[] = [];
    while (order.length < members.length) {
      const next = members.find(({ id }) => {
        const unit = unitOf(id);
        const needs = edges.filter(
          ({ from, to }) =>
            unit.includes(to) &&
            !unit.includes(from) &&
            members.some((member) => member.id === from),
        );
        return !order.includes(id) && needs.every(({ from }) => order.includes(from));
      });
      if (next === undefined) throw new Error('The scenario has an undeclared cycle.');
      const loop = this.inner(within).find(({ body }) => body.includes(next.id));
      order.push(...(loop === undefined ? [next.id] : this.planOrder(loop)));
    }
    return order;
  }
}

import type { Connection, NodeDefinition, Workflow, WorkflowNode } from '@tenon/core';
import type { DefinitionLookup } from './definitions.js';
import type { DrawnEdge, DrawnNode } from './drawing.js';
import { connectionLabel, sourceLabel } from './edge-labels.js';
import { type LoopBody, loopBodies } from './loop-bodies.js';
import { shapeOf } from './shape.js';
import type { Sketch } from './sketch.js';
import { counted, type States } from './states.js';

/** Where a workflow is drawn. */
export interface LevelPlace {
  readonly workflow: Workflow;
  /** The sub-workflow nodes that lead there. */
  readonly within: readonly string[];
  /** The group of the sub-workflow around it. */
  readonly group: number | undefined;
  readonly states: States;
}

/** A sub-workflow that is to be drawn open. */
export interface Inner {
  readonly workflow: Workflow;
  readonly node: WorkflowNode;
  readonly definition: NodeDefinition;
  readonly group: number | undefined;
}

/** One workflow on its way into a drawing: its inputs, nodes and outputs as boxes, its loops as groups. */
export class DrawnLevel {
  readonly place: LevelPlace;
  readonly #sketch: Sketch;
  readonly #definitions: ReadonlyMap<string, NodeDefinition>;
  readonly #bodies: readonly LoopBody[];
  readonly #loopGroups: number[] = [];
  readonly #boxes = new Map<string, number>();
  readonly #ports = { input: new Map<string, number>(), output: new Map<string, number>() };
  readonly #opened = new Map<string, DrawnLevel>();

  constructor(place: LevelPlace, sketch: Sketch, lookup: DefinitionLookup) {
    this.place = place;
    this.#sketch = sketch;
    const { nodes } = place.workflow;
    this.#definitions = new Map(
      nodes.flatMap((node) => {
        const definition = lookup(node);
        return definition === undefined ? [] : [[node.id, definition]];
      }),
    );
    this.#bodies = loopBodies(place.workflow);
  }

  /** Adds boxes and groups. `open` says which sub-workflows are drawn open, and draws them. */
  addBoxes(open: (inner: Inner) => DrawnLevel | undefined): void {
    const { workflow } = this.place;
    for (const { name } of workflow.inputs) this.#portBox('input', name);
    this.#addLoops();
    const groupOf = this.#groupsOfNodes();
    const { incoming, outgoing } = connected(workflow);
    for (const [index, node] of workflow.nodes.entries()) {
      const definition = this.#definitions.get(node.id);
      const group = groupOf.get(index) ?? this.place.group;
      const level =
        definition?.body.kind === 'workflow'
          ? open({ workflow: definition.body.workflow, node, definition, group })
          : undefined;
      if (level === undefined) {
        const shape = shapeOf(node, definition, incoming.has(node.id), outgoing.has(node.id));
        this.#addNode(node, definition, shape, group);
      } else if (!this.#opened.has(node.id)) this.#opened.set(node.id, level);
    }
    for (const { name } of workflow.outputs) this.#portBox('output', name);
  }

  /** Adds arrows, once all boxes are there. */
  addEdges(): void {
    const { workflow } = this.place;
    for (const { name, to } of workflow.inputs) {
      for (const { node, input } of to) {
        const target = this.#entry(node, input);
        if (target === undefined) continue;
        const label = name === input ? '' : input;
        const state = this.place.states.state(node) === 'never' ? 'dead' : 'live';
        this.#sketch.edge(
          { from: this.#portBox('input', name), to: target, isBack: false, state },
          label,
        );
      }
    }
    for (const connection of workflow.connections) this.#addConnection(connection, false);
    for (const { back } of workflow.loops) {
      for (const connection of back) this.#addConnection(connection, true);
    }
    for (const { name, source } of workflow.outputs) {
      const from = source && this.#exit(source.from, source.output);
      if (source === undefined || from === undefined) continue;
      const label = sourceLabel(source) === name ? '' : sourceLabel(source);
      const state = this.#edgeState(source.from, source.output);
      this.#sketch.edge({ from, to: this.#portBox('output', name), isBack: false, state }, label);
    }
  }

  #addConnection(connection: Connection, isBack: boolean): void {
    const from = this.#exit(connection.from, connection.output);
    const to = this.#entry(connection.to, connection.input);
    if (from === undefined || to === undefined) return;
    const state = this.#edgeState(connection.from, connection.output, connection.to);
    this.#sketch.edge({ from, to, isBack, state }, connectionLabel(connection));
  }

  #addLoops(): void {
    const { within, states } = this.place;
    for (const { loop, body, parent } of this.#bodies) {
      const { notes, ...told } = states.loop(loop.id);
      const ends = notes.length > 0 ? notes : [limitOf(loop)];
      const group = parent === undefined ? this.place.group : this.#loopGroups[parent];
      const drawn = {
        form: 'loop',
        path: [...within, loop.id],
        label: loop.id,
        kind: undefined,
      } as const;
      this.#loopGroups.push(
        body.size === 0
          ? -1
          : this.#sketch.group({ ...drawn, ...told, parent: group, notes: ends }),
      );
    }
  }

  /** The group of the innermost loop of each node that is in one. Bodies are sorted from large to small. */
  #groupsOfNodes(): ReadonlyMap<number, number> {
    const groupOf = new Map<number, number>();
    for (const [index, { body }] of this.#bodies.entries()) {
      for (const node of body) groupOf.set(node, this.#loopGroups[index] as number);
    }
    return groupOf;
  }

  #addNode(
    { id, node }: WorkflowNode,
    definition: NodeDefinition | undefined,
    shape: DrawnNode['shape'],
    group: number | undefined,
  ): void {
    const box = this.#sketch.node({
      path: [...this.place.within, id],
      label: id,
      kind: definition?.type ?? ('kind' in node ? node.kind : undefined),
      shape,
      isKnown: definition !== undefined,
      group,
      ...this.place.states.node(id),
    });
    if (!this.#boxes.has(id)) this.#boxes.set(id, box);
  }

  /** The box of a declared input or output; one is made for a name that is not declared, so that no arrow gets lost. */
  #portBox(shape: 'input' | 'output', name: string): number {
    const known = this.#ports[shape].get(name);
    if (known !== undefined) return known;
    const box = this.#sketch.node({
      path: [...this.place.within, name],
      label: name,
      kind: undefined,
      shape,
      isKnown: true,
      group: this.place.group,
      state: undefined,
      notes: [],
      detail: undefined,
    });
    this.#ports[shape].set(name, box);
    return box;
  }

  #entry(node: string, input: string): number | undefined {
    return this.#place(node, 'input', input);
  }

  #exit(node: string, output: string): number | undefined {
    return this.#place(node, 'output', output);
  }

  /** The box where an arrow ends: the node's, or that of the input or output of a sub-workflow that is drawn open. */
  #place(node: string, shape: 'input' | 'output', port: string): number | undefined {
    const inner = this.#opened.get(node);
    return inner === undefined ? this.#boxes.get(node) : inner.#portBox(shape, port);
  }

  #edgeState(from: string, output: string, to?: string): DrawnEdge['state'] {
    const { states } = this.place;
    const source = states.state(from);
    const target = to === undefined ? undefined : states.state(to);
    if (source === 'never' || target === 'never') return 'dead';
    if (source === 'may' || target === 'may') return 'may';
    if (source === 'skipped' || source === 'failed' || source === 'aborted') return 'dead';
    const isRouted = this.#definitions.get(from)?.routes?.ports.includes(output) === true;
    return isRouted && states.neverTook(from, output) ? 'dead' : 'live';
  }
}

/** The nodes that connections lead to, and those that they lead away from; inputs and outputs of the workflow count. */
function connected({ connections, loops, inputs, outputs }: Workflow) {
  const all = [...connections, ...loops.flatMap(({ back }) => back)];
  const incoming = new Set(all.map(({ to }) => to));
  const outgoing = new Set(all.map(({ from }) => from));
  for (const { to } of inputs) for (const { node } of to) incoming.add(node);
  for (const { source } of outputs) if (source !== undefined) outgoing.add(source.from);
  return { incoming, outgoing };
}

/** What ends a loop, as it is declared. */
function limitOf({ until, while: goesOn, maxIterations }: Workflow['loops'][number]): string {
  const most =
    maxIterations === undefined ? undefined : `at most ${counted(maxIterations, 'iteration')}`;
  const condition =
    until !== undefined ? conditionText('until', until) : goesOn && conditionText('while', goesOn);
  return [condition, most].filter((part) => part !== undefined).join(', ');
}

function conditionText(word: string, condition: unknown): string {
  return typeof condition === 'string' ? `${word} ${condition}` : `${word} its condition holds`;
}

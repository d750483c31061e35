import { kind, port, subWorkflow, type Wire, type Workflow, workflow } from '@tenon/core';
import { pass, value } from '@tenon/testing';
import type { Capability } from '../support/parts/part.js';
import type { Subject } from './subject.js';

/** Where the node under test stands. In each setting it is visited with the numbers from 1 on, one after another. */
export interface Setting {
  /** What claims call it: `a node in a loop`. */
  readonly name: string;
  readonly needs: readonly Capability[];
  /** How often the node is visited where nothing goes wrong. */
  readonly visits: number;
  /** The ids that lead to the node. */
  readonly path: readonly string[];
  /** The loops around it, in the order in which they end: an inner one ends once in each iteration of the outer. */
  readonly loops: readonly string[];
  /**
   * How the node stands when it is cut off at its last visit: in a loop as in the visit before, because a loop hands on what
   * its nodes last completed.
   */
  readonly cutOffAs: 'aborted' | 'completed';
  /** What the run says of a failure where it is not the node's own error: a sub-workflow node has an error of its own. */
  readonly failsAs?: 'SUBWORKFLOW_FAILED';
  readonly place: (subject: Subject) => Workflow;
}

/** A workflow in the making that has a node `it` under test, and the node `enter` that answers 1. */
class Draft {
  readonly #flow = workflow('setting');
  readonly #subject: Subject;

  constructor(subject: Subject, nodes: readonly string[] = []) {
    this.#subject = subject;
    const { node, config, placement } = subject;
    this.#flow.add('enter', value(1));
    this.#flow.add('it', node, config, placement);
    for (const id of [...nodes, 'after']) {
      if (id === 'fork') this.#flow.add(id, kind('branch'), { condition: 'value > 0' });
      else this.#flow.add(id, pass);
    }
  }

  /** Connects nodes in a row: `wire('enter', 'fork.true', 'it')`. */
  wire(...ids: readonly string[]): this {
    for (const [i, from] of ids.slice(0, -1).entries())
      this.#flow.wire(this.#edge(from, ids[i + 1] ?? ''));
    return this;
  }

  loop(id: string, maxIterations: number, from: string, to: string): this {
    this.#flow.loop(id, { back: [this.#edge(from, to)], maxIterations });
    return this;
  }

  build(): Workflow {
    return this.#flow.build();
  }

  #edge(source: string, target: string): Wire {
    const [from = '', output = 'value'] = source.split('.');
    const [to = ''] = target.split('.');
    const { contract } = this.#subject;
    return {
      from,
      output,
      to,
      input: 'value',
      ...(to === 'it' && contract !== undefined && { contract }),
    };
  }
}

/** The node in a workflow of its own, which is a node `sub` of the outer one. */
function inSubWorkflow({ node, config, placement, contract }: Subject): Workflow {
  const inner = workflow('inner', {
    inputs: { value: port<number>() },
    outputs: { value: port<number>() },
  });
  const door = inner.add('door', pass);
  const it = inner.add('it', node, config, placement);
  inner.input('value').to(door.input('value'));
  inner.connect(
    door.output('value'),
    it.input('value'),
    contract === undefined ? {} : { contract },
  );
  inner.output('value', it.output('value'));
  const outer = workflow('setting');
  const enter = outer.add('enter', value(1));
  const sub = outer.add('sub', subWorkflow(inner.build()));
  const after = outer.add('after', pass);
  outer.connect(enter.out.value, sub.in.value);
  outer.connect(sub.out.value, after.in.value);
  return outer.build();
}

export const SETTINGS: readonly Setting[] = [
  {
    name: 'a plain node',
    needs: [],
    visits: 1,
    path: ['it'],
    loops: [],
    cutOffAs: 'aborted',
    place: (subject) => new Draft(subject).wire('enter', 'it', 'after').build(),
  },
  {
    name: 'a node on a branch',
    needs: ['conditional'],
    visits: 1,
    path: ['it'],
    loops: [],
    cutOffAs: 'aborted',
    place: (subject) =>
      new Draft(subject, ['fork', 'dead'])
        .wire('enter', 'fork.true', 'it', 'after')
        .wire('fork.false', 'dead')
        .build(),
  },
  {
    name: 'a node in a loop',
    needs: ['cycles'],
    visits: 3,
    path: ['it'],
    loops: ['loop'],
    cutOffAs: 'completed',
    place: (subject) =>
      new Draft(subject).wire('enter', 'it', 'after').loop('loop', 3, 'it', 'it').build(),
  },
  {
    name: 'a node in a nested loop',
    needs: ['cycles'],
    visits: 4,
    path: ['it'],
    loops: ['inner', 'inner', 'loop'],
    cutOffAs: 'completed',
    place: (subject) =>
      new Draft(subject, ['beside'])
        .wire('enter', 'it', 'beside', 'after')
        .loop('inner', 2, 'it', 'it')
        .loop('loop', 2, 'beside', 'it')
        .build(),
  },
  {
    name: 'a node in a sub-workflow',
    needs: [],
    visits: 1,
    path: ['sub', 'it'],
    loops: [],
    cutOffAs: 'aborted',
    failsAs: 'SUBWORKFLOW_FAILED',
    place: inSubWorkflow,
  },
  {
    name: 'a node in a loop on a branch',
    needs: ['conditional', 'cycles'],
    visits: 3,
    path: ['it'],
    loops: ['loop'],
    cutOffAs: 'completed',
    place: (subject) =>
      new Draft(subject, ['fork', 'dead'])
        .wire('enter', 'fork.true', 'it', 'after')
        .wire('fork.false', 'dead')
        .loop('loop', 3, 'it', 'it')
        .build(),
  },
  {
    name: 'a node on a branch in a loop',
    needs: ['conditional', 'cycles'],
    visits: 3,
    path: ['it'],
    loops: ['loop'],
    cutOffAs: 'completed',
    place: (subject) =>
      new Draft(subject, ['head', 'fork', 'dead'])
        .wire('enter', 'head', 'fork.true', 'it', 'after')
        .wire('fork.false', 'dead')
        .loop('loop', 3, 'it', 'head')
        .build(),
  },
];

import { defineNode, kind, port, subWorkflow, type Workflow, workflow } from '@tenon/core';
import { type FormatOptions, formatWorkflow, parseWorkflow } from '@tenon/workflow-file';
import { expect } from 'chai';
import { z } from 'zod';
import { failureOf, told } from '../support/findings.js';
import { plain } from '../support/plain.js';
import { PRICING } from '../support/pricing.js';

const readOrder = defineNode({
  type: 'read-order',
  inputs: { path: port<string>() },
  outputs: { order: port() },
  run: () => ({ order: 1 }),
});

/** A definition that a function makes for what it is given. */
function route(config: Readonly<Record<string, unknown>>) {
  return defineNode({
    type: 'a-route',
    inputs: { value: port().optional() },
    form: { kind: 'route', config },
    run: () => ({}),
  });
}

/** A workflow of one node. */
function one(node: Parameters<ReturnType<typeof workflow>['add']>[1], config = {}): Workflow {
  const flow = workflow('one');
  flow.add('only', node, config);
  return flow.build();
}

async function unwritable(flow: Workflow, options?: FormatOptions): Promise<readonly string[]> {
  const { issues, code } = await failureOf(() => formatWorkflow(flow, options));
  expect(code).to.equal('WORKFLOW_UNWRITABLE');
  return issues.map((issue) => told(issue).replace('WORKFLOW_UNWRITABLE ', ''));
}

describe('formatWorkflow', () => {
  it('writes YAML as people do', () => {
    const { workflow: flow, schema } = parseWorkflow(PRICING);
    const text = formatWorkflow(flow as Workflow, schema === undefined ? {} : { schema });
    expect(text).to.equal(`# yaml-language-server: $schema=./tenon.schema.json
tenon: 1
name: pricing
metadata: { owner: sales }

inputs:
  path: read.path
  rate:
    to:
      - bonus.rate
      - check.rate
    schema: { type: number }
    default: 0.1

outputs:
  total: bonus.total
  lines: { from: "read.order.lines[0]", optional: true }

nodes:
  read: { kind: read-order }
  tier:
    kind: switch-on
    config:
      cases: { gold: value > 1000, silver: value > 100 }
      otherwise: standard
  bonus:
    kind: add-bonus
    join: any
    timeoutMs: 500
    config:
      note: for \${who}
      tags:
        - a
        - 1
        - true
        - null
  my.node: { kind: constant }
  check: { workflow: check }
  again:
    workflow: check
    type: check-again
    config: { rate: 2 }

connections:
  - read.order.total -> tier.value
  - tier.gold -> bonus.amount
  - '["my.node"]["a -> b"]["x y"][0] -> bonus.note'
  - { from: bonus.total, to: check.total, contract: positive }
  - from: bonus.total
    to: again.total
    contract:
      source: { type: number }
      policies:
        - sql

loops:
  refine:
    back:
      - bonus.total -> tier.value
    until: bonus.total > 1
    maxIterations: 3
    timeoutMs: 1000
    maxHeapBytes: 1000000
    onLimit: accept
    history: 2
  other:
    back: []
    while: iteration < 3

workflows:
  check:
    inputs:
      total: only.value
      rate: { to: only.rate, optional: true }
    nodes:
      only: { kind: pass }
`);
  });

  it('writes the schema for editors, so that it is read again', () => {
    const flow = one(kind('x'));
    for (const schema of ['./s.json', 'https://example.org/s.json', 'with space.json']) {
      for (const format of ['yaml', 'json'] as const) {
        const text = formatWorkflow(flow, { format, schema });
        expect(parseWorkflow(text, { format }).schema).to.equal(schema);
      }
    }
    expect(formatWorkflow(flow, { format: 'json', schema: 's.json' })).to.equal(
      '{\n  "tenon": 1,\n  "$schema": "s.json",\n  "name": "one",\n  "nodes": {\n    "only": { "kind": "x" }\n  }\n}\n',
    );
  });

  it('writes definitions by their type', () => {
    expect(formatWorkflow(one(readOrder, { path: 'a' }))).to.include(
      'only:\n    kind: read-order\n    config: { path: a }',
    );
  });

  it('writes definitions by the form that they state, under what the node configures', () => {
    const flow = one(route({ ways: ['a', 'b'], value: 1 }), { value: 2 });
    const { workflow: read } = parseWorkflow(formatWorkflow(flow));
    expect(read?.nodes[0]?.node).to.deep.equal({ kind: 'route' });
    expect(read?.nodes[0]?.config).to.deep.equal({ ways: ['a', 'b'], value: 2 });
  });

  it('writes sub-workflows once each, under names of their own, with the limit of their definition', () => {
    const twin = (id: string) => {
      const flow = workflow('twin');
      flow.add(id, kind('x'));
      return flow.build();
    };
    const shared = twin('shared');
    const outer = workflow('twin');
    outer.add('a', subWorkflow(shared, { timeoutMs: 5 }));
    outer.add('b', subWorkflow(twin('other'), { type: 'T' }), {}, { timeoutMs: 6 });
    outer.add('c', subWorkflow(shared, { timeoutMs: 5 }), {}, { timeoutMs: 7 });
    const text = formatWorkflow(outer.build());
    const { workflow: read } = parseWorkflow(text);
    expect(read?.nodes.map(({ timeoutMs }) => timeoutMs)).to.deep.equal([5, 6, 7]);
    expect(read && plain(read)).to.have.nested.property(
      'nodes[1].node.workflow.nodes[0].id',
      'other',
    );
    expect(read && plain(read)).to.have.nested.property('nodes[1].node.type', 'T');
    expect(text.match(/^ {2}twin(?:-2)?:$/gm)).to.have.lengthOf(2);
    expect(text).to.include('twin-2:\n    name: twin\n');
  });

  it('leaves out what is undefined', () => {
    const flow = one(kind('x'), { a: undefined, b: { c: undefined } });
    expect(parseWorkflow(formatWorkflow(flow)).workflow?.nodes[0]?.config).to.deep.equal({ b: {} });
  });

  it('tells everything that a file cannot say, each with its place', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    let deep: unknown = 1;
    for (let i = 0; i < 90; i++) deep = [deep];
    const flow = workflow('un', {
      inputs: { i: port(z.string()), d: port().default(new Date(0)) },
      outputs: { o: port(Date) },
    });
    flow.describe({ made: new Date(0) });
    flow.add('n', kind('x'), {
      f: () => 1,
      n: Number.NaN,
      i: -Infinity,
      b: 1n,
      d: new Date(0),
      m: new Map(),
      z: z.string(),
      s: Symbol('s'),
      circle,
      deep,
      list: Object.assign([undefined], { 2: 1 }),
      [Symbol('key')]: 1,
    });
    flow.add('s', route({ cases: [{ name: 'gold', when: () => true }] }));
    flow.add('t', kind('x'), {}, { timeoutMs: Infinity });
    flow.add('s', kind('x'));
    flow.add(7 as never, kind('x'));
    flow.add('u', route({ condition: () => true, inputs: { v: port(z.string()) } }));
    flow.wire({ from: 'a', output: { port: 'b', path: [-1] }, to: 'n', input: 'x' });
    flow.wire({
      from: 1 as never,
      output: 'b',
      to: 'n',
      input: 'x',
      contract: { source: z.string() },
    });
    flow.wire({ from: 'a', output: 'b', to: 'n', input: 'x', contract: { source: z.string() } });
    flow.loop('l', {
      back: [{ from: 'a', output: 'b', to: 2 as never, input: 'x' }],
      until: () => true,
      maxIterations: Number.NaN,
    });
    expect(await unwritable(flow.build())).to.deep.equal([
      'The metadata "made" of workflow "un" is Date 1970-01-01T00:00:00.000Z, which is no plain data.',
      'The input "i" has a schema of a library or a class, or undefined for its default.',
      'The "default" of input "d" is Date 1970-01-01T00:00:00.000Z, which is no plain data.',
      'The output "o" has a schema of a library or a class, or undefined for its default.',
      'The id of node 4 is "s", which another has.',
      'The id of node 5 is 7, which is no text.',
      'The configuration "f" of node "n" is function f.',
      'The configuration "n" of node "n" is NaN, which is no number of JSON.',
      'The configuration "i" of node "n" is -Infinity, which is no number of JSON.',
      'The configuration "b" of node "n" is a bigint.',
      'The configuration "d" of node "n" is Date 1970-01-01T00:00:00.000Z, which is no plain data.',
      'The configuration "m" of node "n" is Map (0 entries), which is no plain data.',
      'The configuration "z" of node "n" is a schema of a library, which is no plain data.',
      'The configuration "s" of node "n" is Symbol(s).',
      'The configuration "circle.self" of node "n" contains itself.',
      `The configuration "deep${'[0]'.repeat(79)}" of node "n" is too deep.`,
      'The configuration "list[0]" of node "n" is undefined.',
      'The configuration "list[1]" of node "n" is undefined.',
      'The configuration of node "n" has a member Symbol(key).',
      'The configuration "cases[0].when" of node "s" is function when.',
      'The "timeoutMs" of node "t" is Infinity, which is no number of JSON.',
      'The configuration "condition" of node "u" is function condition.',
      'The configuration "inputs.v" of node "u" is a port with a schema of a library or with the name of a setting, which is no plain data.',
      'Connection 1, "a" → "n", has a path that holds -1.',
      'Connection 2, 1 → "n", names 1.',
      'Connection 3, "a" → "n", has a contract whose "source" is a schema of a library, which is no plain data.',
      'Back edge 1, "a" → 2, names 2.',
      'The "until" of loop "l" is function until.',
      'The "maxIterations" of loop "l" is NaN, which is no number of JSON.',
    ]);
  });

  it('tells of names that are empty, and of the end of data without an end', async () => {
    const flow = workflow('un', { inputs: { '': port() }, outputs: { '': port() } });
    expect(await unwritable(flow.build())).to.deep.equal([
      'An input has an empty name.',
      'An output has an empty name.',
    ]);
    let doubled: unknown = [];
    for (let i = 0; i < 60; i++) doubled = [doubled, doubled];
    expect(await unwritable(one(kind('x'), { doubled }))).to.deep.equal([
      'The configuration of node "only" is more than a file takes.',
    ]);
  });

  it('tells of definitions that are not what their type means where the file is read', async () => {
    const other = defineNode({ type: 'read-order', run: () => ({}) });
    const factory = { type: 'read-order', define: () => other };
    const types = (type: unknown) => ({ types: { get: () => type as never } });
    expect(formatWorkflow(one(readOrder), types(readOrder))).to.include('read-order');
    expect(formatWorkflow(one(route({})), types(factory))).to.include('route');
    expect(formatWorkflow(one(kind('anything')), types(undefined))).to.include('anything');
    expect(await unwritable(one(readOrder), types(undefined))).to.deep.equal([
      'Node "only" is of the type "read-order", which no bound node type has.',
    ]);
    expect(await unwritable(one(readOrder), types(other))).to.deep.equal([
      'Node "only" is of the type "read-order", under which another definition is bound.',
    ]);
    expect(await unwritable(one(readOrder), types(factory))).to.deep.equal([
      'Node "only" is of the type "read-order", whose configuration its definition does not say.',
    ]);
  });

  it('refuses options that there are not', () => {
    for (const options of [{ fomat: 'json' }, { format: 'toml' }]) {
      const call = () => formatWorkflow(one(kind('x')), options as never);
      expect(call).to.throw().with.property('code', 'OPTION_INVALID');
    }
  });
});

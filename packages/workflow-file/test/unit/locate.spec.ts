import { type Issue, NodeType, type Workflow } from '@tenon/core';
import { aRuntime } from '@tenon/testing';
import { parseWorkflow } from '@tenon/workflow-file';
import { expect } from 'chai';
import { told } from '../support/findings.js';
import { KINDS } from '../support/kinds.js';

function runtime() {
  return aRuntime({
    configure: ({ bind }) => {
      for (const type of KINDS) bind(NodeType).toConstantValue(type);
    },
  }).runtime;
}

/** What verification finds in a text, by place. */
function verified(text: string): readonly string[] {
  const { workflow, locate, issues } = parseWorkflow(text, { file: 'flow.yaml' });
  expect(issues.map(told)).to.deep.equal([]);
  return runtime()
    .verify(workflow as Workflow)
    .map(locate)
    .map((issue) => told(issue).split(' ').slice(0, 2).join(' '));
}

const TEXT = `tenon: 1
name: places
inputs:
  path: nowhere.x
outputs:
  total: { schema: {} }
nodes:
  order: { kind: read-order, config: { path: a, other: 1 } }
  tier:
    kind: free
    config:
      value: 1
      cases: { gold: value >, silver: valu > 1 }
  list:
    kind: route
    config: { ways: [b], cases: [{ name: a, when: value > 1 }, { name: b, when: x }] }
  odd: { kind: unknown }
  inner: { workflow: inner }
connections:
  - order.order -> tier.value
  - order.ordr -> tier.value
loops:
  l:
    back:
      - tier.gold -> order.path
      - gone.gone -> order.path
workflows:
  inner:
    nodes:
      bonus: { kind: add-bonus, config: { rat: 1 } }
`;

describe('locate', () => {
  it('finds the places of what verification says', () => {
    expect(verified(TEXT)).to.include.members([
      'flow.yaml:8:49 UNKNOWN_PORT', // configuration that is none
      'flow.yaml:17:3 UNKNOWN_KIND', // a node
      'flow.yaml:21:5 UNKNOWN_PORT', // a connection
      'flow.yaml:26:9 UNKNOWN_NODE', // a back edge
      'flow.yaml:4:3 UNKNOWN_NODE', // an input of the workflow, which names a node
      'flow.yaml:6:3 WORKFLOW_INVALID', // an output of the workflow
      'flow.yaml:30:43 UNKNOWN_PORT', // inside a sub-workflow
    ]);
  });

  it('is as near as the file tells', () => {
    const { locate } = parseWorkflow(TEXT);
    const at = (where: Issue['where']) => {
      const { line, column } = locate({
        code: 'ID_TWINS',
        severity: 'warning',
        message: '',
        where,
      }).where;
      return [line, column];
    };
    expect(at({})).to.deep.equal([2, 1]);
    expect(at({ node: 'order' })).to.deep.equal([8, 3]);
    expect(at({ node: 'order', port: 'order' })).to.deep.equal([8, 3]);
    expect(at({ node: 'tier', port: 'silver' })).to.deep.equal([13, 31]);
    expect(at({ node: 'list', port: 'b' })).to.deep.equal([16, 64]);
    expect(at({ node: 'list', port: 'c' })).to.deep.equal([14, 3]);
    expect(at({ node: 'none', position: 2 })).to.deep.equal([9, 3]);
    expect(at({ node: 'none' })).to.deep.equal([2, 1]);
    const total = { declaration: { kind: 'output', name: 'total' } } as const;
    expect(at({ node: 'order', port: 'none', ...total })).to.deep.equal([6, 3]);
    const none = { declaration: { kind: 'input', name: 'none' } } as const;
    expect(at({ node: 'order', ...none })).to.deep.equal([8, 3]);
    expect(at({ loop: 'l' })).to.deep.equal([23, 3]);
    expect(at({ loop: 'none' })).to.deep.equal([2, 1]);
    expect(at({ loop: 'l', connection: { index: 9, text: '' } })).to.deep.equal([23, 3]);
    expect(at({ connection: { index: 9, text: '' }, node: 'tier' })).to.deep.equal([9, 3]);
    expect(at({ port: 'path' })).to.deep.equal([4, 3]);
    expect(at({ workflow: 'inner', node: 'bonus' })).to.deep.equal([30, 7]);
    expect(at({ workflow: 'inner' })).to.deep.equal([28, 3]);
    expect(at({ workflow: 'elsewhere' })).to.deep.equal([undefined, undefined]);
    expect(at({ within: ['inner'], node: 'bonus', port: 'rat' })).to.deep.equal([30, 43]);
    expect(at({ within: ['order', 'x'], node: 'y' })).to.deep.equal([8, 3]);
  });

  it('guesses at none of several workflows of one name', () => {
    const { locate } = parseWorkflow(`tenon: 1
name: outer
nodes: { a: { workflow: a }, b: { workflow: b } }
workflows: { a: { name: twin }, b: { name: twin } }
`);
    const twin: Issue = {
      code: 'ID_TWINS',
      severity: 'warning',
      message: '',
      where: { workflow: 'twin' },
    };
    expect(locate(twin)).to.equal(twin);
    expect(locate({ ...twin, where: { ...twin.where, within: ['b'] } }).where.line).to.equal(4);
  });

  it('leaves findings alone that have a place, or whose file was not read', () => {
    const { locate } = parseWorkflow(TEXT);
    const placed: Issue = {
      code: 'ID_TWINS',
      severity: 'warning',
      message: '',
      where: { line: 5 },
    };
    expect(locate(placed)).to.equal(placed);
    const unplaced: Issue = { code: 'ID_TWINS', severity: 'warning', message: '', where: {} };
    expect(parseWorkflow('').locate(unplaced)).to.equal(unplaced);
  });
});

import type { Workflow } from '@tenon/core';
import { defineNode, NodeType, port } from '@tenon/core';
import { parameters } from '@tenon/plugin-parameters';
import { aRuntime } from '@tenon/testing';
import { parseWorkflow } from '@tenon/workflow-file';
import { expect } from 'chai';

const readOrder = defineNode({
  type: 'read-order',
  inputs: { path: port<string>() },
  run: () => ({}),
});

describe('what a dry run of a workflow file finds', () => {
  it('has the place of the value that it is about', async () => {
    const { runtime } = aRuntime({
      plugins: [parameters()],
      configure: ({ bind }) => {
        bind(NodeType).toConstantValue(readOrder);
      },
    });
    const { workflow, locate } = parseWorkflow(`tenon: 1
name: dry
nodes:
  order: { kind: read-order, config: { path: "\${file}" } }
`);
    const { issues } = await runtime.plan(workflow as Workflow);
    expect(
      issues.map(locate).map(({ code, where: { line, column } }) => [code, line, column]),
    ).to.deep.equal([['TEMPLATE_UNRESOLVED', 4, 40]]);
  });
});

import { kind, NodeType, NodeTypes, port, type Workflow, workflow } from '@tenon/core';
import {
  BRANCH_KINDS,
  branch,
  conditional,
  merge,
  partition,
  switchOn,
} from '@tenon/plugin-conditional';
import { validation } from '@tenon/plugin-validation';
import { aRuntime, value } from '@tenon/testing';
import { formatWorkflow, parseWorkflow, workflowFileSchema } from '@tenon/workflow-file';
import { Ajv } from 'ajv';
import { expect } from 'chai';

const order = value(1500);

function runtime() {
  return aRuntime({
    plugins: [conditional(), validation()],
    configure: ({ bind }) => {
      bind(NodeType).toConstantValue(order);
    },
  }).runtime;
}

/** A workflow that takes every way of routing that code knows. */
function routing(): Workflow {
  const number = port({ type: 'number' });
  const flow = workflow('routing');
  const start = flow.add('order', order);
  const tier = flow.add(
    'tier',
    switchOn(
      { gold: 'value > 1000', silver: { operator: '>', value: 100 } },
      { otherwise: 'rest', inputs: { value: number } },
    ),
  );
  const large = flow.add(
    'large',
    branch('value > limit', { inputs: { value: number, limit: number.default(1000) } }),
  );
  const parts = flow.add(
    'parts',
    partition(
      [
        { name: '2', when: 'value > 1' },
        { name: '1', when: 'true' },
      ],
      {
        multiple: true,
        onNoMatch: 'skip',
      },
    ),
    { value: [1, 2, 3] },
  );
  const all = flow.add('all', merge({ strategy: 'list' }));
  const first = flow.add('first', merge({ inputs: { values: number.describe('All.') } }));
  flow.connect(start.out.value, tier.input('value'));
  flow.connect(start.out.value, large.input('value'));
  flow.connect(tier.out.gold, all.in.values);
  flow.connect(tier.out.silver, all.in.values);
  flow.connect(large.output('true'), first.input('values'));
  flow.connect(parts.output('1'), all.in.values);
  return flow.build();
}

describe('switches in workflow files', () => {
  it('are written as they were made in code, and run alike', async () => {
    const flow = routing();
    const types = runtime().services.get(NodeTypes);
    for (const format of ['yaml', 'json'] as const) {
      const text = formatWorkflow(flow, { format, types });
      const { workflow: read, issues } = parseWorkflow(text, { format });
      expect(issues).to.deep.equal([]);
      const { results } = await runtime().execute(read as Workflow);
      expect(results).to.deep.equal((await runtime().execute(flow)).results);
      expect(results['tier']).to.deep.equal({ gold: 1500, matched: ['gold'] });
      expect(formatWorkflow(read as Workflow, { format })).to.equal(text);
    }
  });

  it('are told where a file cannot say them', () => {
    const flow = workflow('code');
    flow.add('s', switchOn({ gold: () => true }));
    flow.add('b', branch('value', { inputs: { condition: port() } }));
    const issues = (() => {
      try {
        formatWorkflow(flow.build());
        return [];
      } catch (error) {
        return (error as { issues: readonly { message: string; hint: string }[] }).issues;
      }
    })();
    expect(issues.map(({ message, hint }) => [message, hint])).to.deep.equal([
      [
        'The configuration "cases[0].when" of node "s" is function gold.',
        'Conditions in files are CEL text, or { field, operator, value }.',
      ],
      [
        'The configuration "inputs.condition" of node "b" is a port with a schema of a library or with the name of a setting, which is no plain data.',
        'Files hold data: texts, numbers, lists and objects.',
      ],
    ]);
  });

  it('are found where they are wrong, case by case', () => {
    const { workflow: read, locate } = parseWorkflow(`tenon: 1
name: wrong
nodes:
  tier:
    kind: switch-on
    config:
      value: 1
      cases: { gold: value >, silver: valu > 1 }
      otherwise: rest
`);
    const places = runtime()
      .verify(read as Workflow)
      .map(locate)
      .map(({ code, where }) => [code, where.line, where.column]);
    expect(places).to.deep.equal([
      ['CONDITION_INVALID', 8, 16],
      ['CONDITION_INVALID', 8, 31],
    ]);
  });

  it('hold under the schema of their kinds, and typical mistakes do not', () => {
    const ajv = new Ajv({ strict: false });
    const holds = ajv.compile(workflowFileSchema(BRANCH_KINDS));
    const one = (type: string, config: object) => ({
      tenon: 1,
      name: 'one',
      nodes: { only: { kind: type, config } },
    });
    for (const document of [
      one('branch', { condition: 'value > 1', value: 5 }),
      one('branch', { condition: { field: 'a.b', operator: '==', value: 1 }, inputs: ['b'], b: 1 }),
      one('switch-on', { cases: { a: 'value > 1' }, otherwise: 'b', onNoMatch: 'skip' }),
      one('partition', { cases: [{ name: 'a', when: 'value > 1' }], multiple: true }),
      one('partition', { cases: { a: 'x' }, inputs: { value: { schema: {}, optional: true } } }),
      one('merge', { strategy: '${how}', values: [1], inputs: { values: { schema: {} } } }),
    ]) {
      expect(holds(document), JSON.stringify(document)).to.equal(true);
    }
    for (const document of [
      one('branch', {}),
      one('branch', { condition: { operator: '=~' } }),
      one('branch', { condition: 'x', inputs: ['value'] }),
      one('switch-on', { cases: {} }),
      one('switch-on', { cases: [{ name: 'a' }] }),
      one('switch-on', { cases: { a: 'x' }, onNoMatch: 'stop' }),
      one('partition', { cases: { a: 'x' }, inputs: { value: { optoinal: true } } }),
      one('merge', { strategy: 'last' }),
      one('merge', { inputs: { other: {} } }),
    ]) {
      expect(holds(document), JSON.stringify(document)).to.equal(false);
    }
    const written = JSON.parse(formatWorkflow(routing(), { format: 'json' })) as {
      nodes: Record<string, unknown>;
    };
    delete written.nodes['order'];
    expect(holds(written), ajv.errorsText(holds.errors)).to.equal(true);
  });

  it('are the same kinds that code would name', () => {
    const flow = workflow('kinds');
    flow.add('m', kind('merge'), { strategy: 'list' });
    expect(parseWorkflow(formatWorkflow(flow.build())).workflow?.nodes[0]).to.deep.equal(
      flow.build().nodes[0],
    );
  });
});

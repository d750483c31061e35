import { kind, NodeType, port, type RunResult, type Workflow } from '@tenon/core';
import { BRANCH_KINDS, branch, merge, partition, switchOn } from '@tenon/plugin-conditional';
import { aWorkflow, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { findings, run, type Stated } from '../support/runtime.js';

type Config = Readonly<Record<string, unknown>>;

function alone(name: string, config: Config): Workflow {
  return aWorkflow().node('n', kind(name), config).build();
}

async function outputsOf(name: string, config: Config): Promise<unknown> {
  const { results, error }: RunResult = await run(alone(name, config));
  return error === undefined ? results['n'] : error.code;
}

describe('the kinds of this package', () => {
  it('are what the functions make, by configuration', async () => {
    expect(await outputsOf('branch', { value: 12, condition: 'value > 10' })).to.deep.equal({
      true: 12,
      matched: true,
    });
    const cases = [
      { name: '2', when: 'value > factor' },
      { name: '1', when: { operator: '==', value: 1 } },
    ];
    const config = { value: 3, factor: 2, cases, inputs: ['factor'], otherwise: 'rest' };
    expect(await outputsOf('switch-on', config)).to.deep.equal({ 2: 3, matched: ['2'] });
    expect(await outputsOf('switch-on', { ...config, value: 0 })).to.deep.equal({
      rest: 0,
      matched: [],
    });
    expect(
      await outputsOf('switch-on', { value: 0, cases: { a: 'value > 1' }, onNoMatch: 'skip' }),
    ).to.deep.equal({
      matched: [],
    });
    expect(
      await outputsOf('partition', { ...config, value: [0, 1, 3], multiple: true }),
    ).to.deep.equal({
      2: [3],
      1: [1],
      rest: [0],
      matched: ['2', '1'],
    });
    const flow = aWorkflow()
      .node('a', value([1]))
      .node('b', value([2]))
      .node('m', kind('merge'), { strategy: 'concat' })
      .edge('a', 'm.values')
      .edge('b', 'm.values')
      .build();
    expect((await run(flow)).results['m']).to.deep.equal({ value: [1, 2] });
    expect(await outputsOf('merge', { values: [5, 6] })).to.deep.equal({ value: 5 });
    expect(await outputsOf('merge', { values: [5], strategy: 'best' })).to.equal('CONFIG_INVALID');
  });

  it('take inputs as ports, which may have types and defaults', async () => {
    const number = { type: 'number' };
    const inputs = { value: { schema: number }, limit: { default: 10 } };
    const flow = (condition: string) => alone('branch', { value: 12, condition, inputs });
    const found = findings(flow('value.size() > 1')).map(({ code }) => code);
    expect(found).to.include('CONDITION_INVALID');
    const { nodes } = flow('value > limit');
    const [node] = nodes;
    const definition = BRANCH_KINDS[0]?.define(node?.config ?? {});
    expect(definition?.inputs.get('value')?.schema).to.deep.equal(number);
    expect(definition?.outputs.get('true')?.schema).to.deep.equal(number);
    expect(
      await outputsOf('branch', {
        value: 12,
        condition: 'value > limit',
        inputs: { limit: inputs.limit },
      }),
    ).to.deep.equal({ true: 12, matched: true });
    const merged = BRANCH_KINDS[3]?.define({ inputs: { values: { schema: number } } });
    expect(merged?.inputs.get('values')).to.include({ isMany: true, schema: number });
  });

  it('say what may be configured: all settings, and what else there is', () => {
    const made = { condition: 'true', cases: { a: 'true' } };
    for (const factory of BRANCH_KINDS) {
      const { type, description, config } = factory;
      const stated = Object.keys(config?.['properties'] ?? {});
      const { settings, inputs } = factory.define(made);
      expect(stated, type).to.have.members([...settings.keys(), ...inputs.keys()]);
      expect(description, type).to.match(/\.$/);
    }
  });

  it('are what the definitions of switches in code say they are', () => {
    const text = String as unknown as new () => string;
    for (const [definition, form] of [
      [branch('value > 1'), { kind: 'branch', config: { condition: 'value > 1' } }],
      [
        switchOn({ a: 'true' }, { multiple: true, inputs: { b: port(), c: port(text) } }),
        {
          kind: 'switch-on',
          config: {
            cases: [{ name: 'a', when: 'true' }],
            multiple: true,
            inputs: { b: {}, c: port(text) },
          },
        },
      ],
      [
        partition({ a: 'true' }, { otherwise: 'b', onNoMatch: 'skip', inputs: { cases: port() } }),
        {
          kind: 'partition',
          config: {
            cases: [{ name: 'a', when: 'true' }],
            otherwise: 'b',
            onNoMatch: 'skip',
            inputs: { cases: port() },
          },
        },
      ],
      [merge(), { kind: 'merge', config: {} }],
      [
        merge({ strategy: 'list', inputs: { values: { type: 'number' } } }),
        {
          kind: 'merge',
          config: { strategy: 'list', inputs: { values: { schema: { type: 'number' } } } },
        },
      ],
    ] as const) {
      expect(definition.form).to.deep.equal(form);
    }
  });

  it('take conditions as they stand: a dollar in them begins no template', async () => {
    const config = { value: '${x}', cases: { money: 'value == "${x}"' }, otherwise: 'rest' };
    const flow = aWorkflow()
      .node('v', value('${x}'))
      .node('n', kind('switch-on'), { cases: config.cases, otherwise: 'rest' })
      .edge('v', 'n.value')
      .build();
    expect(findings(flow)).to.deep.equal([]);
    expect((await run(flow)).results['n']).to.deep.equal({ money: '${x}', matched: ['money'] });
  });

  it('are refused before the run where their configuration is wrong', () => {
    const cases: readonly [string, Config, string][] = [
      ['branch', {}, 'The setting "condition" of a node of kind "branch" is undefined.'],
      ['branch', { condition: 7 }, 'The setting "condition" of a node of kind "branch" is 7.'],
      ['branch', { condition: 'true', inputs: ['a', 'a'] }, 'The setting "inputs"'],
      ['branch', { condition: 'true', inputs: ['value'] }, 'The setting "inputs"'],
      ['branch', { condition: 'true', inputs: [''] }, 'The setting "inputs"'],
      ['branch', { condition: 'true', inputs: 'a' }, 'The setting "inputs"'],
      [
        'branch',
        { condition: 'true', inputs: { a: 7 } },
        'The input "a" of a node of kind "branch" is 7.',
      ],
      [
        'branch',
        { condition: 'true', inputs: { '': {} } },
        'The input "" of a node of kind "branch" has no name.',
      ],
      ['merge', { inputs: { value: {} } }, 'The setting "inputs" of a node of kind "merge"'],
      ['switch-on', {}, 'A node of kind "switch-on" has undefined for cases.'],
      ['switch-on', { cases: [] }, 'A node of kind "switch-on" has no cases.'],
      ['switch-on', { cases: { a: 'true' }, otherwise: 7 }, 'has 7 for "otherwise"'],
      ['switch-on', { cases: { a: 'true' }, multiple: 'yes' }, 'has "yes" for "multiple"'],
      ['partition', { cases: { a: 'true' }, onNoMatch: 'ignore' }, 'has "ignore" for "onNoMatch"'],
      [
        'partition',
        { cases: { matched: 'true' } },
        'A node of kind "partition" names a port "matched"',
      ],
    ];
    for (const [name, config, text] of cases) {
      const found = findings(alone(name, { value: [1], ...config }));
      expect(found[0]?.code, text).to.equal('CONFIG_INVALID');
      expect(found[0]?.message).to.include(text);
    }
  });

  it('are not bound where a host has kinds of these names, and says so', async () => {
    const own = { ...pass, type: 'merge' };
    const stated: Stated = {
      configure: ({ bind }) => {
        bind(NodeType).toConstantValue(own);
      },
    };
    const flow = alone('merge', { value: 4 });
    const result = await run(flow, { ...stated, options: { kinds: false } });
    expect(result.results['n']).to.deep.equal({ value: 4 });
    expect(() => findings(flow, stated)).to.throw('"merge" is bound more than once');
  });
});

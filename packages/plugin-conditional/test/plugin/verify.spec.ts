import { ConditionFunctions, conditionFunctions } from '@tenon/conditions';
import {
  defineNode,
  type Issue,
  kind,
  type Node,
  NodeType,
  type NodeTypeFactory,
  type Plugin,
  port,
  Routed,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import {
  branch,
  conditional,
  type NeverRuns,
  partition,
  switchOn,
} from '@tenon/plugin-conditional';
import { aRuntime, aWorkflow, only, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { both, got } from '../support/nodes.js';
import { codes, findings, run, type Stated } from '../support/runtime.js';

/** What the plugin finds, without what is required. */
function found(flow: Workflow): Issue[] {
  return findings(flow).filter(({ code }) => code !== 'INPUT_REQUIRED');
}

describe('verification', () => {
  it('finds every condition that cannot be read, names it, and runs nothing', async () => {
    const flow = aWorkflow()
      .node('v', value(1))
      .node('b', branch('value > '))
      .node(
        's',
        switchOn(
          { fine: 'value > 1', gone: 'valu > 1', odd: { operator: '=~' as never } },
          { otherwise: 'o' },
        ),
      )
      .edge('v', 'b.value')
      .edge('v', 's.value')
      .build();
    const issues = found(flow);
    expect(
      issues.map(({ code, severity, where }) => [code, severity, where.node, where.port]),
    ).to.deep.equal([
      ['CONDITION_INVALID', 'error', 'b', undefined],
      ['CONDITION_INVALID', 'error', 's', 'gone'],
      ['CONDITION_INVALID', 'error', 's', 'odd'],
    ]);
    expect(issues[0]?.message).to.match(/^The condition of node "b": /);
    expect(issues[1]?.message).to.match(/^The condition of case "gone" of node "s": /);
    expect(issues.every(({ category }) => category === 'structure')).to.equal(true);
    const { status, outcomes } = await run(flow);
    expect([status, outcomes.size]).to.deep.equal(['refused', 0]);
  });

  it('lets conditions read the inputs of their switch, and what a host adds to CEL', () => {
    const limited = branch('value > limit', { inputs: { limit: port<number>() } });
    const reading = only(limited, { value: 1, limit: 2 });
    expect(codes(reading)).to.deep.equal([]);
    expect(codes(only(branch('value > limit'), { value: 1 }))).to.deep.equal(['CONDITION_INVALID']);
    const calling = only(branch('twice(value) > 4.0'), { value: 3 });
    expect(codes(calling)).to.deep.equal(['CONDITION_INVALID']);
    const twice = {
      takes: ['number'] as const,
      gives: 'number' as const,
      run: (n: number) => 2 * n,
    };
    const stated: Stated = {
      configure: ({ bind }) => {
        bind(ConditionFunctions).toConstantValue(conditionFunctions({ twice }));
      },
    };
    expect(codes(calling, stated)).to.deep.equal([]);
  });

  it('finds members that a JSON Schema does not have, also in the items of a list', () => {
    const schemas: Plugin = {
      manifest: { name: 'schemas', version: '1.0.0', provides: ['validation'] },
    };
    const order = {
      type: 'object',
      properties: { total: { type: 'number' } },
      additionalProperties: false,
    } as const;
    const orders = { type: 'array', items: order } as const;
    const sold = { total: 1 };
    const checked = (flow: Workflow) => codes(flow, { plugins: [schemas] });
    const one = (text: string) => only(branch(text, { inputs: { value: order } }), { value: sold });
    expect(checked(one('value.total > 1'))).to.deep.equal([]);
    expect(checked(one('value.totl > 1'))).to.deep.equal(['CONDITION_INVALID']);
    const all = (text: string) =>
      only(partition({ a: text }, { otherwise: 'b', inputs: { value: orders } }), {
        value: [sold],
      });
    expect(checked(all('value.total > 1'))).to.deep.equal([]);
    expect(checked(all('value.totl > 1'))).to.deep.equal(['CONDITION_INVALID']);
    const { outputs } = partition({ a: 'true' }, { inputs: { value: orders } });
    expect(outputs.get('a')?.schema).to.deep.equal(orders);
    const anyList = partition({ a: 'true' }, { inputs: { value: { type: 'array' } } });
    expect(anyList.outputs.get('a')?.schema).to.deep.equal({ type: 'array' });
  });

  it('warns of a switch that is open, with a value that no case takes where one is known', () => {
    const open = (node: Node) =>
      found(aWorkflow().node('only', node, { value: [] }).build()).map(
        ({ code, severity, message }) => [code, severity, message],
      );
    expect(open(switchOn({ low: 'value < 10', high: 'value > 10' }))).to.deep.equal([
      [
        'SWITCH_OPEN',
        'warning',
        'Node "only" has no "otherwise", and fails for a value that matches no case. No case takes it where value is 10.',
      ],
    ]);
    expect(open(switchOn({ long: 'size(value) > 3' }))).to.deep.equal([
      [
        'SWITCH_OPEN',
        'warning',
        'Node "only" has no "otherwise", and fails for a value that matches no case.',
      ],
    ]);
    expect(open(partition({ low: 'value < 10' }))).to.deep.equal([
      [
        'SWITCH_OPEN',
        'warning',
        'Node "only" has no "otherwise", and fails for an item that matches no case. No case takes it where value is 10.',
      ],
    ]);
    expect(open(switchOn({ low: 'value < 10', high: 'value >= 10' }))).to.deep.equal([]);
    expect(open(switchOn({ low: 'value < 10' }, { onNoMatch: 'error' }))).to.deep.equal([]);
    expect(open(switchOn({ low: 'value < 10' }, { onNoMatch: 'skip' }))).to.deep.equal([]);
    expect(open(switchOn({ low: 'value < 10' }, { otherwise: 'rest' }))).to.deep.equal([]);
    expect(open(branch('value > 1'))).to.deep.equal([]);
  });

  it('warns of a case that is never taken, and says why', () => {
    const flow = aWorkflow()
      .node(
        's',
        switchOn(
          { big: 'value > 10', huge: 'value > 100', none: 'value > 1 && value < 1' },
          { otherwise: 'o' },
        ),
        { value: 1 },
      )
      .node('b', branch('value > 1 && value < 1'), { value: 1 })
      .build();
    expect(
      found(flow).map(({ code, message, where }) => [code, message, where.port]),
    ).to.deep.equal([
      [
        'CASE_UNREACHABLE',
        'Case "huge" of node "s" is never taken: "big" before it takes everything it would.',
        'huge',
      ],
      [
        'CASE_UNREACHABLE',
        'Case "none" of node "s" is never taken: its condition never holds.',
        'none',
      ],
      [
        'CASE_UNREACHABLE',
        'Port "true" of node "b" is never taken: its condition never holds.',
        'true',
      ],
    ]);
  });

  it('warns of a node that can never run, and of those behind it', () => {
    const flow = aWorkflow()
      .node('v', value(1))
      .node('b', branch('value > 1'))
      .node('yes', pass)
      .node('j', both)
      .node('k', pass)
      .node('l', pass)
      .node('m', got)
      .edge('v', 'b.value')
      .edge('b.true', 'yes.value')
      .edge('yes', 'j.a')
      .edge('b.false', 'j.b')
      .edge('j.got', 'k.value')
      .edge('k', 'l.value')
      .edge('l', 'm.a')
      .edge('v', 'm.b')
      .build();
    const [issue, ...others] = found(flow);
    expect(others).to.deep.equal([]);
    expect([issue?.code, issue?.severity, issue?.where.node, issue?.where.port]).to.deep.equal([
      'NEVER_RUNS',
      'warning',
      'j',
      'b',
    ]);
    expect(issue?.message).to.equal(
      'Node "j" never runs, and neither do "k" and "l" behind it: its required inputs "a" and "b" come from the ports "true" and "false" of "b", of which one alone is taken.',
    );
  });

  it('says nothing of inputs that something else may supply', async () => {
    const fork = (config?: object) => {
      const flow = workflow('w', { inputs: { given: port() } });
      const b = flow.add('b', branch('value > 1'), { value: 1 });
      const j = flow.add('j', both, config);
      flow.connect(b.out.true, j.in.a);
      flow.connect(b.out.false, j.in.b);
      return { flow, j };
    };
    const never = (flow: { build(): Workflow }) =>
      found(flow.build()).some(({ code }) => code === 'NEVER_RUNS');
    expect(never(fork().flow)).to.equal(true);
    expect(never(fork({ a: 1 }).flow)).to.equal(false);
    const { flow, j } = fork();
    flow.input('given').to(j.in.b);
    expect(never(flow)).to.equal(false);
    const looping = fork();
    looping.flow.loop('l', { back: [{ from: 'j', output: 'got', to: 'j', input: 'a' }] });
    expect(never(looping.flow)).to.equal(false);
    const optional = aWorkflow()
      .node('b', branch('value > 1'), { value: 1 })
      .node('j', got)
      .edge('b.true', 'j.a')
      .edge('b.false', 'j.b')
      .build();
    expect(codes(optional)).to.deep.equal([]);
  });

  it('takes ports for exclusive only where one alone is taken', () => {
    const fork = (multiple: boolean) => {
      const node = defineNode({
        type: 'x',
        outputs: { l: port().optional(), r: port().optional(), note: port().optional() },
        routes: { ports: ['l', 'r'], multiple },
        run: () => new Routed({}, []),
      });
      return (left: string, right: string) =>
        codes(
          aWorkflow()
            .node('x', node)
            .node('j', both)
            .edge(`x.${left}`, 'j.a')
            .edge(`x.${right}`, 'j.b')
            .build(),
        );
    };
    expect(fork(false)('l', 'r')).to.deep.equal(['NEVER_RUNS']);
    expect(fork(true)('l', 'r')).to.deep.equal([]);
    expect(fork(false)('l', 'l')).to.deep.equal([]);
    expect(fork(false)('l', 'note')).to.deep.equal([]);
  });

  it('looks into sub-workflows, once each', () => {
    const inner = only(switchOn({ a: 'valu' }), { value: 1 });
    const sub = subWorkflow(inner);
    const flow = aWorkflow().node('outer', sub).node('again', sub).build();
    const issues = found(flow);
    expect(issues.map(({ code, where }) => [code, where.within])).to.deep.equal([
      ['CONDITION_INVALID', ['outer']],
      ['SWITCH_OPEN', ['outer']],
    ]);
    expect(issues[0]?.message).to.match(/\(Inside "outer"\.\)$/);
  });

  it('looks no further than the first level where workflows nest without end', () => {
    const ring: NodeTypeFactory = { type: 'ring', define: () => subWorkflow(circle) };
    const circle: Workflow = aWorkflow('circle')
      .node('again', kind('ring'))
      .node('wrong', branch('valu'), { value: 1 })
      .build();
    const flow = aWorkflow()
      .node('in', subWorkflow(circle))
      .node('wrong', branch('valu'), { value: 1 })
      .build();
    const all = codes(flow, {
      configure: ({ bind }) => {
        bind(NodeType).toConstantValue(ring);
      },
    });
    expect(all.sort()).to.deep.equal(['CONDITION_INVALID', 'SUBWORKFLOW_DEPTH']);
  });

  it('costs a workflow without switches a look at its nodes', () => {
    expect(
      codes(aWorkflow().node('a', value(1)).node('b', pass).edge('a', 'b.value').build()),
    ).to.deep.equal([]);
    const { runtime } = aRuntime({ plugins: [conditional()] });
    expect(runtime.verify(only(value(1)))).to.deep.equal([]);
  });
});

describe('nodes that never run', () => {
  it('are found in a row of 2,000 nested switches', () => {
    const flow = workflow('nested');
    let last = flow.add('b0', branch('value > 0'), { value: 1 });
    for (let at = 1; at < 2000; at++) {
      const next = flow.add(`b${String(at)}`, branch('value > 0'));
      flow.connect(last.out.true, next.in.value);
      last = next;
    }
    const join = flow.add('j', both);
    flow.connect(last.out.true, join.in.a);
    flow.wire({ from: 'b0', output: 'false', to: 'j', input: 'b' });
    const never: Pick<NeverRuns, 'node' | 'switch'>[] = found(flow.build()).map(
      ({ message, where }) => ({
        node: where.node ?? '',
        switch: /of "(b\d+)"/.exec(message)?.[1] ?? '',
      }),
    );
    expect(never).to.deep.equal([{ node: 'j', switch: 'b0' }]);
  });
});

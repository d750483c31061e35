import { defineNode, freezeData, kind, NodeType, port, subWorkflow, workflow } from '@tenon/core';
import { aWorkflow, only, value } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { got, settled } from '../support/nodes.js';
import { refusedFor, run, withParameters } from '../support/runtime.js';

/** What a node gets for its input `a` when configuration says so. */
async function resolved(config: unknown, given?: unknown): Promise<unknown> {
  const { status, error, results } = await run(only(got, { a: config }), given);
  if (status !== 'completed') throw error as Error;
  return (results['only']?.['got'] as { readonly a: unknown } | undefined)?.a;
}

describe('a template in configuration', () => {
  it('takes parameters addressed to the node first, then those of the workflow and its inputs', async () => {
    const flow = workflow('w', { inputs: { who: port<string>().default('Ada') } });
    flow.add('n', got, { a: '${who} ${b}' });
    const built = flow.build();
    const a = async (given: unknown) => (await run(built, given)).results['n']?.['got'];
    expect(await a({ b: 1 })).to.deep.equal({ a: 'Ada 1', b: 1 });
    expect(await a({ b: 1, who: 'Eve' })).to.deep.equal({ a: 'Eve 1', b: 1 });
    expect(await a({ b: 1, who: 'Eve', n: { who: 'Bob', b: 2 } })).to.deep.equal({
      a: 'Bob 2',
      b: 2,
    });
  });

  it('keeps the type of a value that is all of it, and follows paths', async () => {
    const list = [{ id: 7 }];
    expect(await resolved('${x}', { x: list })).to.equal(list);
    expect(await resolved('${x[0].id}', { x: list })).to.equal(7);
    expect(await resolved('${x["any name"]}', { x: { 'any name': null } })).to.equal(null);
    expect(await resolved('id ${x[0].id}', { x: list })).to.equal('id 7');
  });

  it('takes its default only where there is no value', async () => {
    expect(await resolved('${x:-none}')).to.equal('none');
    expect(await resolved('${x.y:-none}', { x: { z: 1 } })).to.equal('none');
    expect(await resolved('${x:-none}', { x: null })).to.equal(null);
    expect(await resolved('${x:-none}', { x: '' })).to.equal('');
    expect(await resolved('${x:-5}')).to.equal('5');
  });

  it('stands at any depth, and names of properties are none', async () => {
    const config = { '${x}': ['${x}', { deep: 'a ${x}' }], keep: 1 };
    expect(await resolved(config, { x: 7 })).to.deep.equal({
      '${x}': [7, { deep: 'a 7' }],
      keep: 1,
    });
    expect(config).to.deep.equal({ '${x}': ['${x}', { deep: 'a ${x}' }], keep: 1 });
  });

  it('is written as text by "$${"', async () => {
    expect(await resolved('$${x} ${x}', { x: true })).to.equal('${x} true');
    expect(await resolved('only $${x}')).to.equal('only ${x}');
  });

  it('is never expanded a second time', async () => {
    expect(await resolved('${x}', { x: '${y}', only: { b: 1 } })).to.equal('${y}');
    expect(await resolved('a ${x}', { x: '${x} $${x} ${secret:KEY}' })).to.equal(
      'a ${x} $${x} ${secret:KEY}',
    );
    expect(await resolved('${x:-$}{y}')).to.equal('${y}');
  });

  it('is no template in parameters, in connected data or in defaults of ports', async () => {
    const node = defineNode({
      type: 'x',
      inputs: { a: port().optional(), b: port().default('${x}') },
      outputs: { got: port() },
      run: (inputs) => ({ got: { ...inputs } }),
    });
    const flow = workflow('w');
    const n = flow.add('n', node);
    flow.connect(flow.add('s', value({ text: '${x} ${secret:KEY}' })).out.value, n.in.a);
    const { results } = await run(flow.build(), { x: '${b}' }, { options: { unknown: 'ignore' } });
    expect(results['n']?.['got']).to.deep.equal({ a: { text: '${x} ${secret:KEY}' }, b: '${x}' });
    expect(
      (await run(only(got), { only: { a: '${b}', b: 1 } })).results['only']?.['got'],
    ).to.deep.equal({
      a: '${b}',
      b: 1,
    });
  });

  it('never expands what data holds, whatever it is', async () => {
    const data = fc.string({
      unit: fc.constantFrom('$', '{', '}', 'x', ':', '-', '.', 'secret:KEY'),
    });
    await fc.assert(
      fc.asyncProperty(data, async (text) => {
        const flow = workflow('w');
        const n = flow.add('n', got, { b: 'b ${x}' });
        flow.connect(flow.add('s', value({ text })).out.value, n.in.a);
        const { results } = await run(
          flow.build(),
          { x: text },
          { secrets: { KEY: 'hunter-two' } },
        );
        expect(results['n']?.['got']).to.deep.equal({ a: { text }, b: `b ${text}` });
      }),
    );
  });

  it('works in settings, and not where a port takes its text as it stands', async () => {
    const flow = only(settled, { a: { deep: '${x}' }, script: 'echo ${HOME} ${' });
    expect(withParameters().runtime.verify(flow)).to.deep.equal([]);
    const { results } = await run(flow, { x: 1 });
    expect(results['only']?.['got']).to.deep.equal({ a: { deep: 1 }, script: 'echo ${HOME} ${' });
  });

  it('works where the node type is made of its configuration', async () => {
    const made = {
      type: 'made',
      define: ({ name }: Readonly<Record<string, unknown>>) =>
        defineNode({
          type: 'made',
          inputs: { [String(name)]: port().optional() },
          outputs: { got: port() },
          settings: { name: port() },
          run: (inputs) => ({ got: { ...inputs } }),
        }),
    };
    const flow = workflow('w');
    flow.add('n', kind('made'), { name: 'x', x: '${v}' });
    const { results } = await run(
      flow.build(),
      { v: 3 },
      {
        configure: ({ bind }) => {
          bind(NodeType).toConstantValue(made);
        },
      },
    );
    expect(results['n']?.['got']).to.deep.equal({ x: 3 });
  });

  it('sees no configuration, and no other node', async () => {
    const flow = aWorkflow().node('n', got, { a: '${b}', b: 'configured' }).node('m', got).build();
    const result = await run(flow, { m: { b: 1 } });
    expect(refusedFor(result)).to.deep.equal(['TEMPLATE_UNRESOLVED']);
    expect(result.error?.hint).to.include('templates see no configuration');
  });

  it('writes numbers, dates and plain data into a text, and nothing that has no text', async () => {
    expect(await resolved('on ${x}', { x: new Date(0) })).to.equal('on 1970-01-01T00:00:00.000Z');
    expect(await resolved('is ${x}', { x: { a: 1 } })).to.equal('is {"a":1}');
    const result = await run(only(got, { a: 'is ${x}' }), { x: () => 1 });
    expect(refusedFor(result)).to.deep.equal(['TEMPLATE_UNRESOLVED']);
    expect(result.error?.message).to.include('function x cannot stand in a text');
    expect(typeof (await resolved('${x}', { x: () => 1 }))).to.equal('function');
  });

  it('is resolved anew in each run, and shares nothing between them', async () => {
    const { runtime } = withParameters();
    const flow = only(got, { a: { list: ['${x}'] } });
    const lists = await Promise.all(
      [1, 2, 3].map(async (x) => {
        const { results } = await runtime.execute(flow, { parameters: { x } });
        return (results['only']?.['got'] as { a: { list: unknown[] } } | undefined)?.a.list;
      }),
    );
    expect(lists).to.deep.equal([[1], [2], [3]]);
  });

  it("does not share one run's values with 1,000 others", async () => {
    const { runtime } = withParameters();
    const flow = only(got, { a: '${x}', b: 'tenant ${tenant}' });
    const all = await Promise.all(
      Array.from({ length: 1000 }, (_, i) =>
        runtime.execute(flow, { parameters: { x: i, only: { tenant: `t${String(i)}` } } }),
      ),
    );
    all.forEach(({ results }, i) => {
      expect(results['only']?.['got']).to.deep.equal({ a: i, b: `tenant t${String(i)}` });
    });
  });
});

describe('a template without a value', () => {
  it('refuses the run before anything starts, and tells where it stands and what it lacks', async () => {
    const entered: string[] = [];
    const node = defineNode({
      type: 'x',
      inputs: { a: port().optional() },
      run: () => {
        entered.push('x');
        return {};
      },
    });
    const flow = aWorkflow()
      .node('first', node)
      .node('n', got, { a: { list: ['x ${customer.name}'] } })
      .build();
    const nothing = await run(flow);
    expect(refusedFor(nothing)).to.deep.equal(['TEMPLATE_UNRESOLVED']);
    expect(nothing.error?.message).to.equal(
      'The template ${customer.name} in "a.list[0]" of node "n" has no value: no parameter "customer" reaches it.',
    );
    expect(nothing.error?.where).to.deep.equal({ workflow: 'test', node: 'n', port: 'a' });
    const near = await run(flow, { n: { custmer: 1 } }, { options: { unknown: 'ignore' } });
    expect(near.error?.hint).to.equal('Did you mean "custmer"?');
    const deeper = await run(flow, { customer: { nam: 1 } });
    expect(deeper.error?.message).to.include('"customer" has no "name".');
    const unset = await run(flow, { customer: undefined });
    expect(unset.error?.hint).to.include('${customer:-default}');
    expect(entered).to.deep.equal([]);
  });

  it('says so for every template, each text once', async () => {
    const flow = only(got, { a: ['${x} ${y}', '${x} ${y}', '${x}'], b: '${z}' });
    const { issues } = await run(flow);
    expect(issues.map(({ message }) => /\$\{\w\}/.exec(message)?.[0])).to.deep.equal([
      '${x}',
      '${y}',
      '${x}',
      '${z}',
    ]);
  });

  it('follows own data properties only', async () => {
    const calls: string[] = [];
    const hostile = {
      get getter() {
        calls.push('getter');
        return 1;
      },
    };
    for (const path of ['getter', 'constructor', '__proto__', 'toString', 'length.x']) {
      const result = await run(only(got, { a: `\${x.${path}}` }), { x: hostile });
      expect(refusedFor(result), path).to.deep.equal(['TEMPLATE_UNRESOLVED']);
    }
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(refusedFor(await run(only(got, { a: `\${${name}}` }))), name).to.deep.equal([
        'TEMPLATE_UNRESOLVED',
      ]);
    }
    expect(calls).to.deep.equal([]);
  });
});

describe('templates inside a sub-workflow', () => {
  const inner = () => {
    const flow = workflow('inner', {
      inputs: { rate: port().default('preset') },
      outputs: { got: port() },
    });
    const n = flow.add('n', got, { a: 'rate ${rate}' });
    flow.output('got', n.out.got);
    return subWorkflow(flow.build());
  };

  it('see the inputs of their workflow: addressed, from around it, configured, or by default', async () => {
    const flow = workflow('outer', { inputs: { tariff: port().optional() } });
    const addressed = flow.add('addressed', inner(), { rate: 'configured' });
    flow.add('configured', inner(), { rate: 'configured' });
    flow.add('templated', inner(), { rate: 'by ${who}' });
    flow.add('preset', inner());
    const declared = flow.add('declared', inner(), { rate: 'configured' });
    flow.input('tariff').to(declared.in.rate);
    expect(addressed.id).to.equal('addressed');
    const built = flow.build();
    const rates = async (given: unknown) => {
      const result = await run(built, given);
      if (result.status !== 'completed') throw result.error as Error;
      return Object.fromEntries(
        Object.entries(result.results).map(([id, outputs]) => [
          id,
          (outputs?.['got'] as { a: string } | undefined)?.a,
        ]),
      );
    };
    expect(await rates({ who: 'Ada', tariff: 7, addressed: { rate: 'mine' } })).to.deep.equal({
      addressed: 'rate mine',
      configured: 'rate configured',
      templated: 'rate by Ada',
      preset: 'rate preset',
      declared: 'rate 7',
    });
    expect(await rates({ who: 'Ada', rate: 'level' })).to.deep.equal({
      addressed: 'rate level',
      configured: 'rate level',
      templated: 'rate level',
      preset: 'rate level',
      declared: 'rate level',
    });
  });

  it('see nothing else of the parameters around it', async () => {
    const alone = only(subWorkflow(only(got, { a: '${region}' })));
    expect(refusedFor(await run(alone, { region: 'eu' }))).to.deep.equal([
      'PARAMETER_UNKNOWN',
      'TEMPLATE_UNRESOLVED',
    ]);
    const { issues, outcomes } = await run(alone, { only: { region: 'eu' } });
    expect(issues).to.deep.equal([]);
    expect(outcomes.get('only')?.nested?.get('only')?.outputs).to.deep.equal({ got: { a: 'eu' } });
  });

  it('cannot wait for what comes over a connection, also where they have a default', async () => {
    const flow = workflow('outer');
    const sub = flow.add('sub', inner());
    const source = flow.add('s', value(1));
    flow.connect(source.out.value, sub.in.rate);
    const middle = workflow('middle', { inputs: { rate: port() } });
    const passed = middle.add('passed', inner());
    middle.input('rate').to(passed.in.rate);
    const outer = flow.add('outer', subWorkflow(middle.build()));
    flow.connect(source.out.value, outer.in.rate);
    const defaulted = workflow('defaulted', { inputs: { x: port().optional() } });
    defaulted.add('n', got, { a: '${x:-1}' });
    const last = flow.add('last', subWorkflow(defaulted.build()));
    flow.connect(source.out.value, last.in.x);
    const result = await run(flow.build());
    expect(
      result.issues.map(({ code, where }) => [code, where.within, where.workflow]),
    ).to.deep.equal([
      ['TEMPLATE_UNRESOLVED', ['sub'], 'inner'],
      ['TEMPLATE_UNRESOLVED', ['outer', 'passed'], 'inner'],
      ['TEMPLATE_UNRESOLVED', ['last'], 'defaulted'],
    ]);
    expect(result.error?.message).to.include(
      'comes over a connection, and templates are resolved before',
    );
    const given = { sub: { rate: 2 }, outer: { passed: { rate: 3 } }, last: { n: { x: 4 } } };
    const known = await run(flow.build(), given);
    expect(known.status).to.equal('completed');
    const nested = (...path: string[]) =>
      path.reduce(
        (at, id) => (at === undefined ? known.outcomes.get(id) : at.nested?.get(id)),
        undefined as never as ReturnType<typeof known.outcomes.get>,
      );
    expect(nested('sub', 'n')?.outputs).to.deep.equal({ got: { a: 'rate 2' } });
    expect(nested('outer', 'passed', 'n')?.outputs).to.deep.equal({ got: { a: 'rate 3' } });
    expect(nested('last', 'n')?.outputs).to.deep.equal({ got: { a: 4 } });
  });

  it('are each resolved for the place where they stand', async () => {
    const shared = inner();
    const flow = workflow('outer');
    for (const id of ['one', 'two']) flow.add(id, shared);
    const { results } = await run(flow.build(), { one: { rate: 1 }, two: { rate: 2 } });
    expect([results['one'], results['two']].map((outputs) => ({ ...outputs }))).to.deep.equal([
      { got: { a: 'rate 1' } },
      { got: { a: 'rate 2' } },
    ]);
  });

  it('are left to verification where workflows nest without end', async () => {
    const ring = {
      type: 'ring',
      define: () => subWorkflow(ringOf()),
    };
    const ringOf = () => {
      const flow = workflow('ring');
      flow.add('again', kind('ring'), {});
      flow.add('n', got, { a: '${x}' });
      return flow.build();
    };
    const result = await run(
      ringOf(),
      { x: 1, again: { again: { n: { a: 1 } } } },
      {
        configure: ({ bind }) => {
          bind(NodeType).toConstantValue(ring);
        },
      },
    );
    expect(refusedFor(result)).to.deep.equal(['SUBWORKFLOW_DEPTH']);
  });

  it('are bounded in number', async () => {
    let flow = only(got, { a: '${x:-1}' });
    for (let depth = 0; depth < 20; depth++) {
      const twice = workflow('twice');
      for (const id of ['a', 'b']) twice.add(id, subWorkflow(flow));
      flow = twice.build();
    }
    const { status, error } = await run(flow);
    expect([status, error?.code]).to.deep.equal(['refused', 'LIMIT_REACHED']);
  });
});

describe('verification of templates', () => {
  it('finds every one that cannot be read, with its place and position, without a run', () => {
    const flow = workflow('outer');
    flow.add('n', got, { a: { list: ['fine ${x}', 'ab ${'] }, b: '${}' });
    flow.add('sub', subWorkflow(only(got, { a: '${a.}' })));
    const { runtime } = withParameters();
    const found = runtime.verify(flow.build());
    expect(
      found.map(({ code, severity, message, where }) => [code, severity, message, where]),
    ).to.deep.equal([
      [
        'TEMPLATE_INVALID',
        'error',
        'The template at position 3 of "ab ${", in "a.list[1]" of node "n", is never closed.',
        { workflow: 'outer', node: 'n', port: 'a' },
      ],
      [
        'TEMPLATE_INVALID',
        'error',
        'The template at position 0 of "${}", in "b" of node "n", names nothing.',
        { workflow: 'outer', node: 'n', port: 'b' },
      ],
      [
        'TEMPLATE_INVALID',
        'error',
        'The template at position 0 of "${a.}", in "a" of node "only", has a path that cannot be read. (Inside "sub".)',
        { workflow: 'test', within: ['sub'], node: 'only', port: 'a' },
      ],
    ]);
  });

  it('refuses a run for it, once', async () => {
    expect(refusedFor(await run(only(got, { a: '${', b: '${x}' }), { x: 1 }))).to.deep.equal([
      'TEMPLATE_INVALID',
    ]);
  });

  it('makes no long message of long templates and deep places', async () => {
    const long = 'x'.repeat(1_000_000);
    let deep: unknown = '${y}';
    for (let i = 0; i < 10_000; i++) deep = [deep];
    for (const a of [`\${${long}}`, `\${z.${long}}`, `\${${long}`, deep]) {
      const { error } = await run(only(got, { a }), { z: 1 }, { options: { unknown: 'ignore' } });
      expect(error?.message.length).to.be.below(400);
    }
  });

  it('warns of a default that is none of the listed values', () => {
    const node = defineNode({
      type: 'x',
      inputs: { region: port({ enum: ['eu', 'us'] }).default('asia' as never) },
      settings: {
        mode: port({ const: 1 }).default(2 as never),
        fine: port({ enum: [1] }).default(1),
      },
      run: () => ({}),
    });
    const flow = workflow('w', { inputs: { rate: port({ enum: [1] }).default(0 as never) } });
    flow.add('n', node);
    flow.add('unknown', kind('unknown'));
    const found = withParameters().runtime.verify(flow.build());
    const warnings = found.filter(({ severity }) => severity === 'warning');
    expect(warnings.map(({ code, message }) => [code, message])).to.deep.equal([
      [
        'WORKFLOW_INVALID',
        'The default of "rate" of workflow "w" is none of the values that its schema lists.',
      ],
      [
        'WORKFLOW_INVALID',
        'The default of "region" of node "n" is none of the values that its schema lists.',
      ],
      [
        'WORKFLOW_INVALID',
        'The default of "mode" of node "n" is none of the values that its schema lists.',
      ],
    ]);
  });

  it('leaves frozen configuration as it is', async () => {
    const config = freezeData({ a: { list: ['${x}'] } });
    await run(only(got, config), { x: 1 });
    expect(config).to.deep.equal({ a: { list: ['${x}'] } });
  });
});

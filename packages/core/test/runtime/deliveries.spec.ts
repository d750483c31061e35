import {
  type Delivery,
  defineNode,
  deliveredBy,
  deliveriesOf,
  type Plugin,
  port,
  Routed,
  type RunOptions,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { aRuntime, aWorkflow, collect, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { gates, loops, parameters, tapping } from '../support/plugins.js';

/** What the inputs of one node were gathered from at each visit, as texts: `a.value=1`. */
async function delivered(
  flow: Workflow,
  node: string,
  plugins: readonly Plugin[] = [],
  options: RunOptions = {},
): Promise<string[]> {
  const visits: string[] = [];
  const text = ({ connection: { from, output }, value: carried }: Delivery) =>
    `${from}.${output}=${JSON.stringify(carried)}`;
  const looks = tapping('looks', (hooks) => {
    hooks.node.tap('looks', (wraps, step) => {
      if (step.id !== node) return;
      wraps.add('check', (next) => (inputs, context) => {
        const found = step.inputs.flatMap((binding) => deliveriesOf(context, binding));
        visits.push(found.map(text).join(' '));
        for (const binding of step.inputs) {
          const [only] = binding.certain === undefined ? [] : deliveriesOf(context, binding);
          expect(deliveredBy(context, binding)).to.equal(only?.value);
        }
        return next(inputs, context);
      });
    });
  });
  await aRuntime({ plugins: [...plugins, looks] }).runtime.execute(flow, options);
  return visits;
}

const sum = defineNode({
  type: 'sum',
  inputs: { a: port<number>(), b: port<number>().default(1) },
  outputs: { value: port<number>() },
  run: ({ a, b }) => ({ value: a + b }),
});

const route = defineNode({
  type: 'route',
  inputs: { value: port() },
  outputs: { yes: port(), no: port() },
  routes: { ports: ['yes', 'no'], multiple: false },
  run: ({ value: given }) => new Routed({ yes: given, no: given }, ['yes']),
});

describe('deliveriesOf', () => {
  const two = aWorkflow()
    .node('two', value({ n: 2 }))
    .node('sum', sum)
    .edge('two.value.n', 'sum.a')
    .build();

  it('tells which connection brought a value, and the value behind its path', async () => {
    for (const isolation of ['share', 'freeze', 'copy'] as const) {
      expect(await delivered(two, 'sum', [], { isolation })).to.deep.equal(['two.value=2']);
    }
  });

  it('tells nothing of values that no connection brought', async () => {
    const flow = aWorkflow().node('sum', sum, { a: 1 }).build();
    expect(await delivered(flow, 'sum')).to.deep.equal(['']);
    const addressed = { parameters: { sum: { a: 5 } } };
    expect(await delivered(two, 'sum', [parameters()], addressed)).to.deep.equal(['']);
  });

  it('tells nothing of a connection that brings nothing', async () => {
    const absent = defineNode({
      type: 'absent',
      outputs: { value: port<number>().optional() },
      run: () => ({}),
    });
    const flow = aWorkflow()
      .node('absent', absent)
      .node('sum', sum, { a: 1 })
      .edge('absent.value', 'sum.b')
      .build();
    expect(await delivered(flow, 'sum')).to.deep.equal(['']);
  });

  it('tells each connection into a port that takes many, in connection order', async () => {
    const flow = aWorkflow()
      .node('all', collect)
      .node('one', value(1))
      .node('two', value(2))
      .edge('two', 'all.values')
      .edge('one', 'all.values')
      .build();
    expect(await delivered(flow, 'all')).to.deep.equal(['two.value=2 one.value=1']);
  });

  it('leaves out what is dead', async () => {
    const flow = aWorkflow()
      .node('one', value(1))
      .node('route', route)
      .node('all', collect)
      .edge('one', 'route.value')
      .edge('route.no', 'all.values')
      .edge('route.yes', 'all.values')
      .build();
    expect(await delivered(flow, 'all', [gates()])).to.deep.equal(['route.yes=1']);
  });

  it('tells the back edge from the second iteration on', async () => {
    const flow = workflow('loop');
    const start = flow.add('start', value(1));
    const count = flow.add('count', sum);
    flow.connect(start.output('value'), count.input('a'));
    flow.loop('loop', {
      back: [{ from: 'count', output: 'value', to: 'count', input: 'a' }],
      maxIterations: 3,
    });
    expect(await delivered(flow.build(), 'count', [loops()])).to.deep.equal([
      'start.value=1',
      'count.value=2',
      'count.value=3',
    ]);
  });

  it('tells the plain connection where a back edge brings nothing', async () => {
    const flow = workflow('loop');
    const start = flow.add('start', value(1));
    const node = flow.add(
      'node',
      defineNode({
        type: 'silent',
        inputs: { value: port() },
        outputs: { none: port().optional(), value: port() },
        run: ({ value: given }) => ({ value: given }),
      }),
    );
    flow.connect(start.output('value'), node.input('value'));
    flow.loop('loop', {
      back: [{ from: 'node', output: 'none', to: 'node', input: 'value' }],
      maxIterations: 2,
    });
    expect(await delivered(flow.build(), 'node', [loops()])).to.deep.equal([
      'start.value=1',
      'start.value=1',
    ]);
  });

  it('knows the connections of the workflow that the visit is in', async () => {
    const inner = workflow('inner', { inputs: { n: port<number>() }, outputs: { n: port() } });
    const one = inner.add('one', pass);
    const next = inner.add('next', pass);
    inner.input('n').to(one.in.value);
    inner.connect(one.out.value, next.in.value);
    inner.output('n', next.out.value);
    const flow = workflow('outer');
    flow.add('sub', subWorkflow(inner.build()), { n: 7 });
    expect(await delivered(flow.build(), 'next')).to.deep.equal(['one.value=7']);
    expect(await delivered(flow.build(), 'one')).to.deep.equal(['']);
  });

  it('refuses a context that is not the visit', async () => {
    const flow = two;
    const misuses = tapping('misuses', (hooks) => {
      hooks.node.tap('misuses', (wraps, step) => {
        wraps.add('check', (next) => (inputs, context) => {
          for (const binding of step.inputs) deliveriesOf({ ...context }, binding);
          return next(inputs, context);
        });
      });
    });
    const { failures } = await aRuntime({ plugins: [misuses] }).runtime.start(flow).result;
    expect(failures.map(({ cause }) => (cause as { code?: string }).code)).to.deep.equal([
      'HOOK_MISUSE',
    ]);
  });
});

import { defineNode, describeValue, port } from '@tenon/core';
import { add, aRuntime, aWorkflow, only, pass, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { chooser } from '../support/nodes.js';
import { gates } from '../support/plugins.js';

describe('values', () => {
  it('travel when they are null, 0, empty or false', async () => {
    for (const given of [null, 0, '', false, NaN, -0, [], {}]) {
      const flow = aWorkflow().node('a', value(given)).node('b', pass).edge('a', 'b.value').build();
      const { results } = await aRuntime().runtime.execute(flow);
      expect(results['b'], describeValue(given)).to.deep.equal({ value: given });
    }
  });

  it('are absent when they are undefined: the default is taken, or an optional input is left out', async () => {
    const { node, calls } = spied();
    const withDefault = defineNode({
      type: 'with-default',
      inputs: { value: port<number>().default(7) },
      outputs: { value: port<number>() },
      run: ({ value: given }) => ({ value: given }),
    });
    const flow = aWorkflow()
      .node('a', value(undefined))
      .node('b', withDefault)
      .node('c', node)
      .edge('a', 'b.value')
      .edge('a', 'c.value')
      .build();
    const { results } = await aRuntime().runtime.execute(flow);
    expect(results['b']).to.deep.equal({ value: 7 });
    expect(calls[0]?.inputs).to.deep.equal({});
  });

  it('that a required input needs and does not get blame the producer, and name the path', async () => {
    const cases: readonly [given: unknown, source: string, place: string][] = [
      [undefined, 'a', 'value'],
      [{ customer: null }, 'a.value.customer.address', 'value.customer.address'],
      [{ items: [1] }, 'a.value.items[3].id', 'value.items[3].id'],
      [Object.create({ inherited: 1 }), 'a.value.inherited', 'value.inherited'],
      [
        {
          get lazy() {
            return 1;
          },
        },
        'a.value.lazy',
        'value.lazy',
      ],
    ];
    for (const [given, source, place] of cases) {
      const flow = aWorkflow()
        .node('a', value(given))
        .node('b', pass)
        .edge(source, 'b.value')
        .build();
      const { status, error } = await aRuntime().runtime.start(flow).result;
      expect(status, place).to.equal('failed');
      expect(error?.code).to.equal('OUTPUT_MISSING');
      expect(error?.message).to.equal(
        `Node "a" delivered no "${place}", which the input "value" of node "b" requires.`,
      );
      expect(error?.where).to.deep.equal({ workflow: 'test', node: 'b', port: 'value' });
    }
  });

  it('are found by paths, and one output feeds several inputs of one node', async () => {
    const flow = aWorkflow()
      .node('a', value({ order: { lines: [{ sum: 1 }, { sum: 2 }], 'a.b': 4 } }))
      .node('sum', add)
      .node('odd', pass)
      .edge('a.value.order.lines[1].sum', 'sum.a')
      .edge('a.value.order.lines[1].sum', 'sum.b')
      .edge('a.value.order["a.b"]', 'odd.value')
      .build();
    const { results } = await aRuntime().runtime.execute(flow);
    expect([results['sum'], results['odd']]).to.deep.equal([{ value: 4 }, { value: 4 }]);
  });

  it('collect at a many port in the order of the connections, whatever came first', async () => {
    const slow = (ms: number, answer: unknown) =>
      spied(
        () =>
          new Promise((resolve) => {
            setTimeout(() => resolve({ value: answer }), ms);
          }),
      ).node;
    const { node, calls } = spied();
    const many = {
      ...node,
      inputs: new Map([['value', port().many().optional()]]),
    } as unknown as typeof node;
    const flow = aWorkflow()
      .node('slow', slow(15, 'slow'))
      .node('fast', slow(1, 'fast'))
      .node('none', value(undefined))
      .node('all', many)
      .node('nothing', many)
      .edge('slow', 'all.value')
      .edge('none', 'all.value')
      .edge('fast', 'all.value')
      .build();
    await aRuntime().runtime.execute(flow);
    expect(calls.map(({ inputs }) => inputs['value'])).to.deep.include(['slow', 'fast']);
    expect(calls.map(({ inputs }) => inputs['value'])).to.deep.include([]);
  });

  it('from two sources that both turn out live fail the node', async () => {
    const many = chooser({ multiple: true });
    const flow = aWorkflow()
      .node('choose', many, { take: ['left', 'right'] })
      .node('a', pass)
      .edge('choose.left', 'a.value')
      .edge('choose.right', 'a.value')
      .build();
    const { error } = await aRuntime({ plugins: [gates()] }).runtime.start(flow).result;
    expect(error?.code).to.equal('INPUT_CONFLICT');
    expect(error?.message).to.include('both "choose.left" and "choose.right" delivered one');
    expect(error?.where).to.deep.equal({ workflow: 'test', node: 'a', port: 'value' });
  });
});

describe('what a node returns', () => {
  const cases: readonly [unknown, string][] = [
    [undefined, 'undefined'],
    [null, 'null'],
    [7, '7'],
    ['text', '"text"'],
    [[1], '[1]'],
    [new Map(), 'Map (0 entries)'],
    [new Date(0), 'Date 1970-01-01T00:00:00.000Z'],
    [() => 1, 'a function'],
  ];
  for (const [given, text] of cases) {
    it(`is refused when it is ${text}`, async () => {
      const { node } = spied(() => given);
      const { error } = await aRuntime().runtime.start(only(node)).result;
      expect(error?.code).to.equal('OUTPUT_INVALID');
      expect(error?.message).to.include(`"only" returned `).and.to.include(text);
    });
  }

  it('may be a plain object of another realm, and one without a prototype', async () => {
    const { runInNewContext } = await import('node:vm');
    for (const given of [
      runInNewContext('({ value: 1 })'),
      Object.assign(Object.create(null), { value: 1 }),
    ]) {
      const { node } = spied(() => given as unknown);
      const { status } = await aRuntime().runtime.start(only(node)).result;
      expect(status).to.equal('completed');
    }
  });

  it('keeps members whose keys are symbols or numbers, in each isolation', async () => {
    const key = Symbol('key');
    for (const isolation of ['share', 'freeze', 'copy'] as const) {
      const flow = aWorkflow()
        .node('a', spied(() => ({ value: { [key]: 1, 7: 2 }, [key]: 3 })).node)
        .node('b', pass)
        .edge('a', 'b.value')
        .build();
      const { results } = await aRuntime().runtime.execute(flow, { isolation });
      expect(results['b'], isolation).to.deep.equal({ value: { [key]: 1, 7: 2 } });
      expect((results['a'] as Record<symbol, unknown>)[key]).to.equal(3);
    }
  });

  it('fails when reading it fails', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const bad = {
      get then(): never {
        throw new Error('then');
      },
    };
    for (const given of [proxy, bad]) {
      for (const answer of [() => given, () => Promise.resolve({}).then(() => given)]) {
        const { status, error } = await aRuntime().runtime.start(only(spied(answer).node)).result;
        expect([status, error?.where.node]).to.deep.equal(['failed', 'only']);
      }
    }
  });
});

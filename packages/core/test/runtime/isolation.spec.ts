import { defineNode, port, subWorkflow, workflow } from '@tenon/core';
import { aRuntime, aWorkflow, only, pass, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { parameters } from '../support/plugins.js';

/** Changes the object it is given, in place, and hands it on. */
const mutate = defineNode({
  type: 'mutate',
  inputs: { value: port() },
  outputs: { value: port() },
  run: ({ value: given }) => {
    (given as { touched?: boolean }).touched = true;
    return { value: given };
  },
});

/** `source` feeds `mutate` and `other`; answers what each of them stands with. */
async function shared(isolation: 'share' | 'freeze' | 'copy') {
  const given = { list: [{ n: 1 }] };
  const flow = aWorkflow()
    .node('source', spied(() => ({ value: given })).node)
    .node('mutate', mutate)
    .node('other', pass)
    .edge('source', 'mutate.value')
    .edge('source', 'other.value')
    .build();
  const result = await aRuntime().runtime.start(flow, { isolation, onError: 'continue' }).result;
  return { given, result };
}

describe('isolation', () => {
  it('shares data by reference where nothing is said', async () => {
    const { given, result } = await shared('share');
    expect(result.status).to.equal('completed');
    expect(result.results['other']?.['value']).to.equal(given);
    expect(given).to.deep.equal({ list: [{ n: 1 }], touched: true });
    expect(Object.isFrozen(given)).to.equal(false);
    const same = await aRuntime().runtime.execute(only(spied(() => given).node));
    expect(same.results['only']).to.equal(given);
  });

  it('freezes what nodes return, all the way down, and fails whoever changes it', async () => {
    const { given, result } = await shared('freeze');
    expect(result.outcomes.get('mutate')?.error?.code).to.equal('NODE_FAILED');
    expect(result.outcomes.get('mutate')?.error?.cause).to.be.instanceOf(TypeError);
    expect(result.outcomes.get('other')?.status).to.equal('completed');
    expect([given, given.list, given.list[0]].every(Object.isFrozen)).to.equal(true);
  });

  it('copies for each consumer, so that nobody sees what another changed', async () => {
    const { given, result } = await shared('copy');
    expect(result.status).to.equal('completed');
    expect(result.results['other']?.['value']).to.deep.equal({ list: [{ n: 1 }] });
    expect(result.results['other']?.['value']).not.to.equal(given);
    expect(result.results['mutate']?.['value']).to.deep.equal({ list: [{ n: 1 }], touched: true });
    expect(given).to.deep.equal({ list: [{ n: 1 }] });
  });

  it('leaves what is no plain data as it is, in each way', async () => {
    class Box {
      n = 1;
    }
    const given = {
      box: new Box(),
      map: new Map([['a', { n: 1 }]]),
      bytes: new Uint8Array(2),
      date: new Date(0),
      fn: () => 1,
    };
    for (const isolation of ['share', 'freeze', 'copy'] as const) {
      const flow = aWorkflow().node('a', value(given)).node('b', pass).edge('a', 'b.value').build();
      const { results } = await aRuntime().runtime.execute(flow, { isolation });
      const got = results['b']?.['value'] as typeof given;
      for (const key of ['box', 'map', 'bytes', 'date', 'fn'] as const) {
        expect(got[key], `${isolation} ${key}`).to.equal(given[key]);
        if (key !== 'bytes') expect(Object.isFrozen(got[key])).to.equal(false);
      }
    }
  });

  it('copes with data that holds itself and that is 20,000 levels deep', async () => {
    const cyclic: Record<string, unknown> = { n: 1 };
    cyclic['self'] = cyclic;
    let deep: Record<string, unknown> = {};
    for (let i = 0; i < 20_000; i++) deep = { deep };
    for (const isolation of ['share', 'freeze', 'copy'] as const) {
      const flow = aWorkflow()
        .node('a', value({ cyclic, deep }))
        .node('b', pass)
        .edge('a', 'b.value')
        .build();
      const { results } = await aRuntime().runtime.execute(flow, { isolation });
      const got = results['b']?.['value'] as { cyclic: Record<string, unknown> };
      expect(got.cyclic['self']).to.equal(got.cyclic);
    }
  });

  it("never freezes or changes a caller's own objects, wherever nodes hand them on", async () => {
    for (const isolation of ['share', 'freeze', 'copy'] as const) {
      const given = { order: { lines: [1, 2] } };
      const principal = { id: 'ada', roles: ['admin'] };
      const tells = spied((_inputs, { principal: who }) => ({ value: { who } })).node;
      const inner = workflow('inner', { inputs: { value: port() }, outputs: { value: port() } });
      const handed = inner.add('inner', pass);
      inner.input('value').to(handed.in.value);
      inner.output('value', handed.out.value);
      const flow = aWorkflow()
        .node('a', pass)
        .node('sub', subWorkflow(inner.build()))
        .node('who', tells)
        .edge('a.value.order', 'sub.value')
        .build();
      const { runtime } = aRuntime({ plugins: [parameters()] });
      const { results } = await runtime.execute(flow, {
        isolation,
        principal,
        parameters: { a: { value: given } },
      });
      expect(results['sub'], isolation).to.deep.equal({ value: { lines: [1, 2] } });
      for (const mine of [given, given.order, given.order.lines, principal, principal.roles]) {
        expect(Object.isFrozen(mine), isolation).to.equal(false);
      }
      expect(given).to.deep.equal({ order: { lines: [1, 2] } });
    }
  });

  it('never shares configuration so that it could be changed, and never freezes what an author gave', async () => {
    const config = { value: { list: [1] } };
    for (const isolation of ['share', 'freeze', 'copy'] as const) {
      const flow = aWorkflow().node('mutate', mutate, config).node('pass', pass, config).build();
      const { runtime } = aRuntime();
      for (const _ of [1, 2]) {
        const { outcomes, results } = await runtime.start(flow, { isolation, onError: 'continue' })
          .result;
        expect(outcomes.get('mutate')?.status).to.equal(
          isolation === 'copy' ? 'completed' : 'failed',
        );
        expect(results['pass']).to.deep.equal({ value: { list: [1] } });
      }
    }
    expect(Object.isFrozen(config.value)).to.equal(false);
    config.value.list.push(2);
    expect(config).to.deep.equal({ value: { list: [1, 2] } });
  });

  it('hands settings of a run over as copies where it copies', async () => {
    const changing = defineNode({
      type: 'changing',
      settings: { list: port<number[]>().optional() },
      run: (_inputs, { settings: { list } }) => ((list as number[]).push(2), {}),
    });
    const list = [1];
    const { runtime } = aRuntime({ plugins: [parameters()] });
    const options = { isolation: 'copy', parameters: { only: { list } } } as const;
    expect((await runtime.start(only(changing), options).result).status).to.equal('completed');
    expect(list).to.deep.equal([1]);
  });

  it('never lets one run see what another did to a default', async () => {
    const withDefault = { ...mutate, inputs: new Map([['value', port().default({ n: 1 })]]) };
    const { runtime } = aRuntime();
    for (const isolation of ['share', 'freeze', 'copy'] as const) {
      const seen: unknown[] = [];
      const look = spied(({ value: given }) => {
        seen.push(structuredClone(given));
        return {};
      });
      const flow = aWorkflow()
        .node('look', { ...look.node, inputs: withDefault.inputs } as unknown as typeof mutate)
        .node('mutate', withDefault as unknown as typeof mutate)
        .build();
      for (const _ of [1, 2]) await runtime.start(flow, { isolation, onError: 'continue' }).result;
      expect(seen, isolation).to.deep.equal([{ n: 1 }, { n: 1 }]);
    }
  });
});

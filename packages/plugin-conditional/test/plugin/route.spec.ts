import { defineNode, port } from '@tenon/core';
import { route } from '@tenon/plugin-conditional';
import { aWorkflow, pass } from '@tenon/testing';
import { expect } from 'chai';
import { NUMBER } from '../support/nodes.js';
import { run } from '../support/runtime.js';

const triage = defineNode({
  type: 'triage',
  inputs: { age: port<number>() },
  outputs: { urgent: port<number>(), later: port<number>(), note: port<string>() },
  routes: { ports: ['urgent', 'later'], multiple: false },
  run: ({ age }) =>
    age > 3
      ? route('urgent', { urgent: age, note: 'now' }, 'it is older than three days')
      : route(['later'], { later: age }),
});

describe('route', () => {
  const flow = (age: number) =>
    aWorkflow()
      .node('triage', triage, { age })
      .node('now', pass)
      .node('then', pass)
      .edge('triage.urgent', 'now.value')
      .edge('triage.later', 'then.value')
      .build();

  it('lets any node take some of its ports, and say why', async () => {
    const result = await run(flow(5));
    expect(result.results).to.deep.equal({
      triage: { urgent: 5, note: 'now' },
      now: { value: 5 },
      // biome-ignore lint/suspicious/noThenProperty: an id like any other
      then: null,
    });
    expect(result.why('then')?.text).to.equal(
      '"then" was skipped: input "value" comes from "triage.later", and "triage" took "urgent": it is older than three days.',
    );
    expect((await run(flow(1))).results['then']).to.deep.equal({ value: 1 });
  });

  it('lets a node take several ports where it says so, and none', async () => {
    const several = defineNode({
      type: 'several',
      inputs: { take: port<readonly ('a' | 'b')[]>() },
      outputs: { a: port<number>(), b: port<number>() },
      routes: { ports: ['a', 'b'], multiple: true },
      run: async ({ take }) => route(take, { a: 1, b: 2 }, () => ({ text: 'asked late' })),
    });
    const taking = (take: readonly ('a' | 'b')[]) =>
      aWorkflow()
        .node('s', several, { take })
        .node('x', pass)
        .node('y', pass)
        .edge('s.a', 'x.value')
        .edge('s.b', 'y.value')
        .build();
    const all = await run(taking(['a', 'b']));
    expect([all.results['x'], all.results['y']]).to.deep.equal([{ value: 1 }, { value: 2 }]);
    const twice = await run(taking(['a', 'a']));
    expect(twice.outcomes.get('s')?.routing).to.deep.include({ taken: ['a'] });
    expect(twice.why('y')?.text).to.include('"s" took "a"');
    const none = await run(taking([]));
    expect([none.results['x'], none.results['y']]).to.deep.equal([null, null]);
    expect(none.why('s')?.text).to.equal('"s" took no port: asked late.');
  });

  it('fails the node for a port it does not route through', async () => {
    const wrong = defineNode({
      type: 'wrong',
      inputs: NUMBER,
      outputs: { a: port<number>(), b: port<number>() },
      routes: { ports: ['a'], multiple: false },
      run: ({ value }) => route(value === 1 ? 'b' : ('__proto__' as never), { b: 1 }),
    });
    for (const value of [1, 2]) {
      const { error } = await run(aWorkflow().node('w', wrong, { value }).build());
      expect(error?.code).to.equal('OUTPUT_INVALID');
      expect(error?.message).to.include('that it does not route through');
    }
  });
});

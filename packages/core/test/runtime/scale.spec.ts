import {
  defineNode,
  type OutputHandle,
  port,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { aRuntime, chainOf, only, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { chooser } from '../support/nodes.js';
import { gates } from '../support/plugins.js';

const count = defineNode({
  type: 'count',
  inputs: { values: port<number>().many() },
  outputs: { value: port<number>() },
  run: ({ values }) => ({ value: values.length }),
});
const later = defineNode({
  type: 'later',
  inputs: { value: port() },
  outputs: { value: port() },
  run: ({ value: given }) => Promise.resolve({ value: given }),
});

/** So many layers of so many nodes, each node fed by every node of the layer before. */
function layers(depth: number, width: number): Workflow {
  const flow = workflow('layers');
  let last: OutputHandle<number>[] = Array.from(
    { length: width },
    (_, i) => flow.add(`0/${String(i)}`, value(i)).out.value,
  );
  for (let layer = 1; layer < depth; layer++) {
    last = Array.from({ length: width }, (_, i) => {
      const node = flow.add(`${String(layer)}/${String(i)}`, count);
      for (const output of last) flow.connect(output, node.in.values);
      return node.out.value;
    });
  }
  return flow.build();
}

async function verifiedAndRun(flow: Workflow) {
  const { runtime } = aRuntime();
  expect(runtime.verify(flow)).to.deep.equal([]);
  return runtime.execute(flow);
}

describe('large workflows', function () {
  this.timeout(20_000);

  it('a chain of 100,000 synchronous nodes is built, verified and run', async () => {
    const { results, outcomes } = await verifiedAndRun(chainOf(100_000));
    expect(results['n99999']).to.deep.equal({ value: 1 });
    expect(outcomes.size).to.equal(100_000);
  });

  it('a chain of 100,000 asynchronous nodes is built, verified and run', async () => {
    const { results } = await verifiedAndRun(chainOf(100_000, later));
    expect(results['n99999']).to.deep.equal({ value: 1 });
  });

  it('a fan of 100,000 nodes out of one and into one is built, verified and run', async () => {
    for (const node of [pass, later]) {
      const flow = workflow('fan');
      const source = flow.add('source', value(1));
      const sink = flow.add('sink', count);
      for (let i = 0; i < 100_000; i++) {
        const next = flow.add(`n${String(i)}`, node);
        flow.connect(source.out.value, next.in.value);
        flow.connect(next.out.value as OutputHandle<number>, sink.in.values);
      }
      expect((await verifiedAndRun(flow.build())).results['sink']).to.deep.equal({
        value: 100_000,
      });
    }
  });

  it('a complete layer of 1,000 by 1,000 connections is built, verified and run', async () => {
    const { results } = await verifiedAndRun(layers(2, 1000));
    expect(results['1/999']).to.deep.equal({ value: 1000 });
  });

  it('20,000 dead nodes behind a switch are skipped', async () => {
    const flow = workflow('dead');
    const choose = flow.add('choose', chooser(), { take: ['left'] });
    let last: OutputHandle = choose.out.right;
    for (let i = 0; i < 20_000; i++) {
      const next = flow.add(`n${String(i)}`, pass);
      flow.connect(last, next.in.value);
      last = next.out.value;
    }
    const { outcomes } = await aRuntime({ plugins: [gates()] }).runtime.execute(flow.build());
    expect(outcomes.get('n19999')?.reason).to.equal('deadEdges');
  });

  it('10,000 sub-workflows are run, one after another and side by side', async () => {
    const inner = subWorkflow(only(value(1)));
    const flow = workflow('subs');
    for (let i = 0; i < 10_000; i++) flow.add(`n${String(i)}`, inner);
    const { outcomes } = await verifiedAndRun(flow.build());
    expect(outcomes.get('n9999')?.nested?.size).to.equal(1);
  });
});

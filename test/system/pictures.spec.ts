import { defineNode, kind, NodeType, port, workflow } from '@tenon/core';
import { drawingOf, recordTimeline, reportOf, svgOf } from '@tenon/pictures';
import { branch, conditional } from '@tenon/plugin-conditional';
import { cycles } from '@tenon/plugin-cycles';
import { MemorySecrets, parameters, SecretProvider } from '@tenon/plugin-parameters';
import { aRuntime, expectNoSecretIn, value } from '@tenon/testing';
import { expect } from 'chai';

const KEY = 'a-key-that-nobody-may-see';

/** Calls somewhere with a key, and is careless with it. */
const call = defineNode({
  type: 'call',
  outputs: { answer: port<string>() },
  secrets: { key: 'KEY' },
  run: (_, { secrets: { key } }) => ({ answer: `called with ${key.reveal()}` }),
});

const careless = defineNode({
  type: 'careless',
  inputs: { answer: port<string>() },
  run: ({ answer }) => {
    throw new Error(`No luck: ${answer}`);
  },
});

const halve = defineNode({
  type: 'halve',
  inputs: { x: port<number>() },
  outputs: { x: port<number>(), error: port<number>() },
  run: ({ x }) => ({ x: x / 2, error: x / 2 }),
});

function flow() {
  const building = workflow('everything');
  const called = building.add('call', call);
  const failing = building.add('careless', careless);
  building.connect(called.out.answer, failing.in.answer);
  const number = building.add('number', value(3));
  const large = building.add('large', branch('value > 10', { inputs: { value: port<number>() } }));
  building.connect(number.out.value, large.in.value);
  const small = building.add('small', halve);
  building.connect(large.out.true, small.in.x);
  const step = building.add('step', halve, { x: 1_000 });
  building.loop('until-small', {
    back: [[step.out.x, step.in.x]],
    until: 'step.error < 0.001',
    maxIterations: 50,
  });
  return building.build();
}

function runtime() {
  return aRuntime({
    plugins: [parameters(), cycles(), conditional()],
    configure: ({ bind }) => {
      bind(SecretProvider).toConstantValue(new MemorySecrets({ KEY }));
    },
  }).runtime;
}

describe('pictures and reports with the plugins', () => {
  it('show no secret in any format', async () => {
    const workflowOf = flow();
    const handle = runtime().start(workflowOf, { onError: 'continue' });
    const timeline = recordTimeline(handle);
    const result = await handle.result;
    const html = await reportOf(workflowOf, result, { timeline: await timeline });
    const drawing = drawingOf(workflowOf, { result });
    expectNoSecretIn([html, await svgOf(drawing), drawing, await timeline], KEY);
    expect(html).to.include('No luck: called with');
  });

  it('plot what the condition of a loop reads, and tell why a branch was not taken', async () => {
    const workflowOf = flow();
    const handle = runtime().start(workflowOf, { onError: 'continue' });
    const timeline = await recordTimeline(handle);
    const result = await handle.result;
    expect(timeline.series.map(({ name }) => name)).to.deep.equal(['step.x', 'step.error']);
    const html = await reportOf(workflowOf, result, { timeline });
    expect(html.indexOf('>step.error</text>')).to.be.within(1, html.indexOf('>step.x</text>') - 1);
    expect(html).to.match(/step\.error: settling/);
    expect(html).to.match(/converged after 20 iterations/);
    expect(html).to.include('value &gt; 10');
  });

  it('know the kinds that a runtime has bound', () => {
    const building = workflow('kinds');
    building.add('choose', kind('branch'), { condition: 'value > 1' });
    const [known] = drawingOf(building.build(), {
      types: runtime().services.getAll(NodeType),
    }).nodes;
    expect(known?.shape).to.equal('switch');
  });
});

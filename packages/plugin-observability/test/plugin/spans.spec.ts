import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { defineNode, port, subWorkflow, type Workflow, withSignal, workflow } from '@tenon/core';
import { aWorkflow, failing, only, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { each, failingFirst, row, working } from '../support/nodes.js';
import { observed, retrying, tapping } from '../support/runtime.js';
import { Sdk, withContextManager } from '../support/sdk.js';

const later = defineNode({
  type: 'later',
  inputs: { value: port().optional() },
  outputs: { value: port().optional() },
  run: ({ value: given }) => Promise.resolve().then(() => ({ value: given })) as never,
});

async function spansOf(flow: Workflow, stated: Parameters<typeof observed>[0] = {}): Promise<Sdk> {
  const { runtime, sdk } = observed(stated);
  await runtime.start(flow, { id: 'run-7' }).result;
  expect(sdk.uneven).to.deep.equal([]);
  return sdk;
}

describe('the spans of a run', () => {
  it('are one for the run and one for each node inside it, with what they are', async () => {
    const flow = aWorkflow('prices')
      .node('two', value(2))
      .node('next', later)
      .edge('two.value', 'next.value')
      .build();
    const sdk = await spansOf(flow);
    expect(sdk.tree).to.equal(['run prices', '  node next', '  node two'].join('\n'));
    expect(sdk.span('run prices').attributes).to.deep.equal({
      'tenon.workflow.name': 'prices',
      'tenon.run.id': 'run-7',
      'tenon.run.status': 'completed',
      'tenon.run.warnings': 0,
    });
    expect(sdk.span('node next').attributes).to.deep.equal({
      'tenon.workflow.name': 'prices',
      'tenon.node.id': 'next',
      'tenon.node.type': 'later',
      'tenon.node.status': 'completed',
    });
    expect(sdk.spans.map(({ status }) => status.code)).to.deep.equal([
      SpanStatusCode.UNSET,
      SpanStatusCode.UNSET,
      SpanStatusCode.UNSET,
    ]);
    expect(sdk.span('run prices').instrumentationScope.name).to.equal(
      '@tenon/plugin-observability',
    );
  });

  it('stand in the span that is active where the run is started', async () => {
    await withContextManager(async () => {
      const { runtime, sdk } = observed();
      const request = sdk.tracerProvider.getTracer('host').startSpan('GET /');
      await context.with(trace.setSpan(context.active(), request), () =>
        runtime.execute(only(value(1))),
      );
      request.end();
      expect(sdk.tree).to.equal(['GET /', '  run test', '    node only'].join('\n'));
    });
  });

  it('are the parents of the spans that nodes make, at once and later', async () => {
    await withContextManager(async () => {
      const sdk = new Sdk();
      const flow = aWorkflow()
        .node('a', working(sdk.tracerProvider))
        .node('b', working(sdk.tracerProvider, { later: true }))
        .build();
      await spansOf(flow, { sdk });
      expect(sdk.tree).to.equal(
        ['run test', '  node a', '    work', '  node b', '    work'].join('\n'),
      );
    });
  });

  it('have the same parents where nobody keeps the active context', async () => {
    const sdk = new Sdk();
    const inner = row('inner', { deep: working(sdk.tracerProvider) });
    await spansOf(only(subWorkflow(inner), { value: 1 }), { sdk });
    expect(sdk.tree).to.equal(['run test', '  node only', '    node deep', 'work'].join('\n'));
  });

  it('hold what takes place in an attempt that has a signal of its own', async () => {
    const flow = only(subWorkflow(row('inner', { deep: pass })), { value: 1 });
    const sdk = await spansOf(flow, {
      plugins: [
        tapping('signalling', (hooks) => {
          hooks.node.tap('signalling', (wraps) => {
            wraps.add('retry', (next) => (inputs, visit) => {
              return next(inputs, withSignal(visit, new AbortController().signal));
            });
          });
        }),
      ],
    });
    expect(sdk.tree.split('\n')).to.deep.equal([
      ...['run test', '  node only', '    attempt', '      node deep', '        attempt'],
    ]);
  });

  it('tell the iteration of each visit in a loop, and those of the loops around it', async () => {
    const flow = workflow('rounds');
    const enter = flow.add('enter', value(1));
    const it = flow.add('it', pass);
    const beside = flow.add('beside', pass);
    flow.connect(enter.out.value, it.in.value);
    flow.connect(it.out.value, beside.in.value);
    flow.loop('inner', { back: [[it.out.value, it.in.value]], maxIterations: 2 });
    flow.loop('outer', { back: [[beside.out.value, it.in.value]], maxIterations: 2 });
    const sdk = await spansOf(flow.build());
    const visits = sdk.spans.filter(({ name }) => name === 'node it');
    expect(
      visits.map(({ attributes }) => [
        attributes['tenon.loop.id'],
        attributes['tenon.loop.outer_iterations'],
        attributes['tenon.loop.iteration'],
      ]),
    ).to.deep.equal([
      ['inner', [1], 1],
      ['inner', [1], 2],
      ['inner', [2], 1],
      ['inner', [2], 2],
    ]);
    const outside = sdk.spans.find(({ name }) => name === 'node beside');
    expect(outside?.attributes).to.include({ 'tenon.loop.id': 'outer', 'tenon.loop.iteration': 1 });
    expect(outside?.attributes).not.to.have.property('tenon.loop.outer_iterations');
    for (const visit of visits) expect(sdk.parentOf(visit)?.name).to.equal('run rounds');
  });

  it('of a sub-workflow stand in the span of its node, with the path that leads to them', async () => {
    const inner = row('inner', { first: pass, last: later });
    const middle = row('middle', { deep: subWorkflow(inner) });
    const sdk = await spansOf(only(subWorkflow(middle), { value: 1 }));
    expect(sdk.tree).to.equal(
      ['run test', '  node only', '    node deep', '      node first', '      node last'].join(
        '\n',
      ),
    );
    expect(sdk.span('node last').attributes).to.include({
      'tenon.node.path': 'only/deep/last',
      'tenon.workflow.name': 'inner',
    });
    expect(sdk.span('node only').attributes).not.to.have.property('tenon.node.path');
  });

  for (const labelled of [true, false]) {
    it(`of activations at the same time stand in the one they belong to, ${labelled ? 'labelled' : 'without labels'}`, async () => {
      const deepest = each(row('deepest', { leaf: later }), { labelled });
      const middle = row('middle', { pass, fan: deepest });
      const sdk = await spansOf(only(each(middle, { labelled })));
      const fans = sdk.spans.filter(({ name }) => name === 'node fan');
      expect(fans).to.have.lengthOf(3);
      for (const fan of fans) {
        expect(sdk.parentOf(fan)?.name).to.equal('node only');
        const own = sdk.spans.filter(
          (span) => sdk.parentOf(span) === fan && span.name === 'node leaf',
        );
        expect(own).to.have.lengthOf(3);
      }
    });
  }
});

describe('the attempts of a node', () => {
  it('are spans inside that of the visit, each with what came of it', async () => {
    const flow = aWorkflow().node('it', failingFirst(2)).node('plain', value(1)).build();
    const sdk = await spansOf(flow, { plugins: [retrying(3, ['it'])] });
    expect(sdk.tree).to.equal(
      ['run test', '  node it', '    attempt', '    attempt', '    attempt', '  node plain'].join(
        '\n',
      ),
    );
    const attempts = sdk.spans.filter(({ name }) => name === 'attempt');
    expect(
      attempts.map(({ attributes, status, events }) => [
        attributes['tenon.attempt.number'],
        attributes['tenon.node.status'],
        attributes['error.type'],
        status.message,
        events.map(({ name }) => name),
      ]),
    ).to.deep.equal([
      [1, 'failed', 'TypeError', 'not yet', ['exception']],
      [2, 'failed', 'TypeError', 'not yet', ['exception']],
      [3, 'completed', undefined, undefined, []],
    ]);
    expect(sdk.span('node it').attributes['tenon.node.status']).to.equal('completed');
    expect(sdk.span('node it').events).to.deep.equal([]);
  });

  it('are the parents of what takes place in them', async () => {
    await withContextManager(async () => {
      const sdk = new Sdk();
      const inner = row('inner', {
        work: working(sdk.tracerProvider, { later: true }),
        shaky: failingFirst(1, { later: true }),
      });
      await spansOf(only(subWorkflow(inner), { value: 1 }), {
        sdk,
        plugins: [retrying(2, ['only'])],
      });
      const attempt = ['    attempt', '      node shaky', '      node work', '        work'];
      expect(sdk.tree).to.equal(['run test', '  node only', ...attempt, ...attempt].join('\n'));
      const [first, second] = sdk.spans.filter(({ name }) => name === 'node shaky');
      expect(sdk.parentOf(first as never)).not.to.equal(sdk.parentOf(second as never));
    });
  });

  it('are no spans where nothing calls a node again, however many wrappers there are', async () => {
    const sdk = await spansOf(only(failing(new Error('boom'))));
    expect(sdk.tree).to.equal(['run test', '  node only'].join('\n'));
  });
});

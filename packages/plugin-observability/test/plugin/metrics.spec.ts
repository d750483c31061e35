import { metrics } from '@opentelemetry/api';
import { ATTRIBUTES, METRICS, OTHER } from '@tenon/plugin-observability';
import {
  aWorkflow,
  deferredNode,
  failing,
  only,
  sleeping,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { failingFirst } from '../support/nodes.js';
import { observed, retrying, turnsUntil } from '../support/runtime.js';
import { Sdk } from '../support/sdk.js';

describe('the metrics of runs', () => {
  it('count runs by workflow, status and error, and never by id', async () => {
    const { runtime, sdk } = observed();
    await runtime.start(only(value(1))).result;
    await runtime.start(only(value(1))).result;
    await runtime.start(only(failing(new Error('boom')))).result;
    await runtime.start(only(value(1)), { signal: AbortSignal.abort() }).result;
    await runtime.start(aWorkflow('bad').edge('a.b', 'c.d').build()).result;
    expect(await sdk.points(METRICS.runDuration)).to.have.deep.members([
      [{ 'tenon.workflow.name': 'test', 'tenon.run.status': 'completed' }, 2],
      [labels('test', 'failed', 'NODE_FAILED'), 1],
      [labels('test', 'aborted', 'ABORTED'), 1],
      [labels('bad', 'refused', 'UNKNOWN_NODE'), 1],
    ]);
    const all = [...(await sdk.metrics()).values()].flatMap(({ dataPoints }) =>
      dataPoints.flatMap(({ attributes }) => Object.keys(attributes)),
    );
    expect(all).not.to.include(ATTRIBUTES.runId);
  });

  it('measure by the clock of the runtime, in seconds', async () => {
    const clock = new VirtualClock();
    const { runtime, sdk } = observed({ clock });
    await clock.until(runtime.start(only(sleeping(clock, 1_500))).result);
    const found = await sdk.metrics();
    for (const name of [METRICS.runDuration, METRICS.nodeDuration]) {
      const metric = found.get(name);
      expect(metric?.descriptor.unit).to.equal('s');
      expect(metric?.dataPoints[0]?.value).to.include({ count: 1, sum: 1.5 });
    }
  });

  it('tell how many runs wait and how many run, and come back to none', async () => {
    const { node, visits } = deferredNode();
    const { runtime, sdk } = observed({ limits: { concurrentRuns: 1 } });
    const runs = [runtime.start(only(node)), runtime.start(only(node))];
    await turnsUntil(() => visits.length === 1);
    const states = async (): Promise<unknown> =>
      Object.fromEntries(
        (await sdk.points(METRICS.activeRuns)).map(([at, count]) => [at['tenon.run.state'], count]),
      );
    expect(await states()).to.deep.equal({ queued: 1, running: 1 });
    visits[0]?.resolve();
    await runs[0]?.result;
    await turnsUntil(() => visits.length === 2);
    visits[1]?.resolve();
    await runs[1]?.result;
    await runtime.start(only(node), { signal: AbortSignal.abort() }).result;
    expect(await states()).to.deep.equal({ queued: 0, running: 0 });
  });
});

describe('the metrics of nodes', () => {
  it('measure visits by workflow, type, node and status', async () => {
    const { runtime, sdk } = observed();
    const flow = aWorkflow('prices')
      .node('a', value(1))
      .node('bad', failing(new Error('boom'), { later: true }))
      .build();
    await runtime.start(flow, { onError: 'continue' }).result;
    expect(await sdk.points(METRICS.nodeDuration)).to.have.deep.members([
      [ofNode('prices', 'value', 'a', 'completed'), 1],
      [ofNode('prices', 'failing', 'bad', 'failed'), 1],
    ]);
  });

  it('label so many nodes as they may, and all others alike', async () => {
    const { runtime, sdk } = observed({ options: { nodeLabels: 2 } });
    const flow = aWorkflow();
    for (let i = 0; i < 50; i++) flow.node(`n${String(i)}`, value(i));
    await runtime.start(flow.build()).result;
    expect(await sdk.points(METRICS.nodeDuration)).to.have.deep.members([
      [ofNode('test', 'value', 'n0', 'completed'), 1],
      [ofNode('test', 'value', 'n1', 'completed'), 1],
      [ofNode('test', 'value', OTHER, 'completed'), 48],
    ]);
  });

  it('count calls beyond the first where a node is called again', async () => {
    const { runtime, sdk } = observed({ plugins: [retrying(5)], options: { tracing: false } });
    const flow = aWorkflow().node('shaky', failingFirst(3)).node('well', value(1)).build();
    await runtime.start(flow).result;
    expect(await sdk.points(METRICS.retries)).to.deep.equal([
      [
        {
          'tenon.workflow.name': 'test',
          'tenon.node.type': 'failing-first',
          'tenon.node.id': 'shaky',
        },
        3,
      ],
    ]);
    expect(sdk.spans).to.deep.equal([]);
  });

  it('are there without spans, and spans without them', async () => {
    const onlyMetrics = observed({ options: { tracing: false } });
    await onlyMetrics.runtime.start(only(value(1))).result;
    expect(onlyMetrics.sdk.spans).to.deep.equal([]);
    expect(await onlyMetrics.sdk.points(METRICS.nodeDuration)).to.have.lengthOf(1);
    const onlySpans = observed({ options: { metrics: false } });
    await onlySpans.runtime.start(only(value(1))).result;
    expect(onlySpans.sdk.spans).to.have.lengthOf(2);
    expect((await onlySpans.sdk.metrics()).size).to.equal(0);
  });
});

describe('the providers of the API', () => {
  afterEach(() => metrics.disable());

  it('are asked where none is given, also where they are registered after the runtime was made', async () => {
    const sdk = new Sdk();
    const { runtime } = observed({
      options: { tracing: false, meterProvider: undefined as never },
    });
    await runtime.start(only(value(1))).result;
    metrics.setGlobalMeterProvider(sdk.meterProvider);
    await runtime.start(only(value(1))).result;
    await runtime.start(only(value(1))).result;
    const [[, count] = []] = await sdk.points(METRICS.runDuration);
    expect(count).to.equal(2);
  });
});

describe('a reader of metrics that throws', () => {
  it('fails nothing, and is a warning of the run', async () => {
    const { meterProvider } = new Sdk();
    const broken = {
      getMeter: (name: string) => {
        const meter = meterProvider.getMeter(name);
        meter.createHistogram = () => ({
          record() {
            throw new Error('full');
          },
        });
        return meter;
      },
    };
    const { runtime } = observed({ options: { meterProvider: broken } });
    const { status, warnings } = await runtime.start(only(value(1))).result;
    expect([status, warnings.map(({ code }) => code)]).to.deep.equal([
      'completed',
      ['OBSERVATION_FAILED'],
    ]);
  });
});

function labels(workflow: string, status: string, error: string) {
  return { 'tenon.workflow.name': workflow, 'tenon.run.status': status, 'error.type': error };
}

function ofNode(workflow: string, type: string, id: string, status: string) {
  return {
    'tenon.workflow.name': workflow,
    'tenon.node.type': type,
    'tenon.node.id': id,
    'tenon.node.status': status,
  };
}

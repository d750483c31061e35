import { SpanStatusCode } from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import {
  defineNode,
  type Plugin,
  port,
  RuntimeError,
  subWorkflow,
  type Workflow,
} from '@tenon/core';
import {
  aWorkflow,
  deferredNode,
  failing,
  only,
  pass,
  sleeping,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { failingFirst, row } from '../support/nodes.js';
import { observed, retrying, type Stated, tapping } from '../support/runtime.js';
import { Sdk } from '../support/sdk.js';

type Facts = readonly [name: string, status: unknown, error: unknown, code: SpanStatusCode];

/** How each span has ended, in that order. */
function endsOf({ spans, uneven }: Sdk): readonly Facts[] {
  expect(uneven).to.deep.equal([]);
  return spans.map(({ name, attributes, status }) => [
    name,
    attributes['tenon.node.status'] ?? attributes['tenon.run.status'],
    attributes['error.type'],
    status.code,
  ]);
}

async function run(flow: Workflow, stated: Stated = {}, options: object = {}): Promise<Sdk> {
  const { runtime, sdk } = observed(stated);
  await runtime.start(flow, options).result;
  return sdk;
}

const { ERROR, UNSET } = SpanStatusCode;

describe('a span ends', () => {
  for (const later of [false, true]) {
    it(`where the node fails ${later ? 'later' : 'at once'}, with the error as it was thrown`, async () => {
      const error = new RangeError('too far');
      const sdk = await run(only(failing(error, { later })));
      expect(endsOf(sdk)).to.deep.equal([
        ['node only', 'failed', 'RangeError', ERROR],
        ['run test', 'failed', 'NODE_FAILED', ERROR],
      ]);
      const [exception] = sdk.span('node only').events;
      expect(exception?.name).to.equal('exception');
      expect(exception?.attributes).to.include({
        'exception.type': 'RangeError',
        'exception.message': 'too far',
      });
      expect(exception?.attributes?.['exception.stacktrace']).to.include('ends.spec');
      expect(sdk.span('node only').status.message).to.equal('too far');
    });
  }

  it('where what is thrown is no error, or one that hides', async () => {
    const hiding = Object.defineProperty(new Error('hidden'), 'stack', {
      get() {
        throw new Error('not readable');
      },
    });
    for (const [thrown, type, message] of [
      [undefined, 'undefined', 'undefined'],
      ['just text', 'string', 'just text'],
      [Object.freeze({ a: 1 }), 'object', '{ a: 1 }'],
      [hiding, 'Error', 'hidden'],
      [new RuntimeError('LIMIT_REACHED', 'full'), 'LIMIT_REACHED', 'full'],
    ] as const) {
      const sdk = await run(only(failing(thrown)));
      const { attributes, status } = sdk.span('node only');
      expect([attributes['error.type'], status.message]).to.deep.equal([type, message]);
    }
  });

  it('where the run is aborted: of those that come back, and of those that do not', async () => {
    const clock = new VirtualClock();
    const { runtime, sdk } = observed({ clock });
    const flow = aWorkflow()
      .node('heeds', sleeping(clock, 1_000))
      .node('ignores', sleeping(clock, 5_000, { ignoresAbort: true }))
      .node('never', deferredNode().node)
      .node('answers', answersWhenAborted)
      .node('breaks', breaksWhenAborted)
      .build();
    const handle = runtime.start(flow, { graceMs: 100 });
    await clock.advance(10);
    handle.abort(new Error('enough'));
    await clock.until(handle.result);
    expect(endsOf(sdk)).to.have.deep.members([
      ['node answers', 'aborted', undefined, UNSET],
      ['node breaks', 'aborted', 'TypeError', UNSET],
      ['node heeds', 'aborted', undefined, UNSET],
      ['node ignores', 'aborted', undefined, UNSET],
      ['node never', 'aborted', undefined, UNSET],
      ['run test', 'aborted', 'ABORTED', UNSET],
    ]);
    await clock.runAll();
    expect(sdk.uneven).to.deep.equal([]);
    const visits = await sdk.points('tenon.node.duration');
    expect(visits.map(([, count]) => count)).to.deep.equal([1, 1, 1, 1, 1]);
  });

  it('where a sibling has failed: as the core has it', async () => {
    const clock = new VirtualClock();
    const { runtime, sdk } = observed({ clock });
    const flow = aWorkflow()
      .node('heeds', sleeping(clock, 1_000))
      .node('breaks', breaksWhenAborted)
      .node('bad', failing(new Error('boom'), { later: true }))
      .build();
    const { outcomes } = await clock.until(runtime.start(flow).result);
    const spans = endsOf(sdk).filter(([name]) => name !== 'run test');
    expect(spans.map(([name, status]) => [name, status])).to.have.deep.members(
      Array.from(outcomes, ({ node, status }) => [`node ${node}`, status]),
    );
  });

  it('at the moment the time of its node is out', async () => {
    const clock = new VirtualClock();
    const { runtime, sdk } = observed({ clock });
    const flow = aWorkflow()
      .node('slow', deferredNode().node, {}, { timeoutMs: 50 })
      .node('long', sleeping(clock, 500))
      .build();
    const handle = runtime.start(flow, { onError: 'continue', graceMs: 100 });
    await clock.advance(50);
    expect(sdk.spans.map(({ name }) => name)).to.deep.equal(['node slow']);
    await clock.until(handle.result);
    expect(endsOf(sdk)).to.deep.equal([
      ['node slow', 'failed', 'TIMEOUT', ERROR],
      ['node long', 'completed', undefined, UNSET],
      ['run test', 'failed', 'TIMEOUT', ERROR],
    ]);
  });

  it('where the time of a sub-workflow is out, with the nodes inside', async () => {
    const clock = new VirtualClock();
    const { runtime, sdk } = observed({ clock });
    const inner = row('inner', { only: sleeping(clock, 1_000) });
    const flow = only(subWorkflow(inner), { value: 1 }, { timeoutMs: 50 });
    await clock.until(runtime.start(flow).result);
    expect(endsOf(sdk)).to.have.deep.members([
      ['node only', 'failed', 'TIMEOUT', ERROR],
      ['node only', 'aborted', undefined, UNSET],
      ['run test', 'failed', 'TIMEOUT', ERROR],
    ]);
  });

  it('where the run is out of time', async () => {
    const clock = new VirtualClock();
    const { runtime, sdk } = observed({ clock });
    const flow = only(deferredNode().node);
    await clock.until(runtime.start(flow, { timeoutMs: 20, graceMs: 10 }).result);
    expect(endsOf(sdk)).to.deep.equal([
      ['node only', 'aborted', undefined, UNSET],
      ['run test', 'failed', 'TIMEOUT', ERROR],
    ]);
  });

  it('with its attempts, where a retry is cut off', async () => {
    const clock = new VirtualClock();
    const { runtime, sdk } = observed({ clock, plugins: [retrying(3)] });
    const handle = runtime.start(only(deferredNode().node), { graceMs: 10 });
    await clock.advance(1);
    handle.abort();
    await clock.until(handle.result);
    expect(endsOf(sdk).map(([name, status]) => [name, status])).to.deep.equal([
      ['attempt', 'aborted'],
      ['node only', 'aborted'],
      ['run test', 'aborted'],
    ]);
  });

  it('and none begins for an attempt of a visit that is over', async () => {
    const clock = new VirtualClock();
    const { node, visits } = deferredNode();
    const { runtime, sdk } = observed({ clock, plugins: [retrying(3)] });
    const handle = runtime.start(only(node), { graceMs: 10 });
    await clock.advance(1);
    handle.abort();
    await clock.until(handle.result);
    visits[0]?.reject(new Error('late'));
    await clock.advance(1);
    expect(visits).to.have.lengthOf(2); // the retry went on, seen by nobody
    expect(sdk.spans.map(({ name }) => name)).to.deep.equal(['attempt', 'node only', 'run test']);
    expect(sdk.uneven).to.deep.equal([]);
  });

  it('and none begins for a visit to a run that is over', async () => {
    const late: Promise<unknown>[] = [];
    const behind: Plugin = {
      manifest: { name: 'behind', version: '1.0.0', before: ['observability'] },
      apply(hooks) {
        hooks.node.tap('behind', (wraps) => {
          wraps.add('observe', (next) => (inputs, context) => {
            const turns = new Promise((resolve) => setTimeout(resolve, 20));
            late.push(turns.then(() => next(inputs, context)));
            return { value: 0 };
          });
        });
      },
    };
    const sdk = await run(only(value(1)), { plugins: [behind] });
    expect(await Promise.all(late)).to.deep.equal([{ value: 1 }]);
    expect(endsOf(sdk).map(([name]) => name)).to.deep.equal(['run test']);
  });

  it('where a node aborts its own run, at once', async () => {
    const stop = new AbortController();
    const stopping = defineNode({
      type: 'stopping',
      outputs: { value: port() },
      run: () => {
        stop.abort();
        return { value: 1 };
      },
    });
    const { runtime, sdk } = observed();
    const { outcomes } = await runtime.start(only(stopping), { signal: stop.signal }).result;
    expect(endsOf(sdk)).to.deep.equal([
      ['node only', outcomes.get('only')?.status, undefined, UNSET],
      ['run test', 'aborted', 'ABORTED', UNSET],
    ]);
  });

  for (const [hook, plugin] of [
    ['prepare', tapping('bad', (hooks) => hooks.prepare.tap('bad', boom))],
    ['plan', tapping('bad', (hooks) => hooks.plan.tap('bad', boom))],
    ['node', tapping('bad', (hooks) => hooks.node.tap('bad', boom))],
    ['execute', tapping('bad', (hooks) => hooks.execute.tap('bad', boom))],
    ['results', tapping('bad', (hooks) => hooks.results.tap('bad', boom))],
  ] as const) {
    it(`where a tap of "${hook}" throws`, async () => {
      const sdk = await run(only(value(1)), { plugins: [plugin] });
      const ends = endsOf(sdk);
      expect(ends.at(-1)?.[0]).to.equal('run test');
      expect(ends.at(-1)?.slice(2)).to.deep.equal(['HOOK_FAILED', ERROR]);
    });
  }

  it('where another wrapper throws, outside and inside', async () => {
    for (const band of ['observe', 'check', 'body'] as const) {
      const bad = tapping('bad', (hooks) =>
        hooks.node.tap('bad', (wraps) => wraps.add(band, () => boom)),
      );
      const sdk = await run(only(value(1)), { plugins: [bad] });
      expect(endsOf(sdk)).to.deep.equal([
        ['node only', 'failed', 'Error', ERROR],
        ['run test', 'failed', 'NODE_FAILED', ERROR],
      ]);
    }
  });

  it('of a run that never starts: refused, and aborted before its first hook', async () => {
    const refused = await run(aWorkflow().node('a', pass).edge('a.value', 'b.value').build());
    expect(endsOf(refused).map(([name, status, , code]) => [name, status, code])).to.deep.equal([
      ['run test', 'refused', ERROR],
    ]);
    const aborted = await run(only(value(1)), {}, { signal: AbortSignal.abort() });
    expect(endsOf(aborted)).to.deep.equal([['run test', 'aborted', 'ABORTED', UNSET]]);
  });

  it('of a run in a runtime that is disposed of', async () => {
    const { runtime, sdk } = observed();
    const handle = runtime.start(only(deferredNode().node), { graceMs: 1 });
    await new Promise(setImmediate);
    await runtime.dispose();
    await handle.result;
    expect(endsOf(sdk).map(([name]) => name)).to.deep.equal(['node only', 'run test']);
  });

  it('and a dry run has none', async () => {
    const { runtime, sdk } = observed();
    await runtime.plan(only(value(1)));
    expect(sdk.spans).to.deep.equal([]);
  });
});

describe('the span of a run', () => {
  it('tells which nodes failed, also where their own spans cannot', async () => {
    const flow = aWorkflow()
      .node(
        'empty',
        defineNode({ type: 'empty', outputs: { value: port() }, run: () => ({}) as never }),
      )
      .node('needs', pass)
      .edge('empty.value', 'needs.value')
      .node('unwell', value(0))
      .build();
    const sdk = await run(flow, {}, { onError: 'continue' });
    const events = sdk.span('run test').events.filter(({ name }) => name === 'tenon.node.failed');
    expect(events.map(({ attributes }) => attributes?.['tenon.node.id'])).to.deep.equal(['needs']);
    expect(events[0]?.attributes).to.have.all.keys(
      'tenon.node.id',
      'tenon.workflow.name',
      'error.type',
      'exception.message',
    );
  });

  it('tells of the first failures of many', async () => {
    const flow = aWorkflow();
    for (let i = 0; i < 100; i++) flow.node(`n${String(i)}`, failing(new Error('boom')));
    const sdk = await run(flow.build(), {}, { onError: 'continue' });
    expect(
      sdk.span('run test').events.filter(({ name }) => name === 'tenon.node.failed'),
    ).to.have.lengthOf(32);
  });

  it('has the attributes that a host states', async () => {
    const sdk = await run(
      only(value(1)),
      { options: { attributes: ({ options }) => ({ 'app.tenant': options.tenant ?? '' }) } },
      { tenant: 'acme' },
    );
    expect(sdk.span('run test').attributes).to.include({ 'app.tenant': 'acme' });
  });
});

describe('an SDK that throws', () => {
  const throwing = (member: 'onStart' | 'onEnd'): SpanProcessor => ({
    onStart: () => undefined,
    onEnd: () => undefined,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
    [member]: boom,
  });

  for (const member of ['onStart', 'onEnd'] as const) {
    it(`in ${member} fails nothing, and is a warning of the run, once`, async () => {
      const { runtime } = observed({ sdk: new Sdk([throwing(member)]), plugins: [retrying(2)] });
      const flow = aWorkflow().node('a', value(1)).node('b', failingFirst(1)).build();
      const { status, warnings } = await runtime.start(flow).result;
      expect(status).to.equal('completed');
      expect(warnings.map(({ code }) => code)).to.deep.equal(['OBSERVATION_FAILED']);
    });
  }

  it('where a tracer or a meter is asked for is a warning as well', async () => {
    for (const options of [
      { tracerProvider: { getTracer: boom } },
      { meterProvider: { getMeter: boom }, tracing: false },
    ]) {
      const { runtime } = observed({ options });
      const { status, warnings } = await runtime.start(only(value(1))).result;
      expect([status, warnings.map(({ code }) => code)]).to.deep.equal([
        'completed',
        ['OBSERVATION_FAILED'],
      ]);
    }
  });

  it('is one thing, attributes that cannot be had another: they are left out', async () => {
    const { runtime, sdk } = observed({ options: { attributes: boom } });
    const { status, warnings } = await runtime.start(only(value(1))).result;
    expect([status, warnings.map(({ code, message }) => [code, message])]).to.deep.equal([
      'completed',
      [['OBSERVATION_FAILED', 'The run could not be observed: boom']],
    ]);
    expect(sdk.span('run test').attributes).to.include({ 'tenon.run.status': 'completed' });
  });
});

function boom(): never {
  throw new Error('boom');
}

const answersWhenAborted = defineNode({
  type: 'answering',
  outputs: { value: port() },
  run: (_inputs, { signal }) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ value: 1 }), { once: true });
    }),
});

const breaksWhenAborted = defineNode({
  type: 'breaking',
  outputs: { value: port() },
  run: (_inputs, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new TypeError('closed')), { once: true });
    }),
});

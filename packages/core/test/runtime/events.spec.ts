import { type RunEvent, subWorkflow, workflow } from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  deferredNode,
  failing,
  heapGrowth,
  only,
  pass,
  spied,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { loops } from '../support/plugins.js';
import { eventually } from '../support/waiting.js';

async function read(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const list: RunEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

function names(events: readonly RunEvent[]): string[] {
  return events.map((event) => {
    if (event.type === 'nodeStarted') return `started ${event.node}`;
    if (event.type === 'nodeSettled') return `${event.outcome.status} ${event.node}`;
    return event.type;
  });
}

const flow = aWorkflow()
  .node('a', value(1))
  .node('b', failing('boom'))
  .node('c', pass)
  .edge('a', 'b.value')
  .edge('b', 'c.value')
  .build();

describe('the events of a run', () => {
  it('tell everything in order, numbered without gaps', async () => {
    const run = aRuntime().runtime.start(flow);
    const events = await read(run.events());
    expect(names(events)).to.deep.equal([
      'runStarted',
      'started a',
      'completed a',
      'started b',
      'failed b',
      'skipped c',
      'runSettled',
    ]);
    expect(events.map(({ seq }) => seq)).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(events.map(({ runId }) => runId))).to.deep.equal(new Set(['run-1']));
    expect(events.every(Object.isFrozen)).to.equal(true);
    const last = events.at(-1);
    expect(last?.type === 'runSettled' && last.outcome.error).to.equal((await run.result).error);
  });

  it('name nodes in sub-workflows by their path, and tell of loops', async () => {
    const inner = workflow('inner');
    const x = inner.add('x', spied().node);
    inner.loop('again', { back: [[x.output('value'), x.input('value')]], maxIterations: 2 });
    const { runtime } = aRuntime({ plugins: [loops()] });
    const run = runtime.start(only(subWorkflow(inner.build())));
    const events = await read(run.events());
    expect(names(events)).to.deep.equal([
      'runStarted',
      'started only',
      'started only/x',
      'completed only/x',
      'started only/x',
      'completed only/x',
      'loopEnded',
      'completed only',
      'runSettled',
    ]);
    const ended = events.find(({ type }) => type === 'loopEnded');
    expect(ended).to.deep.include({ loop: 'only/again', iterations: 2, reason: 'maxIterations' });
  });

  it('end with the run on every path: refused, aborted, failed', async () => {
    const { runtime } = aRuntime();
    const refused = runtime.start(only(pass));
    expect(names(await read(refused.events()))).to.deep.equal(['runStarted', 'runSettled']);
    const aborted = runtime.start(only(value(1)), { signal: AbortSignal.abort() });
    expect(names(await read(aborted.events())).at(-1)).to.equal('runSettled');
    const { node, visits } = deferredNode();
    const disposed = runtime.start(only(node), { graceMs: 0 });
    const events = disposed.events();
    await eventually(() => visits.length === 1);
    await runtime.dispose();
    expect(names(await read(events))).to.deep.equal([
      'runStarted',
      'started only',
      'aborted only',
      'runSettled',
    ]);
  });

  it('come to a reader who is late from then on, and to one after the end not at all', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime();
    const run = runtime.start(
      aWorkflow().node('a', node).node('b', pass).edge('a', 'b.value').build(),
    );
    await eventually(() => visits.length === 1);
    const early = read(run.events());
    visits[0]?.resolve(1);
    expect(names(await early)).to.deep.equal([
      'completed a',
      'started b',
      'completed b',
      'runSettled',
    ]);
    await run.result;
    expect(await read(run.events())).to.deep.equal([]);
    const unread = runtime.start(only(value(1)));
    await unread.result;
    expect(await read(unread.events())).to.deep.equal([]);
  });

  it('come to every reader, whatever the others do', async () => {
    const { node, visits } = deferredNode();
    const run = aRuntime().runtime.start(
      aWorkflow().node('a', node).node('b', node).edge('a', 'b.value').build(),
    );
    const whole = read(run.events());
    const leaves = (async () => {
      for await (const event of run.events()) if (event.type === 'nodeStarted') return event.node;
      return undefined;
    })();
    const throws = (async () => {
      for await (const event of run.events()) throw new Error(event.type);
    })().catch((error: unknown) => (error as Error).message);
    const waiting = run.events();
    run.events(); // and one who never reads
    await eventually(() => visits.length === 1);
    visits[0]?.resolve();
    await eventually(() => visits.length === 2);
    visits[1]?.resolve();
    expect((await run.result).status).to.equal('completed');
    expect(await leaves).to.equal('a');
    expect(await throws).to.equal('runStarted');
    expect(names(await whole)).to.have.length(6);
    expect((await waiting.next()).value).to.have.property('type', 'runStarted');
    await waiting.return?.();
    expect(await waiting.next()).to.deep.equal({ done: true, value: undefined });
  });

  it('wake readers that wait, several at once in order, and end them all', async () => {
    const { node, visits } = deferredNode();
    const run = aRuntime().runtime.start(only(node));
    const reader = run.events();
    const asked = Array.from({ length: 6 }, () => reader.next());
    await eventually(() => visits.length === 1);
    visits[0]?.resolve();
    const answers = await Promise.all(asked);
    expect(
      answers.map(({ done, value: event }) => (done === true ? 'done' : event.seq)),
    ).to.deep.equal([1, 2, 3, 4, 'done', 'done']);
  });

  it('are bounded: the oldest are dropped for who is too slow, and counted', async () => {
    const wide = aWorkflow('wide');
    for (let i = 0; i < 1000; i++) wide.node(`n${String(i)}`, value(i));
    const run = aRuntime().runtime.start(wide.build());
    const slow = run.events();
    const { status, warnings } = await run.result;
    expect(status).to.equal('completed');
    // What the very last event pushes out is not known yet when the result is put together.
    expect(warnings.map(({ code, message }) => [code, message])).to.deep.equal([
      ['EVENT_DROPPED', '977 events were dropped: their readers were too slow.'],
    ]);
    const kept = await read(slow);
    expect(kept).to.have.length(1024);
    expect(kept[0]?.seq).to.equal(2002 - 1023);
    expect(kept.at(-1)?.type).to.equal('runSettled');
  });

  it('cost no memory beyond that, however many there are and whoever does not read', async () => {
    const wide = aWorkflow('wide');
    for (let i = 0; i < 5000; i++) wide.node(`n${String(i)}`, value(i));
    const built = wide.build();
    const { runtime } = aRuntime();
    const growth = await heapGrowth(
      async () => {
        const run = runtime.start(built);
        run.events();
        await run.result;
      },
      { rounds: 20, warmUp: 5 },
    );
    expect(growth).to.be.below(1_000_000);
  }).timeout(10_000);
});

import { expect } from 'chai';
import { outcomeOf } from '#core/run/result/outcome.js';
import type { RunOptions } from '#core/run/run-options.js';
import { Routed } from '#core/workflow/routed.js';
import { type BareRun, bareRun, quiet } from '../../support/harness.js';
import { ManualClock } from '../../support/manual-clock.js';
import { type Sketch, sketch } from '../../support/sketch.js';

/** A run under a clock that stands still, whose nodes wait as long as a test likes and listen to no signal. */
class Bench {
  readonly clock = new ManualClock();
  readonly entered: string[] = [];
  isDone = false;
  readonly #resolvers = new Map<string, (outputs: object) => void>();
  #bare: BareRun | undefined;

  start(parts: Sketch, options: RunOptions = {}): this {
    this.#bare = bareRun(sketch(parts), { graceMs: 50, ...options }, { clock: this.clock });
    const done = this.#bare.executor.run();
    if (done === undefined) this.isDone = true;
    else void done.then(() => (this.isDone = true));
    return this;
  }

  get bare(): BareRun {
    return this.#bare as BareRun;
  }

  /** The function of a node that waits; `first` is called when it is entered. */
  waiting(id: string, first: () => void = () => undefined): () => Promise<object> {
    return () => {
      this.entered.push(id);
      first();
      return new Promise<object>((resolve) => this.#resolvers.set(id, resolve));
    };
  }

  settle(id: string): void {
    this.#resolvers.get(id)?.({ out: id });
  }

  abort(): void {
    this.bare.run.stop({ kind: 'aborted', reason: new Error('enough') });
  }

  /** How nodes stand: the reason where there is one, the status otherwise. */
  told(...ids: readonly string[]): readonly string[] {
    const { frame } = this.bare;
    return ids.map((id) => {
      const { status, reason } = outcomeOf(frame, frame.plan.indexOf.get(id) as number);
      return reason ?? status;
    });
  }
}

/** What makes the executor sweep, and what makes it schedule from the start. */
const WAYS = [
  ['swept', {}],
  ['scheduled', { other: { join: 'any' } }],
] as const;

describe('Executor', () => {
  it('answers no promise where every node answers at once', () => {
    const bench = new Bench().start({ nodes: 'a b', edges: 'a>b' });
    expect(bench.isDone).to.equal(true);
    expect(bench.told('a', 'b')).to.deep.equal(['completed', 'completed']);
  });

  it('goes on with what needs nothing while a node waits', async () => {
    const bench = new Bench();
    const like = { slow: { run: bench.waiting('slow') } };
    bench.start({ nodes: 'slow a next', edges: 'slow>next', like });
    expect(bench.told('a')).to.deep.equal(['completed']);
    bench.settle('slow');
    await quiet();
    expect(bench.isDone).to.equal(true);
  });

  it('awaits a thenable of another make, and lets it settle once', async () => {
    const then = (resolve: (value: object) => void) => {
      resolve({ out: 1 });
      resolve({ out: 2 });
    };
    const bench = new Bench().start({ nodes: 'a', like: { a: { run: () => ({ then }) } } });
    await quiet();
    expect(bench.isDone).to.equal(true);
    expect(outcomeOf(bench.bare.frame, 0).outputs).to.deep.equal({ out: 1 });
  });

  for (const [way, like] of WAYS) {
    describe(`aborted while nodes are ${way}`, () => {
      it('by a node that answers at once starts nothing more, and keeps that node completed', () => {
        const bench = new Bench();
        const a = { run: () => (bench.abort(), { out: 1 }) };
        bench.start({ nodes: 'a b other', edges: 'a>b a>other', like: { ...like, a } });
        expect(bench.isDone).to.equal(true);
        expect(bench.told('a', 'b', 'other')).to.deep.equal([
          'completed',
          'notStarted',
          'notStarted',
        ]);
      });

      it('from outside gives a node its grace, and leaves it behind after that', async () => {
        const bench = new Bench();
        const a = { run: bench.waiting('a') };
        bench.start({ nodes: 'a b other', edges: 'a>b a>other', like: { ...like, a } });
        bench.abort();
        await quiet();
        expect(bench.isDone).to.equal(false);
        bench.clock.advance(50);
        await quiet();
        expect(bench.isDone).to.equal(true);
        expect(bench.told('a', 'b')).to.deep.equal(['abandoned', 'notStarted']);
        expect(bench.clock.pending).to.equal(0);
      });

      it('by a node that then waits gives it its grace all the same', async () => {
        const bench = new Bench();
        const a = { run: bench.waiting('a', () => bench.abort()) };
        bench.start({ nodes: 'a b other', edges: 'a>other', like: { ...like, a } });
        expect(bench.told('b')).to.deep.equal(['notStarted']);
        expect(bench.isDone).to.equal(false);
        expect(bench.clock.pending, 'its grace').to.equal(1);
        bench.clock.advance(50);
        await quiet();
        expect(bench.isDone).to.equal(true);
        expect(bench.told('a', 'b')).to.deep.equal(['abandoned', 'notStarted']);
        bench.settle('a');
        await quiet();
        expect(bench.bare.run.lateResults).to.equal(1);
      });

      it('by a later node that then waits does so too', async () => {
        const bench = new Bench();
        const first = { run: bench.waiting('first') };
        const a = { run: bench.waiting('a', () => bench.abort()) };
        bench.start({
          nodes: 'first a other',
          edges: 'first>a a>other',
          like: { ...like, first, a },
        });
        bench.settle('first');
        await quiet();
        expect(bench.clock.pending, 'its grace').to.equal(1);
        bench.clock.advance(50);
        await quiet();
        expect(bench.told('first', 'a')).to.deep.equal(['completed', 'abandoned']);
      });
    });
  }

  it('hears of a failure before it hands the slot on', async () => {
    const bench = new Bench();
    const bad = { run: () => Promise.reject(new Error('no')) };
    const next = { run: bench.waiting('next') };
    bench.start({ nodes: 'bad next', like: { bad, next } }, { concurrency: 1 });
    await quiet();
    expect(bench.entered).to.deep.equal([]);
    expect(bench.told('next')).to.deep.equal(['notStarted']);
  });

  it('tells of a visit before it tells of the loop that ends with it', async () => {
    const told: string[] = [];
    const run = () => Promise.resolve(new Routed({}, []));
    const plan = sketch({
      nodes: 's',
      like: { s: { routes: 'again', run } },
      loops: {
        loop: {
          body: 's',
          back: 's.again>s',
          begin: () => ({ decide: () => 'again', ended: () => told.push('ended') }),
        },
      },
    });
    const bare = bareRun(plan);
    bare.run.watch({ started: () => told.push('started'), settled: () => told.push('settled') });
    await bare.executor.run();
    expect(told).to.deep.equal(['started', 'settled', 'ended']);
  });

  it('forgets that a node was cut off when the loop around its loop goes on', async () => {
    const bench = new Bench();
    let visits = 0;
    let end: () => void = () => undefined;
    const head = () => {
      visits++;
      if (visits === 2) bench.abort();
      return { out: visits };
    };
    bench.start({
      nodes: 'head a',
      edges: 'head>a',
      like: { head: { run: head }, a: { run: bench.waiting('a') } },
      loops: {
        outer: { body: 'head a', back: 'head>head a>head.a', decide: () => 'again' },
        inner: {
          body: 'a',
          back: 'a>a',
          begin: (scope) => {
            end = () => scope.end({ reason: 'timeout' });
            return { decide: () => 'again' };
          },
        },
      },
    });
    end();
    bench.clock.advance(50);
    await quiet();
    expect(visits).to.equal(2);
    expect(bench.isDone).to.equal(true);
    expect(bench.told('head', 'a')).to.deep.equal(['completed', 'notStarted']);
  });

  it('cuts off many nodes at a cost that follows their number', async () => {
    const ids = Array.from({ length: 20_000 }, (_, at) => `n${String(at)}`);
    const bench = new Bench();
    const like = Object.fromEntries(ids.map((id) => [id, { run: bench.waiting(id) }]));
    bench.start({ nodes: ids.join(' '), like }, { concurrency: Number.POSITIVE_INFINITY });
    bench.abort();
    expect(bench.clock.pending).to.equal(ids.length);
    for (const id of ids) bench.settle(id);
    await quiet();
    expect(bench.isDone).to.equal(true);
    expect(bench.clock.pending).to.equal(0);
  });
});

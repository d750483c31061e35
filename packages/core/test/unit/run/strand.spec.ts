import { expect } from 'chai';
import sinon, { type SinonSpy } from 'sinon';
import type { RegionScope, Verdict } from '#core/plan/region.js';
import { Strand } from '#core/run/executor/strand.js';
import type { RunOptions } from '#core/run/run-options.js';
import { Routed } from '#core/workflow/routed.js';
import { type BareRun, bareRun, quiet } from '../../support/harness.js';
import { type Sketch, sketch } from '../../support/sketch.js';

type Sketched = NonNullable<Sketch['like']>[string];

/** Runs sketches and notes which of their nodes were entered, and which of those came back, in order. */
class Journal {
  readonly lines: string[] = [];

  /** A node that comes back when the event loop has turned. */
  late(id: string, answer: object = { out: id }): Sketched {
    return {
      run: async () => {
        this.lines.push(id);
        await quiet();
        this.lines.push(`${id} back`);
        return answer;
      },
    };
  }

  /** A node that answers at once. */
  now(id: string, answer: object = { out: id }): Sketched {
    return {
      run: () => {
        this.lines.push(id);
        return answer;
      },
    };
  }

  async run(parts: Sketch, options: RunOptions = {}): Promise<BareRun> {
    const bare = bareRun(sketch(parts), options);
    await bare.executor.run();
    return bare;
  }
}

const left = new Routed({ left: 1 }, ['left']);

describe('What a sweep waits for alone', () => {
  let waits: SinonSpy<Parameters<Strand['wait']>, void>;
  beforeEach(() => {
    waits = sinon.spy(Strand.prototype, 'wait');
  });
  afterEach(() => waits.restore());

  /** The nodes that were awaited alone, in order. */
  function alone(): readonly string[] {
    return waits.getCalls().map(({ args: [visit] }) => visit.nodeId);
  }

  it('is one visit after another in a chain', async () => {
    const journal = new Journal();
    const { frame } = await journal.run({
      nodes: 'a b c',
      edges: 'a>b b>c',
      like: { a: journal.late('a'), b: journal.now('b'), c: journal.late('c') },
    });
    expect(journal.lines).to.deep.equal(['a', 'a back', 'b', 'c', 'c back']);
    expect(alone()).to.deep.equal(['a', 'c']);
    expect(frame.outputs).to.deep.equal([{ out: 'a' }, { out: 'b' }, { out: 'c' }]);
  });

  it('is what the one port of a switch leads to, where all else is dead', async () => {
    const journal = new Journal();
    const { frame } = await journal.run({
      nodes: 'switch a b dead deader end',
      edges: 'switch.left>a a>b switch.right>dead dead>deader b>end deader>end.other',
      like: {
        switch: { routes: 'left right', ...journal.late('switch', left) },
        a: journal.late('a'),
        b: journal.late('b'),
        dead: journal.now('dead'),
        deader: journal.now('deader'),
        end: journal.late('end'),
      },
    });
    const ran = ['switch', 'a', 'b', 'end'].flatMap((id) => [id, `${id} back`]);
    expect(journal.lines).to.deep.equal(ran);
    expect(alone()).to.deep.equal(['switch', 'a', 'b', 'end']);
    expect(frame.outputs[frame.plan.indexOf.get('dead') as number]).to.equal(undefined);
  });

  it('is nothing where a dead port leaves another step free to start', async () => {
    const journal = new Journal();
    await journal.run({
      nodes: 'first switch a dead free end',
      edges:
        'first>switch switch.left>a switch.right>dead first>free dead>free.other a>end free>end.other',
      like: {
        first: journal.now('first'),
        switch: { routes: 'left right', ...journal.now('switch', left) },
        a: journal.late('a'),
        dead: journal.now('dead'),
        free: journal.now('free'),
        end: journal.now('end'),
      },
    });
    expect(journal.lines).to.deep.equal(['first', 'switch', 'a', 'free', 'a back', 'end']);
    expect(alone()).to.deep.equal([]);
  });

  it('leaves steps behind a failure for what they are', async () => {
    const journal = new Journal();
    const { frame } = await journal.run(
      {
        nodes: 'switch bad a behind end',
        edges: 'switch.left>a switch.both>bad bad>behind a>end',
        like: {
          switch: {
            routes: 'left both',
            multiple: true,
            run: () => new Routed({ left: 1, both: 1 }, ['left', 'both']),
          },
          bad: {
            run: () => {
              throw new Error('bad');
            },
          },
          a: journal.late('a'),
          behind: journal.now('behind'),
          end: journal.late('end'),
        },
      },
      { onError: 'continue' },
    );
    expect(journal.lines).to.deep.equal(['a', 'a back', 'end', 'end back']);
    expect(alone()).to.deep.equal(['a', 'end']);
    const { state, plan } = frame;
    const stands = (id: string) => state.status[plan.indexOf.get(id) as number];
    expect(['a', 'bad', 'behind', 'end'].map(stands)).to.deep.equal([4, 7, 6, 4]);
  });

  it('is each visit of a loop whose body is a chain, iteration after iteration', async () => {
    const journal = new Journal();
    const { frame } = await journal.run({
      nodes: 'a b after',
      edges: 'a>b b>after',
      like: { a: journal.late('a'), b: journal.now('b'), after: journal.late('after') },
      loops: {
        loop: {
          body: 'a b',
          back: 'b>a',
          decide: ({ iteration }): Verdict =>
            iteration < 3 ? 'again' : { reason: 'maxIterations' },
        },
      },
    });
    const round = ['a', 'a back', 'b'];
    expect(journal.lines).to.deep.equal([...round, ...round, ...round, 'after', 'after back']);
    expect(Array.from(frame.state.visits)).to.deep.equal([3, 3, 1]);
    expect(alone()).to.deep.equal(['a', 'a', 'a', 'after']);
  });

  it('is told to end in the middle of an iteration, and ends there', async () => {
    for (const isLate of [true, false]) {
      const journal = new Journal();
      const held: { scope?: RegionScope } = {};
      const end = () => held.scope?.end({ reason: 'converged' });
      const { frame } = await journal.run({
        nodes: 'a b c',
        edges: 'a>b b>c',
        like: {
          a: journal.late('a'),
          b: {
            run: () => {
              end();
              return isLate ? quiet().then(() => ({ out: 'b' })) : { out: 'b' };
            },
          },
          c: journal.now('c'),
        },
        loops: {
          loop: {
            body: 'a b c',
            back: 'c>a',
            begin: (scope) => {
              held.scope = scope;
              return { decide: () => 'again' };
            },
          },
        },
      });
      expect(journal.lines, String(isLate)).to.deep.equal(['a', 'a back']);
      const [summary] = frame.loops?.summaries.values() ?? [];
      expect(summary).to.deep.include({ reason: 'converged', iterations: 1 });
    }
  });

  it('comes back to others where what it answers is wrong, and the run fails', async () => {
    const journal = new Journal();
    const { frame } = await journal.run({
      nodes: 'a b c',
      edges: 'a>b b>c',
      like: { a: journal.late('a'), b: journal.late('b', []), c: journal.late('c') },
    });
    expect(journal.lines).to.deep.equal(['a', 'a back', 'b', 'b back']);
    expect(frame.notes?.failures.get(1)?.code).to.equal('OUTPUT_INVALID');
  });
});

import { expect } from 'chai';
import type { Plan } from '#core/plan/plan.js';
import type { Ending } from '#core/plan/region.js';
import { Machine, type MachineSink, statusOf } from '#core/run/scheduler/machine.js';
import { State, Status } from '#core/run/scheduler/state.js';
import { port } from '#core/workflow/port.js';
import { type Sketch, sketch } from '../../support/sketch.js';

const NAMES = [
  'pending',
  'ready',
  'running',
  'cancelled',
  'completed',
  'dead',
  'upstreamFailed',
  'failed',
  'aborted',
] as const;

/** A machine with nothing around it: steps by name, and what it told. */
class Bare implements MachineSink {
  readonly plan: Plan;
  readonly state: State;
  readonly machine: Machine;
  readonly told: string[] = [];
  /** The regions whose data is to be turned over, in order. */
  readonly turns: string[] = [];
  /** Called at each step that is settled. */
  onSettled: (id: string) => void = () => undefined;

  constructor(parts: Sketch, onError: 'stop' | 'continue' = 'continue') {
    this.plan = sketch(parts);
    this.state = new State(this.plan, undefined);
    this.machine = new Machine(this.plan, this.state, this, onError);
  }

  settled(step: number): void {
    const id = this.plan.steps[step]?.id ?? '';
    this.told.push(`${id} ${this.status(id)}`);
    this.onSettled(id);
  }

  cancelled(step: number): void {
    this.told.push(`cancel ${this.plan.steps[step]?.id ?? ''}`);
  }

  entered(): Ending | undefined {
    return undefined;
  }

  turned(region: { readonly id: string }): void {
    this.turns.push(region.id);
  }

  ended(region: { readonly id: string }, { reason }: Ending, iterations: number): void {
    this.told.push(`${region.id} ${reason} ${String(iterations)}`);
  }

  step(id: string): number {
    return this.plan.indexOf.get(id) as number;
  }

  status(id: string): string {
    return NAMES[this.state.status[this.step(id)] as number] as string;
  }

  turn(id: string): number {
    return this.state.turnOf(this.plan, this.step(id));
  }

  /** Takes every visit the machine asks for. */
  take(): string {
    const ids: string[] = [];
    while (this.machine.hasReady) ids.push(this.plan.steps[this.machine.takeReady()]?.id ?? '');
    return ids.join(' ');
  }

  complete(
    id: string,
    status: 'completed' | 'failed' | 'aborted' = 'completed',
    turn = this.turn(id),
    taken?: readonly number[],
  ): boolean {
    return this.machine.complete(this.step(id), turn, Status[status], taken);
  }

  /** Takes and completes whatever comes, until nothing does. */
  run(): void {
    for (let ids = this.take(); ids !== ''; ids = this.take()) {
      for (const id of ids.split(' ')) this.complete(id);
    }
  }
}

const LOOP: Sketch = {
  nodes: 'a b after',
  edges: 'a>b b>after',
  loops: { loop: { body: 'a b', back: 'b>a' } },
};

const NESTED: Sketch = {
  nodes: 'head a b x tail after',
  edges: 'head>a head>x a>b b>tail x>tail.x tail>after',
  loops: {
    outer: { body: 'head a b x tail', back: 'tail>head' },
    inner: { body: 'a b', back: 'b>a' },
  },
};

describe('Machine', () => {
  describe('visits', () => {
    it('asks for what needs nothing, then for what each completion sets free', () => {
      const bare = new Bare({ nodes: 'a b c d', edges: 'a>c b>c c>d' });
      bare.machine.begin();
      expect(bare.take()).to.equal('a b');
      bare.complete('b');
      expect(bare.take()).to.equal('');
      bare.complete('a');
      expect(bare.take()).to.equal('c');
      bare.complete('c');
      expect(bare.take()).to.equal('d');
      expect(bare.machine.isDone).to.equal(false);
      bare.complete('d');
      expect(bare.machine.isDone).to.equal(true);
      expect(bare.told).to.deep.equal(['b completed', 'a completed', 'c completed', 'd completed']);
    });

    it('is done at once with a plan without steps', () => {
      const bare = new Bare({ nodes: '' });
      bare.machine.begin();
      expect(bare.machine.isDone).to.equal(true);
      expect(bare.machine.takeReady()).to.equal(-1);
      expect(bare.machine.takeDecision()).to.equal(-1);
    });

    it('counts nothing as taken where nothing is ready', () => {
      const bare = new Bare({ nodes: 'a' });
      bare.machine.begin();
      bare.take();
      expect(bare.machine.takeReady()).to.equal(-1);
      bare.complete('a');
      expect(bare.machine.isDone).to.equal(true);
    });

    it('gives away nothing that was cut off before it started', () => {
      const bare = new Bare({ ...LOOP, nodes: 'a b after other' });
      bare.machine.begin();
      bare.machine.cancelRegion(0, { reason: 'timeout' });
      expect(bare.machine.takeReady()).to.equal(bare.step('other'));
      expect(bare.machine.takeReady()).to.equal(-1);
    });

    it('refuses a completion that was not asked for, or came before', () => {
      const bare = new Bare({ nodes: 'a b', edges: 'a>b' });
      bare.machine.begin();
      expect(bare.complete('a'), 'ready, not taken').to.equal(false);
      bare.take();
      expect(bare.complete('b'), 'pending').to.equal(false);
      expect(bare.complete('a')).to.equal(true);
      expect(bare.complete('a', 'failed'), 'twice').to.equal(false);
      expect(bare.status('a')).to.equal('completed');
    });

    it('settles what it skips along with what made it skip that', () => {
      const bare = new Bare({
        nodes: 's left right both',
        edges: 's.left>left s.right>right left>both right>both',
        like: { s: { routes: 'left right' } },
      });
      bare.machine.begin();
      bare.take();
      bare.complete('s', 'completed', 0, [0]);
      expect(bare.told).to.deep.equal(['s completed', 'right dead']);
      expect(bare.take()).to.equal('left');
    });

    it('takes a switch that names no gate to have taken nothing', () => {
      const bare = new Bare({ nodes: 's a', edges: 's.left>a', like: { s: { routes: 'left' } } });
      bare.machine.begin();
      bare.take();
      bare.complete('s');
      expect(bare.status('a')).to.equal('dead');
      expect(bare.machine.isDone).to.equal(true);
    });
  });

  describe('failures', () => {
    const parts: Sketch = { nodes: 'bad next beside last', edges: 'bad>next beside>last' };

    it('skip what depends on them, and nothing else, where the run continues', () => {
      const bare = new Bare(parts);
      bare.machine.begin();
      bare.take();
      bare.complete('bad', 'failed');
      expect(bare.status('next')).to.equal('upstreamFailed');
      bare.complete('beside');
      expect(bare.take()).to.equal('last');
    });

    it('cut off what runs, and start nothing, where the run stops', () => {
      const bare = new Bare(parts, 'stop');
      bare.machine.begin();
      bare.take();
      bare.complete('bad', 'failed');
      expect(bare.told).to.deep.equal(['bad failed', 'cancel beside']);
      expect(bare.machine.isDone).to.equal(false);
      bare.complete('beside', 'aborted');
      expect(bare.machine.isDone).to.equal(true);
      expect(bare.told.slice(2)).to.deep.equal([
        'beside aborted',
        'next upstreamFailed',
        'last aborted',
      ]);
    });

    it('skip a whole loop, and tell of each node in it', () => {
      const bare = new Bare({ ...LOOP, nodes: 'bad a b after', edges: 'bad>a a>b b>after' });
      bare.machine.begin();
      bare.take();
      bare.complete('bad', 'failed');
      expect(bare.told.slice(1)).to.deep.equal([
        'a upstreamFailed',
        'b upstreamFailed',
        'after upstreamFailed',
      ]);
    });

    it('of visits that were cut off count as failures too', () => {
      const bare = new Bare(parts, 'stop');
      bare.machine.begin();
      bare.take();
      bare.complete('bad', 'failed');
      bare.complete('beside', 'failed');
      expect(bare.status('beside')).to.equal('failed');
      expect(bare.status('last')).to.equal('upstreamFailed');
    });
  });

  describe('cancel', () => {
    it('is heard once, and settles everything when nothing runs', () => {
      const bare = new Bare({ nodes: 'a b', edges: 'a>b' });
      bare.machine.begin();
      bare.machine.cancel();
      bare.machine.cancel();
      expect(bare.told).to.deep.equal(['a aborted', 'b aborted']);
      expect(bare.machine.isDone).to.equal(true);
      expect(bare.machine.hasReady).to.equal(false);
    });

    it('leaves a visit that comes back completed all the same as its driver says', () => {
      const bare = new Bare({ nodes: 'a b', edges: 'a>b' });
      bare.machine.begin();
      bare.take();
      bare.machine.cancel();
      bare.complete('a');
      expect(bare.status('a')).to.equal('completed');
      expect(bare.status('b')).to.equal('aborted');
    });

    it('finds dead what would have been dead in time', () => {
      const bare = new Bare({
        nodes: 'other s a b joined',
        edges: 's.left>a a>b a>joined other>joined.other',
        like: { s: { routes: 'left' } },
      });
      bare.machine.begin();
      bare.take();
      bare.machine.cancel();
      bare.complete('other', 'aborted');
      bare.complete('s');
      expect(['a', 'b', 'joined'].map((id) => bare.status(id))).to.deep.equal([
        'dead',
        'dead',
        'aborted',
      ]);
    });

    it('does not go by how an earlier run of a loop stood', () => {
      const bare = new Bare({
        nodes: 'head a b',
        edges: 'head.go>a a>b',
        like: { head: { routes: 'go' } },
        loops: {
          outer: { body: 'head a b', back: 'head>head b>head' },
          middle: { body: 'a b', back: 'b>a' },
          inner: { body: 'a', back: 'a>a' },
        },
      });
      bare.machine.begin();
      bare.run();
      bare.machine.decided(bare.machine.takeDecision(), bare.state.turn[0] as number, 'again');
      bare.take();
      bare.machine.cancel();
      bare.complete('head', 'completed', bare.turn('head'), [0]);
      expect(['a', 'b'].map((id) => bare.status(id))).to.deep.equal(['aborted', 'aborted']);
    });

    it('by whoever hears of a completion leaves what is behind it unstarted', () => {
      const bare = new Bare({ nodes: 'a b c', edges: 'a>b a>c' });
      bare.machine.begin();
      bare.take();
      bare.onSettled = (id) => {
        if (id === 'a') bare.machine.cancel();
      };
      bare.complete('a');
      expect(bare.take()).to.equal('');
      expect(bare.machine.isDone).to.equal(true);
      expect(bare.status('b')).to.equal('aborted');
    });

    it('by whoever hears of a completion starts nothing while another visit is to come back', () => {
      const bare = new Bare({ nodes: 'a b other', edges: 'a>b' });
      bare.machine.begin();
      bare.take();
      bare.onSettled = (id) => {
        if (id === 'a') bare.machine.cancel();
      };
      bare.complete('a');
      expect(bare.machine.hasReady).to.equal(false);
      expect(bare.machine.isDone).to.equal(false);
      bare.complete('other', 'aborted');
      expect(bare.told.slice(-2)).to.deep.equal(['other aborted', 'b aborted']);
    });

    it('by whoever hears that an iteration is over has nobody decide on it', () => {
      const bare = new Bare({ ...LOOP, nodes: 'a b after other' });
      bare.machine.begin();
      bare.take();
      bare.complete('a');
      bare.take();
      bare.onSettled = (id) => {
        if (id === 'b') bare.machine.cancel();
      };
      bare.complete('b');
      expect(bare.machine.hasDecision).to.equal(false);
      bare.complete('other', 'aborted');
      expect(bare.told).to.include('loop aborted 1');
    });

    it('by whoever hears of a skip leaves everything else unstarted', () => {
      const bare = new Bare({
        nodes: 's dead alive other',
        edges: 's.left>dead s>alive',
        like: { s: { routes: 'left' } },
      });
      bare.machine.begin();
      bare.take();
      bare.onSettled = (id) => {
        if (id === 'dead') bare.machine.cancel();
      };
      bare.complete('s');
      expect(bare.take()).to.equal('');
      bare.complete('other', 'aborted');
      expect(bare.status('alive')).to.equal('aborted');
      expect(bare.machine.isDone).to.equal(true);
    });

    it('aborts a loop as a whole that still waited for something', () => {
      const bare = new Bare({
        nodes: 's slow a b',
        edges: 's.left>b slow>a',
        like: { s: { routes: 'left' } },
        loops: { loop: { body: 'a b', back: 'b>a a>b' } },
      });
      bare.machine.begin();
      bare.take();
      bare.complete('s');
      bare.machine.cancel();
      bare.complete('slow', 'aborted');
      expect(bare.told.slice(-3)).to.deep.equal(['slow aborted', 'a aborted', 'b aborted']);
    });

    for (const [claim, taken, told] of [
      ['says nothing of the end of a loop that it kept from beginning', [0], 'aborted'],
      ['finds a loop dead that would have been dead in time', [], 'dead'],
    ] as const) {
      it(claim, () => {
        const bare = new Bare({
          nodes: 's a after',
          edges: 's.go>a a>after',
          like: { s: { routes: 'go' } },
          loops: { loop: { body: 'a', back: 'a>a' } },
        });
        bare.machine.begin();
        bare.take();
        bare.machine.cancel();
        bare.complete('s', 'completed', 0, taken);
        expect(bare.told.slice(1)).to.deep.equal(['s completed', `a ${told}`, `after ${told}`]);
      });
    }

    it('drops a decision that nobody has taken yet', () => {
      const bare = new Bare(LOOP);
      bare.machine.begin();
      bare.run();
      bare.machine.cancel();
      expect(bare.machine.takeDecision()).to.equal(-1);
      expect(bare.told.slice(2)).to.deep.equal(['loop aborted 1', 'after aborted']);
    });
  });

  describe('loops', () => {
    it('are asked about when an iteration is over, and run again or end as decided', () => {
      const bare = new Bare(LOOP);
      bare.machine.begin();
      bare.run();
      expect(bare.machine.takeDecision()).to.equal(0);
      expect(bare.machine.takeDecision()).to.equal(-1);
      bare.machine.decided(0, bare.state.turn[0] as number, 'again');
      bare.run();
      bare.machine.decided(bare.machine.takeDecision(), bare.state.turn[0] as number, {
        reason: 'converged',
      });
      expect(bare.told.at(-1)).to.equal('loop converged 2');
      expect(bare.take()).to.equal('after');
    });

    it('never take the completion of one turn for that of the next', () => {
      const bare = new Bare(LOOP);
      bare.machine.begin();
      const first = bare.turn('a');
      bare.run();
      bare.machine.decided(bare.machine.takeDecision(), bare.state.turn[0] as number, 'again');
      bare.take();
      expect(bare.complete('a', 'completed', first)).to.equal(false);
      expect(bare.status('a')).to.equal('running');
      expect(bare.complete('a')).to.equal(true);
    });

    it('ignore a decision on a turn that is over, and one they have had', () => {
      const bare = new Bare(LOOP);
      bare.machine.begin();
      const first = bare.state.turn[0] as number;
      bare.run();
      bare.machine.takeDecision();
      bare.machine.decided(0, first, 'again');
      bare.run();
      bare.machine.decided(0, first, { reason: 'memory' });
      expect(bare.machine.isDone).to.equal(false);
      expect(bare.state.iteration[0]).to.equal(2);
      bare.machine.decided(0, bare.state.turn[0] as number, { reason: 'converged' });
      bare.machine.decided(0, bare.state.turn[0] as number, 'again');
      expect(bare.told.filter((line) => line.startsWith('loop'))).to.deep.equal([
        'loop converged 2',
      ]);
    });

    it('ignore a decision on a region that there is not', () => {
      const bare = new Bare(LOOP);
      bare.machine.begin();
      bare.machine.decided(7, 0, 'again');
      expect(bare.take()).to.equal('a');
    });

    it('count as never entered, and end with no iteration, where nothing in the first one ran', () => {
      const bare = new Bare({
        nodes: 's a after',
        edges: 's.go>a a>after',
        like: { s: { routes: 'go' } },
        loops: { loop: { body: 'a', back: 'a>a' } },
      });
      bare.machine.begin();
      bare.take();
      bare.complete('s');
      expect(bare.told.slice(1)).to.deep.equal(['a dead', 'loop exited 0', 'after dead']);
    });

    for (const [claim, back, isBad, turns] of [
      ['turn over between iterations what one node hands to another', 'b>a', false, ['loop']],
      ['turn nothing over where a node feeds itself', 'a>a', false, []],
      ['turn that over too once something went wrong', 'a>a', true, ['loop']],
    ] as const) {
      it(claim, () => {
        const bare = new Bare({
          nodes: 'beside head a b',
          edges: 'head>a a>b',
          loops: { loop: { body: 'a b', back } },
        });
        bare.machine.begin();
        bare.take();
        bare.complete('beside', isBad ? 'failed' : 'completed');
        bare.complete('head');
        bare.run();
        expect(bare.turns).to.deep.equal([]);
        bare.machine.decided(bare.machine.takeDecision(), bare.state.turn[0] as number, 'again');
        expect(bare.turns).to.deep.equal(turns);
      });
    }

    it('end without a word on the loop beside them', () => {
      const bare = new Bare({
        nodes: 'a b',
        loops: { one: { body: 'a', back: 'a>a' }, two: { body: 'b', back: 'b>b' } },
      });
      bare.machine.begin();
      bare.run();
      bare.machine.decided(1, bare.state.turn[1] as number, 'again');
      expect(bare.take()).to.equal('b');
      bare.machine.decided(0, bare.state.turn[0] as number, { reason: 'converged' });
      expect(bare.status('b')).to.equal('running');
    });

    it('stand as they ended', () => {
      expect(NAMES[statusOf({ reason: 'converged' })]).to.equal('completed');
      expect(NAMES[statusOf({ reason: 'aborted' })]).to.equal('aborted');
      expect(NAMES[statusOf({ reason: 'failed' })]).to.equal('failed');
      expect(NAMES[statusOf({ reason: 'timeout', error: new Error() as never })]).to.equal(
        'failed',
      );
    });

    it('fail what leaves them when they end with an error', () => {
      const bare = new Bare(LOOP);
      bare.machine.begin();
      bare.run();
      const error = new Error('too long') as never;
      bare.machine.decided(bare.machine.takeDecision(), bare.state.turn[0] as number, {
        reason: 'maxIterations',
        error,
      });
      expect(bare.status('b')).to.equal('completed');
      expect(bare.status('after')).to.equal('upstreamFailed');
    });

    it('start a node that joins any at once, where something outside or the last iteration feeds it', () => {
      const bare = new Bare({
        nodes: 'before slow any',
        edges: 'before>any.x before>slow slow>any.y',
        like: { any: { join: 'any' } },
        loops: { loop: { body: 'slow any', back: 'any>slow.z any>any.z' } },
      });
      bare.machine.begin();
      bare.take();
      bare.complete('before');
      expect(bare.take().split(' ')).to.have.members(['slow', 'any']);
      bare.complete('any');
      bare.complete('slow');
      bare.machine.decided(bare.machine.takeDecision(), bare.state.turn[0] as number, 'again');
      expect(bare.take().split(' ')).to.have.members(['slow', 'any']);
    });
  });

  describe('cancelRegion', () => {
    it('cuts off what runs in the region, and ends it when that has come back', () => {
      const bare = new Bare(LOOP);
      bare.machine.begin();
      bare.take();
      bare.machine.cancelRegion(0, { reason: 'timeout' });
      expect(bare.told).to.deep.equal(['cancel a']);
      bare.complete('a', 'aborted');
      expect(bare.told.slice(1)).to.deep.equal([
        'a aborted',
        'b aborted',
        'loop timeout 1',
        'after dead',
      ]);
      expect(bare.machine.isDone).to.equal(true);
    });

    it('ends a region at once in which nothing runs, also while its controller is asked', () => {
      const bare = new Bare(LOOP);
      bare.machine.begin();
      bare.run();
      bare.machine.takeDecision();
      bare.machine.cancelRegion(0, { reason: 'timeout' });
      expect(bare.told.at(-1)).to.equal('loop timeout 1');
      bare.machine.decided(0, bare.state.turn[0] as number, 'again');
      expect(bare.take()).to.equal('after');
    });

    for (const [ended, kept] of [
      [0, 1],
      [1, 0],
    ] as const) {
      it(`drops the decision of what it ends, and of nothing else: region ${String(ended)}`, () => {
        const bare = new Bare({
          nodes: 'a b',
          loops: { one: { body: 'a', back: 'a>a' }, two: { body: 'b', back: 'b>b' } },
        });
        bare.machine.begin();
        bare.run();
        bare.machine.cancelRegion(ended, { reason: 'timeout' });
        expect(bare.machine.takeDecision()).to.equal(kept);
        expect(bare.machine.takeDecision()).to.equal(-1);
      });
    }

    for (const [claim, taken, status] of [
      [
        'cuts off a node behind a failure that joins any and that the last iteration feeds',
        [0],
        'aborted',
      ],
      ['skips it for the failure where the last iteration does not', [], 'upstreamFailed'],
    ] as const) {
      it(claim, () => {
        const bare = new Bare({
          nodes: 'bad slow any tail',
          edges: 'bad>any.x slow>any.x any>tail',
          like: { any: { join: 'any', inputs: { x: port() } }, tail: { routes: 'go' } },
          loops: { loop: { body: 'bad slow any tail', back: 'tail.go>any.z tail>bad' } },
        });
        bare.machine.begin();
        bare.take();
        bare.complete('bad');
        bare.complete('slow');
        bare.take();
        bare.complete('any');
        bare.take();
        bare.complete('tail', 'completed', bare.turn('tail'), taken);
        bare.machine.decided(bare.machine.takeDecision(), bare.state.turn[0] as number, 'again');
        bare.take();
        bare.complete('bad', 'failed');
        bare.machine.cancelRegion(0, { reason: 'timeout' });
        bare.complete('slow', 'aborted');
        expect(bare.told.slice(-4)).to.deep.equal([
          'slow aborted',
          `any ${status}`,
          `tail ${status}`,
          'loop failed 2',
        ]);
      });
    }

    it('leaves alone a region that does not run, is told twice, or is none', () => {
      const bare = new Bare(LOOP);
      bare.machine.cancelRegion(0, { reason: 'timeout' });
      bare.machine.begin();
      bare.take();
      bare.machine.cancelRegion(0, { reason: 'timeout' });
      bare.machine.cancelRegion(0, { reason: 'memory' });
      bare.machine.cancelRegion(4, { reason: 'memory' });
      bare.complete('a', 'aborted');
      bare.machine.cancelRegion(0, { reason: 'memory' });
      expect(bare.told.filter((line) => line.startsWith('loop'))).to.deep.equal(['loop timeout 1']);
    });

    it('lets a failure in the iteration come first', () => {
      const bare = new Bare({
        nodes: 'a bad b after',
        edges: 'a>bad a>b bad>after.x b>after',
        loops: { loop: { body: 'a bad b', back: 'b>a bad>a' } },
      });
      bare.machine.begin();
      bare.take();
      bare.complete('a');
      bare.take();
      bare.complete('bad', 'failed');
      bare.machine.cancelRegion(0, { reason: 'timeout' });
      bare.complete('b', 'aborted');
      expect(bare.told).to.include('loop failed 1');
      expect(bare.status('after')).to.equal('upstreamFailed');
    });

    it('stops the run when a visit it cut off fails and failures stop it', () => {
      const bare = new Bare({ ...LOOP, nodes: 'a b after other' }, 'stop');
      bare.machine.begin();
      bare.take();
      bare.machine.cancelRegion(0, { reason: 'timeout' });
      bare.complete('a', 'failed');
      expect(bare.told).to.include('cancel other');
      bare.complete('other', 'aborted');
      expect(bare.told).to.include('loop failed 1');
      expect(bare.machine.isDone).to.equal(true);
    });

    /** Brings a nested loop so far that its inner loop is asked about while `x` runs beside it. */
    function asked(): Bare {
      const bare = new Bare(NESTED);
      bare.machine.begin();
      bare.take();
      bare.complete('head');
      bare.take();
      bare.complete('a');
      bare.take();
      bare.complete('b');
      expect(bare.machine.takeDecision()).to.equal(1);
      return bare;
    }

    for (const id of ['a', 'b']) {
      it(`ends a region once where it is told to by whoever hears that "${id}" has completed`, () => {
        const bare = new Bare(LOOP);
        bare.onSettled = (settled) => {
          if (settled === id) bare.machine.cancelRegion(0, { reason: 'timeout' });
        };
        bare.machine.begin();
        for (let ids = bare.take(); ids !== '' && ids !== 'after'; ids = bare.take()) {
          bare.complete(ids);
        }
        expect(bare.machine.takeDecision()).to.equal(-1);
        expect(bare.told.filter((line) => line.startsWith('loop'))).to.deep.equal([
          'loop timeout 1',
        ]);
        bare.complete('after');
        expect(bare.machine.isDone).to.equal(true);
      });
    }

    it('ignores decisions on regions inside one that is about to end', () => {
      const bare = asked();
      bare.machine.cancelRegion(0, { reason: 'timeout' });
      bare.machine.decided(1, bare.state.turn[1] as number, 'again');
      expect(bare.take()).to.equal('');
      bare.complete('x', 'aborted');
      expect(bare.told.slice(-4)).to.deep.equal([
        'inner aborted 1',
        'tail aborted',
        'outer timeout 1',
        'after dead',
      ]);
      expect(bare.machine.isDone).to.equal(true);
    });

    it('ignores an order to end a region inside one that is about to end', () => {
      const bare = asked();
      bare.machine.cancelRegion(0, { reason: 'timeout' });
      bare.machine.cancelRegion(1, { reason: 'memory' });
      bare.complete('x', 'aborted');
      expect(bare.told).to.include('inner aborted 1').and.include('outer timeout 1');
    });

    it('takes a region inside along that was about to end itself', () => {
      const bare = new Bare(NESTED);
      bare.machine.begin();
      bare.take();
      bare.complete('head');
      bare.take();
      bare.machine.cancelRegion(1, { reason: 'memory' });
      bare.machine.cancelRegion(0, { reason: 'timeout' });
      bare.complete('a', 'aborted');
      expect(bare.told).not.to.include('inner memory 1');
      bare.complete('x', 'aborted');
      expect(bare.told).to.include('inner aborted 1').and.include('outer timeout 1');
    });

    it('waits for what an inner region cut off before it', () => {
      for (const beside of ['completed', 'aborted'] as const) {
        const bare = new Bare(NESTED);
        bare.machine.begin();
        bare.take();
        bare.complete('head');
        bare.take();
        if (beside === 'completed') bare.complete('x');
        bare.machine.cancelRegion(1, { reason: 'memory' });
        bare.machine.cancelRegion(0, { reason: 'timeout' });
        if (beside === 'aborted') bare.complete('x', 'aborted');
        expect(bare.told, beside).not.to.include('outer timeout 1');
        bare.complete('a', 'aborted');
        expect(bare.told, beside).to.include('outer timeout 1');
      }
    });

    for (const [first, second] of ['ab', 'ba']) {
      it(`ends each of two regions when what it cut off itself is back, "${String(first)}" first`, () => {
        for (const order of [
          [0, 1],
          [1, 0],
        ]) {
          const bare = new Bare({
            nodes: 'a b',
            loops: { loopA: { body: 'a', back: 'a>a' }, loopB: { body: 'b', back: 'b>b' } },
          });
          bare.machine.begin();
          bare.take();
          for (const region of order) bare.machine.cancelRegion(region, { reason: 'timeout' });
          bare.told.length = 0;
          bare.complete(first as string, 'aborted');
          bare.complete(second as string, 'aborted');
          expect(bare.told).to.deep.equal(
            [first, second].flatMap((id) => [
              `${String(id)} aborted`,
              `loop${String(id).toUpperCase()} timeout 1`,
            ]),
          );
        }
      });
    }

    it('ends an inner region alone: the outer one goes on', () => {
      const bare = asked();
      bare.machine.cancelRegion(1, { reason: 'timeout' });
      expect(bare.told.at(-1)).to.equal('inner timeout 1');
      bare.complete('x');
      expect(bare.take()).to.equal('tail');
    });

    it('is not needed where a region ends before its first iteration', () => {
      const bare = new Bare(LOOP);
      bare.entered = () => ({ reason: 'memory' });
      bare.machine.begin();
      expect(bare.take()).to.equal('');
      expect(bare.told).to.deep.equal(['a aborted', 'b aborted', 'loop memory 0', 'after dead']);
      expect(bare.machine.isDone).to.equal(true);
    });
  });

  describe('adopt', () => {
    it('goes on from settled steps and running visits', () => {
      const bare = new Bare({ nodes: 'a b c d', edges: 'a>b b>d c>d' });
      bare.state.status[bare.step('a')] = Status.completed;
      bare.state.status[bare.step('b')] = Status.running;
      bare.machine.adopt();
      expect(bare.take()).to.equal('c');
      bare.complete('b');
      bare.complete('c');
      expect(bare.take()).to.equal('d');
    });

    it('from nothing is a beginning, also where a node joins any', () => {
      const bare = new Bare({
        nodes: 'a b c',
        edges: 'a>c b>c.other',
        like: { c: { join: 'any' } },
      });
      bare.machine.adopt();
      expect(bare.take()).to.equal('a b');
    });

    it('is done where everything is settled', () => {
      const bare = new Bare({ nodes: 'a b', edges: 'a>b' });
      bare.state.status.fill(Status.completed);
      bare.machine.adopt();
      expect(bare.machine.isDone).to.equal(true);
    });
  });
});

import { expect } from 'chai';
import type { Plan } from '#core/plan/plan.js';
import { Join, joinOf } from '#core/run/scheduler/join.js';
import { State, Status } from '#core/run/scheduler/state.js';
import { port } from '#core/workflow/port.js';
import { sketch } from '../../support/sketch.js';

type Token = 'live' | 'dead' | 'failed' | 'pending';
type Kind = 'required' | 'optional' | 'supplied';

const TOKENS: readonly Token[] = ['live', 'dead', 'failed', 'pending'];
const KINDS: readonly Kind[] = ['required', 'optional', 'supplied'];
const STATUS = {
  live: Status.completed,
  dead: Status.dead,
  failed: Status.failed,
  pending: Status.running,
} as const;
const NAMES = ['wait', 'run', 'dead', 'upstreamFailed'] as const;

/** Two edges into two inputs of `join`, of which each may be required, optional, or required and supplied by the run. */
function tablePlan(join: 'all' | 'any', kinds: readonly [Kind, Kind]): Plan {
  const [x, y] = kinds.map((kind) => (kind === 'optional' ? port().optional() : port()));
  return sketch({
    nodes: 'a b join',
    edges: 'a>join.x b>join.y',
    like: { join: { inputs: { x: x ?? port(), y: y ?? port() }, ...(join === 'any' && { join }) } },
  });
}

function decide(plan: Plan, kinds: readonly Kind[], tokens: readonly Token[]): string {
  const supplied = Uint8Array.from(plan.slotInputs, (name) =>
    kinds[name === 'x' ? 0 : 1] === 'supplied' ? 1 : 0,
  );
  const state = new State(plan, supplied);
  tokens.forEach((token, source) => (state.status[source] = STATUS[token]));
  return NAMES[joinOf(plan, state, 2)];
}

/** The rule in words, for two edges into two inputs. */
function rule(join: 'all' | 'any', kinds: readonly Kind[], tokens: readonly Token[]): string {
  const isLacking = kinds.some((kind, at) => kind === 'required' && tokens[at] !== 'live');
  const has = (token: Token) => tokens.includes(token);
  if (join === 'any' && has('live') && !isLacking) return 'run';
  if (has('pending')) return 'wait';
  if (has('failed')) return 'upstreamFailed';
  if (!has('live') || isLacking) return 'dead';
  return 'run';
}

describe('The join rule', () => {
  for (const join of ['all', 'any'] as const) {
    it(`decides every pair of edges of a node that joins ${join}`, () => {
      let cases = 0;
      for (const x of KINDS) {
        for (const y of KINDS) {
          const plan = tablePlan(join, [x, y]);
          for (const first of TOKENS) {
            for (const second of TOKENS) {
              const told = decide(plan, [x, y], [first, second]);
              const place = `x ${x} ${first}, y ${y} ${second}`;
              expect(`${place}: ${told}`).to.equal(
                `${place}: ${rule(join, [x, y], [first, second])}`,
              );
              cases++;
            }
          }
        }
      }
      expect(cases).to.equal(144);
    });
  }

  it('runs a node without incoming edges', () => {
    const plan = sketch({ nodes: 'a' });
    expect(joinOf(plan, new State(plan, undefined), 0)).to.equal(Join.run);
  });

  it('lets one live edge feed a required input whose other edges are dead', () => {
    const plan = sketch({
      nodes: 'a b c',
      edges: 'a>c b>c',
      like: { c: { inputs: { in: port() } } },
    });
    const state = new State(plan, undefined);
    state.status.splice(0, 2, Status.dead, Status.completed);
    expect(joinOf(plan, state, 2)).to.equal(Join.run);
  });

  it('does not revive a node all of whose edges are dead, whatever supplies its inputs', () => {
    const like = { b: { inputs: { in: port() } } };
    const plan = sketch({ nodes: 'a b', edges: 'a>b', like });
    const state = new State(plan, Uint8Array.of(1));
    state.status[0] = Status.dead;
    expect(joinOf(plan, state, 1)).to.equal(Join.dead);
  });

  it('takes a configured input as supplied', () => {
    const like = { c: { inputs: { x: port(), y: port() }, config: { x: 1 } } };
    const plan = sketch({ nodes: 'a b c', edges: 'a>c.x b>c.y', like });
    const state = new State(plan, undefined);
    state.status.splice(0, 2, Status.dead, Status.completed);
    expect(joinOf(plan, state, 2)).to.equal(Join.run);
  });

  it('takes the port of a switch that was not taken as dead, whatever the switch carries', () => {
    const plan = sketch({ nodes: 's a', edges: 's.left>a', like: { s: { routes: 'left right' } } });
    const state = new State(plan, undefined);
    state.status[0] = Status.completed;
    expect(joinOf(plan, state, 1)).to.equal(Join.dead);
    state.taken[0] = 1;
    expect(joinOf(plan, state, 1)).to.equal(Join.run);
  });

  describe('in a loop', () => {
    const like = { a: { inputs: { in: port() } } };
    const plan = sketch({
      nodes: 'before a b',
      edges: 'before>a a>b',
      like,
      loops: { loop: { body: 'a b', back: 'b>a' } },
    });

    function stateIn(iteration: number, before: Status, isFed: boolean): State {
      const state = new State(plan, undefined);
      state.status[0] = before;
      state.iteration[0] = iteration;
      state.backLive[0] = isFed ? 1 : 0;
      return state;
    }

    it('does not count back edges in the first iteration', () => {
      expect(joinOf(plan, stateIn(1, Status.completed, true), 1)).to.equal(Join.run);
      expect(joinOf(plan, stateIn(1, Status.dead, true), 1)).to.equal(Join.dead);
    });

    it('counts them as live or dead from the second on', () => {
      expect(joinOf(plan, stateIn(2, Status.dead, true), 1)).to.equal(Join.run);
      expect(joinOf(plan, stateIn(2, Status.completed, false), 1)).to.equal(Join.run);
      expect(joinOf(plan, stateIn(2, Status.dead, false), 1)).to.equal(Join.dead);
    });

    it('lets a required input that only back edges feed be open in the first iteration', () => {
      const open = sketch({
        nodes: 'before a',
        edges: 'before>a.other',
        like,
        loops: { loop: { body: 'a', back: 'a>a' } },
      });
      const state = new State(open, undefined);
      state.status[0] = Status.completed;
      state.iteration[0] = 1;
      expect(joinOf(open, state, 1)).to.equal(Join.run);
      state.iteration[0] = 2;
      expect(joinOf(open, state, 1)).to.equal(Join.dead);
    });

    it('lets it be open in each first iteration of an inner loop, whatever the outer one feeds', () => {
      const nested = sketch({
        nodes: 'a b',
        edges: 'a>b',
        like: { a: { inputs: { own: port(), outer: port() } } },
        loops: {
          outer: { body: 'a b', back: 'b>a.outer' },
          inner: { body: 'a', back: 'a>a.own' },
        },
      });
      const state = new State(nested, undefined);
      state.iteration.set([2, 1]);
      state.backLive.fill(1);
      expect(joinOf(nested, state, 0)).to.equal(Join.run);
      state.backLive.fill(0);
      expect(joinOf(nested, state, 0)).to.equal(Join.dead);
    });
  });
});

import { expect } from 'chai';
import { State } from '#core/run/scheduler/state.js';
import { sketch } from '../../support/sketch.js';

describe('State', () => {
  const plan = sketch({
    nodes: 's a b',
    edges: 's.go>a a>b',
    like: { s: { routes: 'go' } },
    loops: { loop: { body: 'a b', back: 'b>a' } },
  });

  it('begins with nothing visited, in the turn of the root', () => {
    const state = new State(plan, undefined);
    expect([...state.iteration, ...state.turn, ...state.entered]).to.deep.equal([0, 0, 0]);
    expect([...state.completedIn]).to.deep.equal([-1, -1, -1]);
    expect([...state.visits]).to.deep.equal([0, 0, 0]);
    expect([...state.timesTaken, ...state.taken, ...state.backLive]).to.deep.equal([0, 0, 0]);
    expect(state.turnOf(plan, 1)).to.equal(0);
  });

  it('shares nothing with another one of its plan', () => {
    const state = new State(plan, undefined);
    const other = new State(plan, undefined);
    const lists = ['status', 'taken', 'timesTaken', 'iteration', 'turn', 'entered'] as const;
    for (const list of [...lists, 'completedIn', 'visits', 'backLive'] as const) {
      state[list][0] = 7;
      expect(other[list][0], list).not.to.equal(7);
    }
    state.fedOf(plan).fill(1);
    expect([...other.fedOf(plan)]).not.to.include(1);
  });
});

import { expect } from 'chai';
import { LoopTurn } from '#core/run/executor/loop-turn.js';
import { ManualClock } from '../../support/manual-clock.js';

describe('LoopTurn', () => {
  it('lets work begin at once as long as the turn has time left', () => {
    const { clock, turn } = aTurn();
    expect(turn.next).to.equal(undefined);
    clock.spend(7);
    turn.look(clock.now());
    expect(turn.next).to.equal(undefined);
  });

  it('lets those who wait begin in the next turn, in the order they came, one after another', async () => {
    const { clock, turn } = aTurn();
    clock.spend(8);
    expect(turn.look(clock.now())).to.equal(true);
    const order: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      void turn.next?.promise.then(() => {
        order.push(name);
        return Promise.resolve().then(() => order.push(`behind ${name}`));
      });
    }
    await settled();
    order.push('turned');
    clock.turn();
    await settled();
    expect(order.filter((name) => !name.startsWith('behind'))).to.deep.equal([
      ...['turned', 'a', 'b', 'c'],
    ]);
    expect(turn.next).to.equal(undefined);
  });

  it('lets in as many as find time in a turn, and those who come meanwhile behind them', async () => {
    const { clock, turn } = aTurn();
    clock.spend(8);
    turn.look(clock.now());
    const order: string[] = [];
    const wait = (name: string) => void turn.next?.promise.then(() => begin(name));
    const begin = (name: string) => {
      order.push(name);
      clock.spend(5);
      if (name === 'a') wait('late');
    };
    for (const name of ['a', 'b', 'c']) wait(name);
    clock.turn();
    await settled();
    expect(order).to.deep.equal(['a', 'b']);
    clock.turn();
    await settled();
    expect(order).to.deep.equal(['a', 'b', 'c', 'late']);
  });

  it('lets in one at a time, also where those who are let in bring others', async () => {
    const { clock, turn } = aTurn();
    clock.spend(8);
    turn.look(clock.now());
    const order: string[] = [];
    const wait = (name: string) => void turn.next?.promise.then(() => begin(name));
    const begin = (name: string) => {
      order.push(name);
      clock.spend(9);
      turn.look(clock.now());
      if (name === 'a') for (const next of ['b', 'c']) wait(next);
    };
    wait('a');
    for (const expected of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
      clock.turn();
      await settled();
      expect(order).to.deep.equal(expected);
    }
  });

  it('lets nobody in who waits no longer, and goes on at once with those who do', async () => {
    const { clock, turn } = aTurn();
    clock.spend(8);
    turn.look(clock.now());
    const order: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => {
      const { next } = turn;
      void next?.promise.then(() => order.push(name));
      return next;
    });
    expect([b?.come(), b?.come()]).to.deep.equal([true, false]);
    await settled();
    expect(order).to.deep.equal(['b']);
    clock.turn();
    await settled();
    expect(order).to.deep.equal(['b', 'a', 'c']);
    expect([a?.come(), c?.come()]).to.deep.equal([false, false]);
  });

  it('has time again in the turn that follows', () => {
    const { clock, turn } = aTurn();
    clock.spend(8);
    turn.look(clock.now());
    expect(turn.next).to.not.equal(undefined);
    clock.turn();
    expect(turn.next).to.equal(undefined);
    turn.enter();
    expect(turn.next).to.equal(undefined);
  });

  it('does not call back what is forgotten', () => {
    const { clock, turn } = aTurn();
    const called: number[] = [];
    const entries = [0, 1, 2].map((i) => turn.afterwards(() => called.push(i)));
    for (const entry of entries.slice(0, 1)) turn.forget(entry);
    clock.turn();
    expect(called).to.have.members([1, 2]);
  });
});

/** Resolves when everything has happened that can happen without a turn. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

function aTurn() {
  const clock = new ManualClock({ immediates: 'manual' });
  const turn = new LoopTurn(clock);
  turn.enter();
  return { clock, turn };
}

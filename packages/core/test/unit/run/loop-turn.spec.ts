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

  it('lets all work that has not begun wait for one and the same turn', async () => {
    const { clock, turn } = aTurn();
    clock.spend(8);
    expect(turn.look(clock.now())).to.equal(true);
    const { next } = turn;
    expect(turn.next).to.equal(next).and.not.equal(undefined);
    const order: string[] = [];
    const waiting = next?.then(() => order.push('began'));
    await Promise.resolve();
    order.push('turned');
    clock.turn();
    await waiting;
    expect(order).to.deep.equal(['turned', 'began']);
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

function aTurn() {
  const clock = new ManualClock({ immediates: 'manual' });
  const turn = new LoopTurn(clock);
  turn.enter();
  return { clock, turn };
}

import { expect } from 'chai';
import { Slots } from '#core/run/executor/slots.js';

/** Slots that several activations share. */
function shared(size: number): Slots {
  const slots = new Slots(size);
  slots.share();
  return slots;
}

describe('Slots', () => {
  it('are free until as many are taken as there are', () => {
    const slots = new Slots(2);
    slots.take();
    expect(slots.hasFree).to.equal(true);
    slots.take();
    expect(slots.hasFree).to.equal(false);
    slots.release();
    expect(slots.hasFree).to.equal(true);
  });

  it('without a limit are always free', () => {
    const slots = new Slots(Number.POSITIVE_INFINITY);
    for (let taken = 0; taken < 1000; taken++) slots.take();
    expect(slots.hasFree).to.equal(true);
  });

  it('call nobody back who has them all: it learns from its own visits', () => {
    const slots = new Slots(1);
    slots.take();
    slots.wait(() => expect.fail('called back'));
    slots.release();
    expect(slots.hasFree).to.equal(true);
  });

  it('wake those who wait in the order they came, as long as one is free', () => {
    const slots = shared(1);
    const woken: string[] = [];
    slots.take();
    for (const name of ['first', 'second', 'third']) {
      slots.wait(() => {
        woken.push(name);
        if (name === 'second') slots.take();
      });
    }
    slots.release();
    expect(woken).to.deep.equal(['first', 'second']);
    slots.release();
    expect(woken).to.deep.equal(['first', 'second', 'third']);
  });

  it('wake once who asked twice, and not who no longer waits', () => {
    const slots = shared(1);
    let woken = 0;
    const wake = () => void woken++;
    const other = () => expect.fail('was forgotten');
    slots.take();
    slots.wait(wake);
    slots.wait(wake);
    slots.wait(other);
    slots.forget(other);
    slots.release();
    slots.take();
    slots.release();
    expect(woken).to.equal(1);
  });

  it('let one who is woken ask again for the next time', () => {
    const slots = shared(1);
    let woken = 0;
    const wake = () => {
      woken++;
      slots.take();
      slots.wait(wake);
    };
    slots.take();
    slots.wait(wake);
    slots.release();
    expect(woken).to.equal(1);
    slots.release();
    expect(woken).to.equal(2);
  });
});

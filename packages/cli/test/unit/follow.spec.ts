import { Writable } from 'node:stream';
import type { RunEvent, RunHandle } from '@tenon/core';
import { expect } from 'chai';
import { follow } from '#cli/run/follow.js';

/** A run of so many events, which counts those that have been asked for. */
function aRun(count: number) {
  const asked = { events: 0 };
  async function* events() {
    for (let seq = 1; seq <= count; seq++) {
      asked.events++;
      yield { type: 'nodeStarted', seq, at: 0, runId: 'run', node: 'n' } as RunEvent;
    }
  }
  const handle = { events: () => Object.assign(events(), { dropped: 7 }) };
  return { asked, handle: handle as unknown as RunHandle };
}

describe('what follows a run', () => {
  it('asks for no more events than its reader takes, and answers how many were lost', async () => {
    const { asked, handle } = aRun(50);
    let written = 0;
    let ahead = 0;
    const stdout = new Writable({
      highWaterMark: 1,
      write(_part, _encoding, done) {
        setImmediate(() => {
          written++;
          ahead = Math.max(ahead, asked.events - written);
          done();
        });
      },
    });
    const io = { stdout, onClosed: () => () => undefined };
    expect(await follow(io, handle, undefined)).to.equal(7);
    expect(written).to.equal(50);
    expect(ahead).to.be.at.most(2);
  });

  it('goes on to the end where its reader goes away, and keeps nothing for it', async () => {
    const { asked, handle } = aRun(50);
    const stdout = new Writable({ highWaterMark: 1, write: () => undefined });
    setTimeout(() => stdout.destroy(), 5);
    let listeners = 0;
    const onClosed = () => {
      listeners++;
      return () => void listeners--;
    };
    await follow({ stdout, onClosed }, handle, undefined);
    expect([asked.events, listeners]).to.deep.equal([50, 0]);
    expect(stdout.listenerCount('drain')).to.equal(0);
  });
});

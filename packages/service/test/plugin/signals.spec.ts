import { EventEmitter } from 'node:events';
import { RuntimeError } from '@tenon/core';
import type { DrainOnSignalOptions } from '@tenon/service';
import { only, sleeping, value } from '@tenon/testing';
import { expect } from 'chai';
import { aStartedService } from '../support/a-service.js';

describe('draining on a signal', () => {
  it('listens only where it is asked for, and to nothing any more when it is drained', async () => {
    const before = ['SIGTERM', 'SIGINT'].map((signal) => process.listenerCount(signal));
    const { service } = aStartedService();
    const counts = () =>
      ['SIGTERM', 'SIGINT'].map((signal, i) => process.listenerCount(signal) - (before[i] ?? 0));
    expect(counts()).to.deep.equal([0, 0]);
    const stopping = service.drainOnSignal();
    expect(counts()).to.deep.equal([1, 1]);
    process.emit('SIGTERM', 'SIGTERM');
    expect(service.state).to.equal('draining');
    expect((await stopping.drained).isComplete).to.equal(true);
    await Promise.resolve();
    expect(counts()).to.deep.equal([0, 0]);
  });

  it('stops listening when it is told to, and when somebody else drains', async () => {
    const source = new EventEmitter();
    const { service } = aStartedService();
    const count = () => source.listenerCount('SIGHUP');
    const one = service.drainOnSignal({ source, signals: ['SIGHUP'] });
    const two = service.drainOnSignal({ source, signals: ['SIGHUP'] });
    expect(count()).to.equal(2);
    one.remove();
    one.remove();
    expect(count()).to.equal(1);
    await service.drain();
    expect(await two.drained).to.equal(await one.drained);
    expect(count()).to.equal(0);
  });

  it('refuses what would never be heard', () => {
    const { service } = aStartedService();
    const before = process.eventNames().length;
    for (const signals of ['SIGTERM', [], ['TERM'], ['SIGKILL'], [15], null, ['toString']]) {
      const options = { signals } as unknown as DrainOnSignalOptions;
      expect(() => service.drainOnSignal(options), String(signals))
        .to.throw(RuntimeError, 'The option "signals"')
        .with.property('code', 'OPTION_INVALID');
    }
    for (const source of [{}, null, 5, { on: () => 0 }]) {
      const options = { source } as unknown as DrainOnSignalOptions;
      expect(() => service.drainOnSignal(options))
        .to.throw(RuntimeError, 'The option "source"')
        .with.property('code', 'OPTION_INVALID');
    }
    expect(process.eventNames()).to.have.lengthOf(before);
  });

  it('leaves no time at the second signal, and takes an echo of the first for what it is', async () => {
    const source = new EventEmitter();
    const { service, clock } = aStartedService();
    service.accept(only(sleeping(clock, 60_000)), { id: 'slow' });
    await clock.settle();
    const { drained } = service.drainOnSignal({ source, timeoutMs: 5_000 });
    source.emit('SIGTERM');
    await clock.advance(200);
    source.emit('SIGINT');
    await clock.advance(300);
    expect(service.state).to.equal('draining');
    source.emit('SIGTERM');
    const { tookMs, runs } = await clock.until(drained);
    expect(tookMs).to.equal(500);
    expect(runs[0]).to.deep.include({ end: 'aborted', code: 'DRAIN_DEADLINE' });
  });

  it('has the time it is told, and its grace', async () => {
    const source = new EventEmitter();
    const { service, clock } = aStartedService();
    service.accept(only(sleeping(clock, 60_000, { ignoresAbort: true })), { graceMs: 50_000 });
    await clock.settle();
    const { drained } = service.drainOnSignal({ source, timeoutMs: 100, graceMs: 10 });
    source.emit('SIGTERM');
    expect((await clock.until(drained)).tookMs).to.equal(110);
    await clock.runAll();
  });

  it('refuses wrong figures and names', () => {
    const { service } = aStartedService();
    for (const wrong of [{ timeoutMs: -1 }, { graceMs: 2 ** 31 }, { signal: 'SIGTERM' }]) {
      let error: unknown;
      try {
        service.drainOnSignal(wrong);
      } catch (thrown) {
        error = thrown;
      }
      expect(RuntimeError.is(error, 'OPTION_INVALID')).to.equal(true);
    }
    expect(service.accept(only(value(1))).state).to.equal('running');
  });
});

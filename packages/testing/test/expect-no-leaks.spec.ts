import { EventEmitter } from 'node:events';
import { aRuntime, chainOf, expectNoLeaks, expectNoListenersLeft } from '@tenon/testing';
import { expect } from 'chai';

async function failureOf(promise: Promise<void>): Promise<Error> {
  return promise.then(
    () => expect.fail('Nothing failed.'),
    (error: unknown) => error as Error,
  );
}

describe('expectNoLeaks', function () {
  this.timeout(20_000);

  it('passes a runtime that is used over and over', async () => {
    const { runtime } = aRuntime();
    const flow = chainOf(5);
    await expectNoLeaks(({ signal }) => runtime.execute(flow, { signal }));
  });

  it('finds heap that is kept, and says how much each round keeps', async () => {
    const kept: unknown[] = [];
    const { message } = await failureOf(
      expectNoLeaks(() => kept.push(new Array<number>(1000).fill(1.5)), {
        rounds: 100,
        warmUp: 10,
      }),
    );
    expect(message).to.match(
      /^The heap has grown by \d+ bytes in 100 rounds, \d{4,5} in each; it may/,
    );
    expect(kept).to.have.length(110);
    const listed = () => kept.push(new Array<number>(1000).fill(1.5));
    await expectNoLeaks(listed, { rounds: 100, warmUp: 10, mostBytes: 10_000_000 });
  });

  it('finds listeners that are left on the signal or on the process', async () => {
    const few = { rounds: 2, warmUp: 1 };
    const onSignal = expectNoLeaks(
      ({ signal }) => signal.addEventListener('abort', () => undefined),
      few,
    );
    expect((await failureOf(onSignal)).message).to.equal(
      'The signal has 3 listeners, and had 0 before.',
    );
    const listener = () => undefined;
    const onProcess = expectNoLeaks(() => process.on('beforeExit', listener), few);
    expect((await failureOf(onProcess)).message).to.match(
      /^The emitter has \d listeners for "beforeExit", and had \d before\.$/,
    );
    process.removeAllListeners('beforeExit');
  });

  it('finds handles', async () => {
    const timers: NodeJS.Timeout[] = [];
    const leak = () => timers.push(setTimeout(() => undefined, 60_000));
    const { message } = await failureOf(expectNoLeaks(leak, { rounds: 2, warmUp: 1 }));
    for (const timer of timers) clearTimeout(timer);
    expect(message).to.equal('Left behind: 3 Timeout.');
  });

  it('finds rejections that nobody handles, whatever they are', async () => {
    for (const thrown of [new Error('boom'), undefined]) {
      const error = await failureOf(
        expectNoLeaks(() => void Promise.reject(thrown), { rounds: 2, warmUp: 1 }),
      );
      expect(error.message).to.match(/rejections were handled by nobody/);
      expect(error.cause).to.equal(thrown);
    }
  });

  it('lets the function fail as it does, and tells rounds apart', async () => {
    const rounds: number[] = [];
    await expectNoLeaks(({ round }) => rounds.push(round), { rounds: 3, warmUp: 1 });
    expect(rounds).to.deep.equal([0, 1, 2, 3]);
    const boom = new Error('boom');
    const few = { rounds: 2 };
    expect(await failureOf(expectNoLeaks(() => Promise.reject(boom), few))).to.equal(boom);
  });

  it('refuses options that are none', async () => {
    const error = await failureOf(expectNoLeaks(() => 1, { runds: 1 } as never));
    expect(error).to.have.property('code', 'OPTION_INVALID');
  });
});

describe('expectNoListenersLeft', () => {
  it('looks at all events of an emitter', async () => {
    const emitter = new EventEmitter();
    emitter.on('data', () => undefined);
    await expectNoListenersLeft(emitter, () => {
      const listener = () => undefined;
      emitter.on('end', listener).off('end', listener);
    });
    const { message } = await failureOf(
      expectNoListenersLeft(emitter, () => emitter.on('end', () => undefined)),
    );
    expect(message).to.equal('The emitter has 1 listeners for "end", and had 0 before.');
  });
});

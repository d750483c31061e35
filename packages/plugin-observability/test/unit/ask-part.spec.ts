import { type HealthPart, type HealthReport, RuntimeError } from '@tenon/core';
import { VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { askPart, worstOf } from '#observability/health/ask-part.js';

const part = (health: () => unknown) => ({ name: 'part', health }) as HealthPart;

/** What is said of a part that answers, or throws, something. */
function asked(health: () => unknown): Promise<HealthReport> {
  return askPart(part(health), new VirtualClock(), 100);
}

const failing = (error: string) => ({ status: 'failing', details: { error } });

describe('a part that is asked', () => {
  it('is as it says, at once and later, with its details', async () => {
    const report = { status: 'degraded', details: { open: 3 } } as const;
    expect(await asked(() => report)).to.deep.equal(report);
    expect(await asked(() => Promise.resolve(report))).to.deep.equal(report);
    expect(await asked(() => ({ status: 'ok', more: 1 }))).to.deep.equal({ status: 'ok' });
  });

  it('is failing where it answers no report', async () => {
    for (const answer of [undefined, null, 'ok', [], new Map()]) {
      expect(await asked(() => answer)).to.deep.equal(failing('no report'));
    }
    for (const status of [undefined, 'fine', 7]) {
      expect(await asked(() => ({ status }))).to.deep.equal(failing('a report without status'));
    }
  });

  it('is failing where it throws, and shows no message, which may hold a password', async () => {
    const refused = Object.assign(new Error('postgres://ada:hunter@db'), { code: 'ECONNREFUSED' });
    const unreadable = Object.defineProperty({}, 'name', {
      get() {
        throw new Error('no');
      },
    });
    for (const [thrown, error] of [
      [refused, 'Error ECONNREFUSED'],
      [new RuntimeError('ABORTED', 'secret'), 'ABORTED'],
      ['secret', 'threw a value of type string'],
      [null, 'threw null'],
      [unreadable, 'threw a value of type object'],
    ] as const) {
      const throwing = () => {
        throw thrown as Error;
      };
      expect(await asked(throwing)).to.deep.equal(failing(error));
      expect(await asked(() => Promise.reject(thrown))).to.deep.equal(failing(error));
    }
  });

  it('is failing where its report cannot be read', async () => {
    const report = {
      get status() {
        throw new TypeError('no');
      },
    };
    expect(await asked(() => report)).to.deep.equal(failing('TypeError'));
    expect(await asked(() => Promise.resolve(report))).to.deep.equal(failing('TypeError'));
  });

  it('is failing where it takes too long, and no timer is left where it does not', async () => {
    const clock = new VirtualClock();
    const never = askPart(
      part(() => new Promise(() => undefined)),
      clock,
      100,
    );
    const soon = askPart(
      part(() => ({ status: 'ok' })),
      clock,
      5_000,
    );
    await clock.advance(100);
    expect(await never).to.deep.equal(failing('no answer within 100 ms'));
    expect(await soon).to.deep.equal({ status: 'ok' });
    expect(clock.pendingTimers).to.equal(0);
  });
});

describe('the status of some parts', () => {
  it('is the worst of theirs', () => {
    const of = (...stated: HealthReport['status'][]) =>
      worstOf(stated.map((status) => ({ status })));
    expect([of(), of('ok'), of('ok', 'degraded'), of('failing', 'ok')]).to.deep.equal([
      'ok',
      'ok',
      'degraded',
      'failing',
    ]);
  });
});

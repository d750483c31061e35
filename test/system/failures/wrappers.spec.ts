import { getEventListeners } from 'node:events';
import { BANDS, type ErrorCode, type Plugin, type RunStatus } from '@tenon/core';
import { aRuntime, unhandledRejectionsDuring, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { optionsFor, PARTS, pluginsOf, resultsFor, workflowFor } from '../support/parts.js';
import { BOOM, NAME } from './misbehaving.js';

type Misbehave = (stop: AbortController) => unknown;

/** What a wrapper does instead of calling what it wraps, how the run ends then, and with what code. */
const WAYS: readonly (readonly [how: string, Misbehave, RunStatus, ErrorCode])[] = [
  [
    'throws',
    () => {
      throw BOOM;
    },
    'failed',
    'NODE_FAILED',
  ],
  ['rejects', () => Promise.reject(BOOM), 'failed', 'NODE_FAILED'],
  ['answers nothing', () => undefined, 'failed', 'OUTPUT_INVALID'],
  ['hangs', () => new Promise(() => {}), 'failed', 'TIMEOUT'],
  [
    'aborts the run and hangs',
    (stop) => {
      stop.abort(BOOM);
      return new Promise(() => {});
    },
    'aborted',
    'ABORTED',
  ],
];

const RUN_MS = 60_000;
const GRACE_MS = 1_000;

describe('a wrapper of a node that misbehaves', () => {
  for (const band of BANDS) {
    for (const [how, misbehave, status, code] of WAYS) {
      it(`and ${how} in the band "${band}" leaves the run ${status}: ${code}`, async () => {
        const clock = new VirtualClock();
        const stop = new AbortController();
        let isArmed = true;
        const wrapping: Plugin = {
          manifest: { name: NAME, version: '1.0.0', stage: 850 },
          apply(hooks) {
            hooks.node.tap(NAME, (wraps) => {
              wraps.add(
                band,
                (next) => (inputs, context) =>
                  isArmed ? (misbehave(stop) as never) : next(inputs, context),
              );
            });
          },
        };
        const { runtime } = aRuntime({
          clock,
          plugins: [...pluginsOf(PARTS), wrapping],
          limits: { concurrentRuns: 1, whenFull: 'refuse' },
        });
        const flow = workflowFor(PARTS);
        const options = optionsFor(PARTS);
        const reasons = await unhandledRejectionsDuring(async () => {
          const run = runtime.start(flow, { ...options, signal: stop.signal, timeoutMs: RUN_MS });
          const { error } = await clock.until(run.result);
          expect([(await run.result).status, error?.code]).to.deep.equal([status, code]);
          if (code === 'NODE_FAILED' || code === 'ABORTED') expect(error?.cause).to.equal(BOOM);
          expect(clock.now()).to.be.at.most(RUN_MS + GRACE_MS);
          expect(clock.pendingTimers, 'timers').to.equal(0);
          expect(getEventListeners(stop.signal, 'abort'), 'listeners').to.deep.equal([]);

          isArmed = false;
          const again = await clock.until(runtime.start(flow, options).result);
          expect([again.status, { ...again.results }]).to.deep.equal([
            'completed',
            resultsFor(PARTS),
          ]);
        });
        expect(reasons).to.deep.equal([]);
      });
    }
  }
});

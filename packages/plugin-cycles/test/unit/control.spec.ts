import { type RegionScope, RuntimeError } from '@tenon/core';
import { VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { HeapLimit } from '#cycles/control/heap-limit.js';
import { hookAnswer } from '#cycles/control/hook-answer.js';
import { memoryEnd, timeoutEnd } from '#cycles/control/limit-ends.js';
import type { LoopPlan } from '#cycles/control/loop-plan.js';

const PLAN: LoopPlan = {
  id: 'fit',
  workflow: 'w',
  body: [],
  placeOf: new Map(),
  maxIterations: 3,
  condition: undefined,
  timeoutMs: 100,
  maxHeapBytes: 1024 ** 2,
  acceptsLimits: false,
  history: 0,
};
const SCOPE = { iteration: 2, elapsedMs: 120 } as RegionScope;

describe('what a tap answers for a loop', () => {
  it('is refused where it is no end, with the hook, the loop and what to answer', () => {
    for (const answer of [null, 5, 'converged', {}, { reason: 'done' }]) {
      try {
        hookAnswer(answer, PLAN);
        expect.fail('It was taken.');
      } catch (error) {
        if (!RuntimeError.is(error, 'HOOK_MISUSE')) throw error;
        expect(error.hint).to.match(/^Answer undefined to let the loop decide/);
        expect(error.where).to.deep.equal({
          workflow: 'w',
          loop: 'fit',
          hook: 'CycleHooks.iteration',
        });
      }
    }
  });
});

describe('a loop that runs into a limit', () => {
  it('says which limit to raise', () => {
    expect(timeoutEnd(PLAN, SCOPE).error).to.have.property(
      'hint',
      'Raise timeoutMs, or accept the limit: onLimit: "accept".',
    );
    expect(memoryEnd(PLAN, SCOPE, 2 * 1024 ** 2).error).to.have.property(
      'hint',
      'Raise maxHeapBytes, let its nodes keep less, or accept the limit: onLimit: "accept".',
    );
  });
});

describe('a heap limit', () => {
  it('looks every 20 ms at most, and is exceeded by more than it allows alone', () => {
    const clock = new VirtualClock();
    let used = 0;
    let looks = 0;
    const read = () => {
      looks++;
      return used;
    };
    const sink = { exceeded: () => undefined, failed: () => undefined };
    const limit = new HeapLimit(10, read, clock, sink);
    used = 11;
    clock.block(19);
    expect(limit.look()).to.equal(undefined);
    expect(looks).to.equal(1);
    clock.block(1);
    expect(limit.look()).to.equal(11);
    expect(limit.look()).to.equal(undefined);
    used = 10;
    clock.block(20);
    expect(limit.look()).to.equal(undefined);
    expect(looks).to.equal(3);
    limit.close();
  });
});

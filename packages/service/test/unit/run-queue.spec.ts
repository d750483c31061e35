import { type RunEntry, RuntimeError } from '@tenon/core';
import { VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { endOf } from '#service/run-end.js';
import { RunQueue } from '#service/run-queue.js';

function entry(id: string, signal = new AbortController().signal): RunEntry {
  return {
    id,
    workflow: { name: 'test' },
    options: { tenant: undefined },
    isDryRun: false,
    signal,
    limitTime: () => undefined,
  };
}

describe('RunQueue', () => {
  it('lets a run that is aborted already not wait', async () => {
    const queue = new RunQueue({ concurrentRuns: 1 }, new VirtualClock());
    void queue.enter(entry('first'));
    const reason = new Error('gone');
    const waits = queue.enter(entry('second', AbortSignal.abort(reason)));
    const error: unknown = await Promise.resolve(waits).catch((thrown: unknown) => thrown);
    expect(error).to.equal(reason);
    expect(queue.stats()).to.deep.include({ running: 1, queued: 0 });
  });

  it('takes a place back once, however often it is given back', async () => {
    const queue = new RunQueue({ concurrentRuns: 1 }, new VirtualClock());
    const first = await queue.enter(entry('first'));
    first.release();
    first.release();
    expect(queue.stats().running).to.equal(0);
    void queue.enter(entry('second'));
    first.release();
    expect(queue.stats().running).to.equal(1);
  });

  it('settles what it does not know without a word', () => {
    const queue = new RunQueue({}, new VirtualClock());
    queue.settleDirect({}, { status: 'completed', error: undefined, warnings: [] });
    expect(queue.stats().ended.completed).to.equal(0);
  });
});

describe('the end of a run', () => {
  it('has the code of what aborted it, where that is an error of Tenon', () => {
    const cause = new RuntimeError('DRAIN_DEADLINE', 'late');
    const aborted = (reason: unknown) =>
      endOf({
        status: 'aborted',
        error: new RuntimeError('ABORTED', 'aborted', { cause: reason }),
        warnings: [],
      });
    expect(aborted(cause).code).to.equal('DRAIN_DEADLINE');
    expect(aborted(new Error('gone')).code).to.equal('ABORTED');
    const failed = new RuntimeError('NODE_FAILED', 'failed', { cause });
    expect(endOf({ status: 'failed', error: failed, warnings: [] }).code).to.equal('NODE_FAILED');
    expect(endOf({ status: 'aborted', error: undefined, warnings: [] }).code).to.equal(undefined);
  });

  it('names the nodes that were given up on, and no other warning', () => {
    const warnings = [
      { code: 'NODE_ABANDONED', message: 'x', node: 'sub/deaf' },
      { code: 'NODE_ABANDONED', message: 'x' },
      { code: 'LATE_RESULT', message: 'x', node: 'other' },
    ];
    expect(endOf({ status: 'aborted', error: undefined, warnings }).nodesLeft).to.deep.equal([
      'sub/deaf',
    ]);
  });
});

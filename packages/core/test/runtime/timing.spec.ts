import {
  MemoryTaskManager,
  type RunOptions,
  type RuntimeOptions,
  subWorkflow,
  TaskManager,
} from '@tenon/core';
import { aRuntime, aWorkflow, failing, only, sleeping, VirtualClock, value } from '@tenon/testing';
import { expect } from 'chai';
import { tapping } from '../support/plugins.js';

async function durations(
  runtimeOptions: RuntimeOptions = {},
  runOptions: RunOptions = {},
  reads = false,
) {
  const clock = new VirtualClock({ now: 1000 });
  const { runtime } = aRuntime({ ...runtimeOptions, clock });
  const flow = aWorkflow()
    .node('a', value(1))
    .node('b', sleeping(clock, 50))
    .node('c', sleeping(clock, 20))
    .edge('a', 'b.value')
    .edge('b', 'c.value')
    .build();
  const run = runtime.start(flow, runOptions);
  if (reads) run.events();
  const { outcomes } = await clock.until(run.result);
  return Array.from(outcomes, ({ startedAt, durationMs }) => [startedAt, durationMs]);
}

const TIMED = [
  [1000, 0],
  [1000, 50],
  [1050, 20],
];
const UNTIMED = Array.from({ length: 3 }, () => [undefined, undefined]);

describe('timing', () => {
  it('is off where nobody asks, also when hooks are tapped', async () => {
    expect(await durations()).to.deep.equal(UNTIMED);
    const tap = tapping('watcher', (hooks) => {
      hooks.nodeStarted.tap('watcher', () => undefined);
      hooks.nodeSettled.tap('watcher', ({ durationMs }) => {
        expect(durationMs).to.equal(undefined);
      });
    });
    expect(await durations({ plugins: [tap] })).to.deep.equal(UNTIMED);
    expect(await durations({ tracking: 'runs' }, { timing: false })).to.deep.equal(UNTIMED);
  });

  it('is on for a run that asks, that is read, and where each visit is tracked', async () => {
    expect(await durations({}, { timing: true })).to.deep.equal(TIMED);
    expect(await durations({}, {}, true)).to.deep.equal(TIMED);
    expect(await durations({ tracking: 'tasks' })).to.deep.equal(TIMED);
    const configure: RuntimeOptions['configure'] = ({ bind }) => {
      bind(TaskManager).toConstantValue(new MemoryTaskManager());
    };
    expect(await durations({ configure })).to.deep.equal(TIMED);
    expect(await durations({ configure, tracking: 'runs' })).to.deep.equal(UNTIMED);
  });

  it('knows failed and cut off nodes as well, nested ones too, and nothing of what never ran', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    const flow = aWorkflow()
      .node('sub', subWorkflow(only(sleeping(clock, 30))))
      .node('bad', failing('boom'))
      .node('next', sleeping(clock, 1))
      .node('long', sleeping(clock, 500))
      .edge('bad', 'next.value')
      .build();
    const run = runtime.start(flow, { timing: true, onError: 'continue' });
    await clock.advance(100);
    run.abort();
    const { outcomes } = await clock.until(run.result);
    expect(Array.from(outcomes, ({ node, durationMs }) => [node, durationMs])).to.deep.equal([
      ['sub', 30],
      ['bad', 0],
      ['next', undefined],
      ['long', 100],
    ]);
    expect(outcomes.get('sub')?.nested?.get('only')?.durationMs).to.equal(30);
  });
});

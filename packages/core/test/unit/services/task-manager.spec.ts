import { expect } from 'chai';
import fc from 'fast-check';
import { MemoryTaskManager } from '#core/services/memory-task-manager.js';
import { checkTransition, isEnded, type TaskStatus } from '#core/services/task-manager.js';
import { thrown } from '../errors/thrown.js';

const STATUSES: readonly TaskStatus[] = [
  'pending',
  'running',
  'completed',
  'failed',
  'skipped',
  'aborted',
];
const at = new Date(0);

function managerWith(runId: string, options = {}) {
  const manager = new MemoryTaskManager(options);
  manager.openRun({ runId, workflow: 'pricing', at });
  return manager;
}

describe('the states of runs and tasks', () => {
  it('follow one another as documented', () => {
    const allowed = STATUSES.flatMap((from) =>
      STATUSES.filter((to) => {
        try {
          checkTransition(from, to, 'It');
          return true;
        } catch {
          return false;
        }
      }).map((to) => `${from} → ${to}`),
    );
    expect(allowed).to.deep.equal([
      'pending → running',
      'pending → failed',
      'pending → skipped',
      'pending → aborted',
      'running → completed',
      'running → failed',
      'running → skipped',
      'running → aborted',
    ]);
    expect(STATUSES.filter(isEnded)).to.deep.equal(['completed', 'failed', 'skipped', 'aborted']);
  });

  it('name what cannot change, and what could follow', () => {
    const error = thrown(() => checkTransition('pending', 'completed', 'The run "r"'));
    expect(error.code).to.equal('TRACKING_TRANSITION');
    expect(error.message).to.equal(
      'The run "r" cannot change from "pending" to "completed": ' +
        'what follows is running, failed, skipped, aborted.',
    );
    expect(thrown(() => checkTransition('failed', 'running', 'X')).message).to.include('final');
  });
});

describe('MemoryTaskManager', () => {
  it('keeps what happened to a run, with its times', () => {
    const manager = managerWith('r');
    const [start, end] = [new Date(10), new Date(20)];
    manager.changeRun('r', { to: 'running', at: start });
    const error = { code: 'NODE_FAILED', message: 'boom' };
    manager.changeRun('r', { to: 'failed', at: end, error });
    expect(manager.run('r')).to.deep.equal({
      runId: 'r',
      workflow: 'pricing',
      status: 'failed',
      openedAt: at,
      startedAt: start,
      endedAt: end,
      error,
    });
    expect(manager.run('r')).to.be.frozen;
    expect(manager.run('other')).to.equal(undefined);
  });

  it('keeps each visit to each node apart, whatever the ids', () => {
    const manager = managerWith('r');
    const nodes = ['1 a', 'a', '__proto__', 'a 1', ''];
    for (const node of nodes) {
      for (const visit of [1, 2]) {
        manager.openTask({ runId: 'r', node, visit }, at);
        manager.changeTask({ runId: 'r', node, visit }, { to: 'skipped', at, reason: 'deadEdges' });
      }
    }
    const tasks = manager.tasks('r');
    expect(tasks.map(({ node, visit }) => [node, visit])).to.deep.equal(
      nodes.flatMap((node) => [
        [node, 1],
        [node, 2],
      ]),
    );
    expect(tasks[0]).to.include({ status: 'skipped', reason: 'deadEdges' });
    expect(manager.tasks('other')).to.deep.equal([]);
  });

  it('refuses what is unknown, opened twice, or out of order', () => {
    const manager = managerWith('r');
    const task = { runId: 'r', node: 'a', visit: 1 };
    manager.openTask(task, at);
    for (const act of [
      () => manager.openRun({ runId: 'r', workflow: 'pricing', at }),
      () => manager.changeRun('other', { to: 'running', at }),
      () => manager.changeRun('r', { to: 'completed', at }),
      () => manager.openTask(task, at),
      () => manager.openTask({ ...task, runId: 'other' }, at),
      () => manager.changeTask({ ...task, visit: 2 }, { to: 'running', at }),
      () => manager.changeTask(task, { to: 'pending', at }),
    ]) {
      expect(thrown(act).code).to.equal('TRACKING_TRANSITION');
    }
  });

  it('keeps all that is in progress, and a bounded number of ended runs', () => {
    const numbers = fc.array(fc.boolean(), { maxLength: 50 });
    fc.assert(
      fc.property(numbers, fc.nat(5), (ends, most) => {
        const manager = new MemoryTaskManager({ runs: most });
        ends.forEach((isEnding, i) => {
          manager.openRun({ runId: `r${i}`, workflow: 'pricing', at });
          if (isEnding) manager.changeRun(`r${i}`, { to: 'aborted', at });
        });
        const ended = ends.flatMap((isEnding, i) => (isEnding ? [`r${i}`] : []));
        const kept = new Set(ended.slice(Math.max(0, ended.length - most)));
        const expected = ends.flatMap((isEnding, i) =>
          isEnding && !kept.has(`r${i}`) ? [] : [`r${i}`],
        );
        expect(manager.runs().map(({ runId }) => runId)).to.deep.equal(expected);
      }),
    );
  });

  it('keeps a bounded number of ended tasks of a long run', () => {
    const manager = managerWith('r', { tasksPerRun: 3 });
    for (let visit = 1; visit <= 1000; visit++) {
      const task = { runId: 'r', node: 'a', visit };
      manager.openTask(task, at);
      manager.changeTask(task, { to: 'running', at });
      if (visit !== 5) manager.changeTask(task, { to: 'completed', at });
    }
    expect(manager.tasks('r').map(({ visit }) => visit)).to.deep.equal([5, 998, 999, 1000]);
  });

  it('refuses bounds that are none', () => {
    for (const options of [{ runs: -1 }, { tasksPerRun: NaN }, { runs: '5' }]) {
      expect(thrown(() => new MemoryTaskManager(options as never)).code).to.equal('OPTION_INVALID');
    }
  });
});

import {
  MemoryTaskManager,
  type Plugin,
  subWorkflow,
  type TaskChange,
  type TaskKey,
  TaskManager,
  type TaskManager as Tasks,
  workflow,
} from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  chainOf,
  deferredNode,
  failing,
  heapGrowth,
  only,
  pass,
  spied,
  unhandledRejectionsDuring,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { chooser } from '../support/nodes.js';
import { gates, loops, tapping } from '../support/plugins.js';
import { eventually, never, turns } from '../support/waiting.js';

function tracked(
  manager: Tasks = new MemoryTaskManager(),
  options: Parameters<typeof aRuntime>[0] = {},
) {
  return aRuntime({
    ...options,
    configure: ({ bind }) => {
      bind(TaskManager).toConstantValue(manager);
    },
  }).runtime;
}

/** The default manager of a runtime, as a plugin sees it. */
function peek(): { plugin: Plugin; manager: () => MemoryTaskManager } {
  let manager: MemoryTaskManager | undefined;
  const plugin = tapping('peek', (_hooks, services) => {
    manager = services.get(TaskManager) as MemoryTaskManager;
  });
  return { plugin, manager: () => manager as MemoryTaskManager };
}

/** Hands everything on to a manager in memory, each report after so many turns of the event loop. */
class SlowTaskManager implements Tasks {
  readonly inner = new MemoryTaskManager();
  readonly #delay: () => number;

  constructor(delay: () => number) {
    this.#delay = delay;
  }

  async openRun(run: Parameters<Tasks['openRun']>[0]): Promise<void> {
    await turns(this.#delay());
    this.inner.openRun(run);
  }

  async changeRun(runId: string, change: TaskChange): Promise<void> {
    await turns(this.#delay());
    this.inner.changeRun(runId, change);
  }

  async openTask(task: TaskKey, at: Date): Promise<void> {
    await turns(this.#delay());
    this.inner.openTask(task, at);
  }

  async changeTask(task: TaskKey, change: TaskChange): Promise<void> {
    await turns(this.#delay());
    this.inner.changeTask(task, change);
  }

  run(runId: string) {
    return this.inner.run(runId);
  }

  runs() {
    return this.inner.runs();
  }

  tasks(runId: string) {
    return this.inner.tasks(runId);
  }
}

describe('tracking', () => {
  it('keeps a record of each run, in memory where nothing else is bound', async () => {
    const clock = new VirtualClock({ date: new Date('2030-01-01T00:00:00Z') });
    const { plugin, manager } = peek();
    const { runtime } = aRuntime({ clock, plugins: [plugin] });
    const { node, visits } = deferredNode();
    const run = runtime.start(only(node), { tenant: 'acme' });
    await clock.advance(1000);
    expect(manager().run('run-1')?.status).to.equal('running');
    visits[0]?.resolve();
    await run.result;
    expect(manager().run('run-1')).to.deep.equal({
      runId: 'run-1',
      workflow: 'test',
      tenant: 'acme',
      status: 'completed',
      openedAt: new Date('2030-01-01T00:00:00Z'),
      startedAt: new Date('2030-01-01T00:00:00Z'),
      endedAt: new Date('2030-01-01T00:00:01Z'),
    });
    expect(manager().tasks('run-1')).to.deep.equal([]);
  });

  it('keeps how each run ended: completed, failed, aborted, refused before or behind it', async () => {
    const { plugin, manager } = peek();
    const late = tapping(
      'late',
      (hooks) => {
        hooks.prepare.tap('late', (_request, { id }) => {
          if (id === 'late') throw new Error('no');
        });
      },
      { after: ['tracking'] },
    );
    const { runtime } = aRuntime({ plugins: [plugin, late] });
    await runtime.start(only(value(1)), { id: 'good' }).result;
    await runtime.start(only(failing('boom')), { id: 'bad' }).result;
    await runtime.start(only(pass), { id: 'early' }).result;
    await runtime.start(only(value(1)), { id: 'late' }).result;
    await runtime.start(only(value(1)), { id: 'aborted', signal: AbortSignal.abort() }).result;
    expect(
      manager()
        .runs()
        .map(({ runId, status, error }) => [runId, status, error?.code]),
    ).to.deep.equal([
      ['good', 'completed', undefined],
      ['bad', 'failed', 'NODE_FAILED'],
      ['early', 'failed', 'INPUT_REQUIRED'],
      ['late', 'failed', 'HOOK_FAILED'],
      ['aborted', 'aborted', 'ABORTED'],
    ]);
  });

  it('has a run that waits for its place on record as pending, and as started when it is let in', async () => {
    for (const delay of [undefined, 2]) {
      const clock = new VirtualClock({ date: new Date('2030-01-01T00:00:00Z') });
      const slow = new SlowTaskManager(() => delay ?? 0);
      const inner = delay === undefined ? new MemoryTaskManager() : slow.inner;
      const { runtime } = aRuntime({
        clock,
        limits: { concurrentRuns: 1 },
        configure: ({ bind }) => {
          bind(TaskManager).toConstantValue(delay === undefined ? inner : slow);
        },
      });
      const { node, visits } = deferredNode();
      const runs = ['first', 'waits', 'leaves'].map((id) => runtime.start(only(node), { id }));
      await eventually(() => visits.length === 1 && inner.runs().length === 3);
      expect(inner.runs().map(({ status }) => status)).to.deep.equal([
        'running',
        'pending',
        'pending',
      ]);
      await clock.advance(1000);
      runs[2]?.abort();
      visits[0]?.resolve();
      await eventually(() => visits.length === 2);
      visits[1]?.resolve();
      for (const run of runs) await run.result;
      const seconds = (date: Date | undefined) => date && (date.getTime() / 1000) % 60;
      expect(
        inner.runs().map((r) => [r.status, seconds(r.openedAt), seconds(r.startedAt)]),
      ).to.deep.equal([
        ['completed', 0, 0],
        ['completed', 0, 1],
        ['aborted', 0, undefined],
      ]);
    }
  });

  it('refuses a run that waits and cannot be put on record, and leaves its place to others', async () => {
    for (const later of [false, true]) {
      class Picky extends MemoryTaskManager {
        override openRun(run: Parameters<Tasks['openRun']>[0]): void {
          if (run.runId !== 'bad') super.openRun(run);
          else if (later) return Promise.reject(new Error('no room')) as never;
          else throw new Error('no room');
        }
      }
      const manager = new Picky();
      const { node, visits } = deferredNode();
      const runtime = tracked(manager, { limits: { concurrentRuns: 1 } });
      const first = runtime.start(only(node));
      const bad = runtime.start(only(node), { id: 'bad' });
      const next = runtime.start(only(node));
      const { status, error } = await bad.result;
      expect([status, error?.code]).to.deep.equal(['refused', 'HOOK_FAILED']);
      expect(error?.message).to.include('no room');
      for (const [i, run] of [first, next].entries()) {
        await eventually(() => visits.length > i);
        visits[i]?.resolve();
        expect((await run.result).status).to.equal('completed');
      }
    }
  });

  it('is off where that is asked for', async () => {
    const { plugin, manager } = peek();
    const { runtime } = aRuntime({ plugins: [plugin], tracking: 'off' });
    await runtime.execute(only(value(1)));
    expect(manager().runs()).to.deep.equal([]);
    const { hooks } = runtime.describe();
    expect(hooks.flatMap(({ taps }) => taps).some(({ plugin: by }) => by === 'tracking')).to.equal(
      false,
    );
  });

  it('keeps a record of each visit where a manager is bound or that is asked for', async () => {
    const flow = workflow('all');
    const choose = flow.add('choose', chooser(), { take: ['left'] });
    const live = flow.add('live', spied().node);
    const dead = flow.add('dead', pass);
    const bad = flow.add('bad', failing('boom'));
    const behind = flow.add('behind', pass);
    flow.connect(choose.out.left, live.input('value'));
    flow.connect(choose.out.right, dead.in.value);
    flow.connect(bad.out.value, behind.in.value);
    flow.loop('again', { back: [[live.output('value'), live.input('value')]], maxIterations: 2 });
    const manager = new MemoryTaskManager();
    const runtime = tracked(manager, { plugins: [gates(), loops()] });
    await runtime.start(flow.build(), { onError: 'continue' }).result;
    expect(
      manager
        .tasks('run-1')
        .map(({ node, visit, status, reason, error }) => [
          node,
          visit,
          status,
          reason ?? error?.code,
        ]),
    ).to.deep.equal([
      ['choose', 1, 'completed', undefined],
      ['live', 1, 'completed', undefined],
      ['live', 2, 'completed', undefined],
      ['dead', 1, 'skipped', 'deadEdges'],
      ['bad', 1, 'failed', 'NODE_FAILED'],
      ['behind', 1, 'skipped', 'upstreamFailed'],
    ]);
    const { plugin, manager: own } = peek();
    await aRuntime({ plugins: [plugin], tracking: 'tasks' }).runtime.execute(only(value(1)));
    expect(own().tasks('run-1')).to.have.length(1);
    const bound = new MemoryTaskManager();
    await tracked(bound, { tracking: 'runs' }).execute(only(value(1)));
    expect([bound.runs().length, bound.tasks('run-1').length]).to.deep.equal([1, 0]);
  });

  it('tells what was cut off, and what never started', async () => {
    const { node, visits } = deferredNode();
    const manager = new MemoryTaskManager();
    const flow = aWorkflow().node('a', node).node('b', pass).edge('a', 'b.value').build();
    const run = tracked(manager).start(flow, { graceMs: 0 });
    await eventually(() => visits.length === 1);
    run.abort();
    await run.result;
    expect(
      manager.tasks('run-1').map((task) => [task.node, task.status, task.reason]),
    ).to.deep.equal([
      ['a', 'aborted', 'abandoned'],
      ['b', 'aborted', 'notStarted'],
    ]);
    expect(manager.run('run-1')?.status).to.equal('aborted');
  });

  it('tells visits of nodes apart that have one id in different sub-workflows, at once or not', async () => {
    const inner = subWorkflow(
      aWorkflow('inner')
        .node('x', spied(() => Promise.resolve({})).node)
        .build(),
    );
    const flow = aWorkflow().node('x', inner).node('y', inner).node('z', inner).build();
    const manager = new MemoryTaskManager();
    const { warnings } = await tracked(manager).execute(flow);
    expect(warnings).to.deep.equal([]);
    expect(
      manager.tasks('run-1').map(({ node, visit, status }) => [node, visit, status]),
    ).to.deep.equal([
      ['x', 1, 'completed'],
      ['x/x', 1, 'completed'],
      ['y', 1, 'completed'],
      ['y/x', 1, 'completed'],
      ['z', 1, 'completed'],
      ['z/x', 1, 'completed'],
    ]);
  });

  it('reports each visit in order to a manager that takes its time, and waits for it at the end', async () => {
    let seed = 7;
    const manager = new SlowTaskManager(() => {
      seed = (seed * 16807) % 2147483647;
      return seed % 5;
    });
    const flow = chainOf(20);
    const { status, warnings } = await tracked(manager).start(flow).result;
    expect([status, warnings]).to.deep.equal(['completed', []]);
    const tasks = manager.tasks('run-1');
    expect(tasks).to.have.length(20);
    expect(tasks.every((task) => task.status === 'completed')).to.equal(true);
    expect(manager.run('run-1')?.status).to.equal('completed');
  });

  it('leaves no record open when the run is aborted while it is being opened', async () => {
    const manager = new SlowTaskManager(() => 3);
    const run = tracked(manager).start(only(value(1)));
    await turns();
    run.abort();
    const { status, warnings } = await run.result;
    expect([status, warnings]).to.deep.equal(['aborted', []]);
    expect(manager.run('run-1')?.status).to.equal('aborted');
  });

  it('refuses a second run of an id that is on record, and leaves the first alone', async () => {
    const manager = new MemoryTaskManager();
    const { node, visits } = deferredNode();
    const runtime = tracked(manager);
    const first = runtime.start(only(node), { id: 'mine' });
    await eventually(() => visits.length === 1);
    const second = await runtime.start(only(node), { id: 'mine' }).result;
    expect([second.status, second.error?.code]).to.deep.equal(['refused', 'TRACKING_TRANSITION']);
    expect(manager.run('mine')?.status).to.equal('running');
    visits[0]?.resolve();
    const { status, warnings } = await first.result;
    expect([status, warnings, manager.run('mine')?.status]).to.deep.equal([
      'completed',
      [],
      'completed',
    ]);
  });

  it('refuses a run that cannot be put on record, and makes warnings of what fails later', async () => {
    const boom = new Error('database gone');
    const failsIn = (
      method: 'openRun' | 'changeRun' | 'openTask' | 'changeTask',
      later: boolean,
    ): Tasks => {
      const manager = new MemoryTaskManager();
      const fail = () => {
        if (later) return Promise.reject(boom);
        throw boom;
      };
      return new Proxy<Tasks>(manager, {
        get(target, key) {
          const member: unknown = Reflect.get(target, key);
          if (key === method) return fail;
          return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        },
      });
    };
    const reasons = await unhandledRejectionsDuring(async () => {
      for (const later of [false, true]) {
        for (const method of ['openRun', 'changeRun'] as const) {
          const { status, error } = await tracked(failsIn(method, later)).start(only(value(1)))
            .result;
          expect([status, error?.cause], method).to.deep.equal(['refused', boom]);
        }
        for (const method of ['openTask', 'changeTask'] as const) {
          const later2 = aWorkflow()
            .node('a', value(1))
            .node('b', spied(async () => turns(3).then(() => ({}))).node)
            .build();
          const { status, warnings } = await tracked(failsIn(method, later)).start(later2).result;
          expect(status, method).to.equal('completed');
          expect(warnings.length, method).to.be.above(0);
          expect(warnings.every(({ code }) => code === 'OBSERVER_FAILED')).to.equal(true);
        }
      }
    });
    expect(reasons).to.deep.equal([]);
  });

  it('waits only so long for a manager that hangs', async () => {
    const clock = new VirtualClock();
    const manager = Object.assign(new MemoryTaskManager(), { changeTask: never });
    const runtime = tracked(manager, { clock, hookTimeoutMs: 500 });
    const { status, warnings } = await clock.until(runtime.start(only(value(1))).result);
    expect([status, clock.now()]).to.deep.equal(['completed', 500]);
    expect(warnings.map(({ code }) => code)).to.deep.equal(['HOOK_TIMEOUT']);
  });

  it('refuses transitions that do not follow', () => {
    const manager = new MemoryTaskManager();
    const at = new Date(0);
    manager.openRun({ runId: 'r', workflow: 'w', at });
    expect(() => manager.changeRun('r', { to: 'completed', at })).to.throw('cannot change');
    manager.changeRun('r', { to: 'running', at });
    manager.changeRun('r', { to: 'completed', at });
    expect(() => manager.changeRun('r', { to: 'running', at })).to.throw('it is final');
    expect(() => manager.changeRun('s', { to: 'running', at })).to.throw('is not known');
  });

  it('keeps a bounded number of records', async () => {
    const { plugin, manager } = peek();
    const { runtime } = aRuntime({ plugins: [plugin] });
    const flow = only(value(1));
    for (let i = 0; i < 1200; i++) await runtime.execute(flow);
    expect(manager().runs()).to.have.length(1000);
    expect(manager().runs()[0]?.runId).to.equal('run-201');
    const growth = await heapGrowth(() => runtime.execute(flow), { rounds: 3000, warmUp: 500 });
    expect(growth).to.be.below(500_000);
  }).timeout(10_000);
});

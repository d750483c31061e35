import {
  createRuntime,
  Logger,
  type RunRecord,
  RuntimeError,
  SilentLogger,
  TaskManager,
  type TaskRecord,
} from '@tenon/core';
import { aWorkflow } from '../../a-workflow.js';
import { failing, value } from '../../nodes.js';
import { expectSame, fail, shown } from '../expectations.js';
import { type Claim, type SpecRunner, suite } from '../runner.js';
import { HOSTILE_NAMES } from './hostile-names.js';
import { expectNoneUnhandled, failureOf, withService } from './service-claim.js';

/** What {@link taskManagerSpec} may be told. */
export interface TaskManagerSpecOptions<T extends TaskManager> extends SpecRunner {
  /** Closes a manager, and its store. */
  readonly close?: (manager: T) => unknown;
  /** A manager whose store cannot be reached. */
  readonly broken?: () => T | PromiseLike<T>;
}

const WRITERS = 50;
const at = (second: number) => new Date(second * 1000);

/**
 * Tests what holds of every `TaskManager`: it keeps runs and visits as they are reported, refuses what does not follow, keeps
 * ids apart whatever they hold, and serves many runs at once. `open` makes an empty manager. Each claim is a test of its own,
 * in the runner whose `describe` and `it` are global or given. Throws OPTION_INVALID where there is no runner.
 *
 * @example
 * taskManagerSpec('MemoryTaskManager', () => new MemoryTaskManager());
 */
export function taskManagerSpec<T extends TaskManager>(
  title: string,
  open: () => T | PromiseLike<T>,
  options: TaskManagerSpecOptions<T> = {},
): void {
  suite(`task manager "${title}"`, options, claimsOf(open, options));
}

function claimsOf<T extends TaskManager>(
  open: () => T | PromiseLike<T>,
  { close, broken }: TaskManagerSpecOptions<T>,
): readonly Claim[] {
  const within = withService(open, close);
  const claims: Claim[] = [
    {
      title: 'keeps a run as it is opened and changed',
      check: () =>
        within(async (manager) => {
          await openRun(manager, 'run-1');
          expectSame(await statusOf(manager, 'run-1'), 'pending', 'A run that is opened is');
          await manager.changeRun('run-1', { to: 'running', at: at(1) });
          const error = { code: 'NODE_FAILED', message: 'It failed.' };
          await manager.changeRun('run-1', { to: 'failed', at: at(2), error });
          const { runId, workflow, tenant, status, startedAt, endedAt, openedAt, ...rest } =
            await runOf(manager, 'run-1');
          expectSame(
            { runId, workflow, tenant, status, openedAt, startedAt, endedAt, error: rest.error },
            {
              runId: 'run-1',
              workflow: 'tracked',
              tenant: 'acme',
              status: 'failed',
              openedAt: at(0),
              startedAt: at(1),
              endedAt: at(2),
              error,
            },
            'A run that failed is kept otherwise.',
          );
        }),
    },
    {
      title: 'keeps runs and visits in the order in which they were opened',
      check: () =>
        within(async (manager) => {
          for (const runId of ['b', 'a', 'c']) await openRun(manager, runId);
          await manager.changeRun('b', { to: 'running', at: at(1) });
          for (const [node, visit] of [
            ['n', 1],
            ['m', 1],
            ['n', 2],
          ] as const) {
            await manager.openTask({ runId: 'b', node, visit }, at(1));
          }
          await manager.changeTask(
            { runId: 'b', node: 'm', visit: 1 },
            { to: 'skipped', at: at(2), reason: 'deadEdges' },
          );
          const runs = [...(await manager.runs())].map(({ runId }) => runId);
          expectSame(runs, ['b', 'a', 'c'], 'Runs stand in another order.');
          const tasks = [...(await manager.tasks('b'))].map(taskText);
          expectSame(
            tasks,
            ['n 1 pending', 'm 1 skipped deadEdges', 'n 2 pending'],
            'Visits stand otherwise.',
          );
        }),
    },
    {
      title: 'knows nothing of a run that was never opened',
      check: () =>
        within(async (manager) => {
          await openRun(manager, 'run-1');
          for (const runId of ['run-2', ...HOSTILE_NAMES]) {
            const known = [await manager.run(runId), ...(await manager.tasks(runId))];
            expectSame(known, [undefined], `It knows ${shown(runId)}.`);
          }
        }),
    },
    {
      title: 'refuses what does not follow, and says so by its code',
      check: () =>
        within(async (manager) => {
          const task = { runId: 'run-1', node: 'n', visit: 1 };
          const running = { to: 'running', at: at(1) } as const;
          const completed = { to: 'completed', at: at(2) } as const;
          await expectRefused('a change of an unknown run', () =>
            manager.changeRun('run-1', running),
          );
          await openRun(manager, 'run-1');
          await expectRefused('a run that is open already', () => openRun(manager, 'run-1'));
          await expectRefused('to complete what never ran', () =>
            manager.changeRun('run-1', completed),
          );
          await manager.changeRun('run-1', running);
          await expectRefused('a change of an unknown visit', () =>
            manager.changeTask(task, running),
          );
          await manager.openTask(task, at(1));
          await manager.changeTask(task, running);
          await manager.changeTask(task, completed);
          await expectRefused('a change of a visit that ended', () =>
            manager.changeTask(task, running),
          );
          await manager.changeRun('run-1', completed);
          await expectRefused('a change of a run that ended', () =>
            manager.changeRun('run-1', running),
          );
          expectSame(
            await statusOf(manager, 'run-1'),
            'completed',
            'What is refused changes a run.',
          );
        }),
    },
    {
      title: 'keeps runs and nodes apart whose ids are hostile',
      check: () =>
        within(async (manager) => {
          for (const [i, name] of HOSTILE_NAMES.entries()) {
            await openRun(manager, name);
            await manager.changeRun(name, { to: 'running', at: at(i) });
            await manager.openTask({ runId: name, node: name, visit: i + 1 }, at(i));
          }
          for (const [i, name] of HOSTILE_NAMES.entries()) {
            const { startedAt } = await runOf(manager, name);
            expectSame(startedAt, at(i), `The run ${shown(name)} is another.`);
            const tasks = [...(await manager.tasks(name))].map(({ node, visit }) => [node, visit]);
            expectSame(tasks, [[name, i + 1]], `The visits of ${shown(name)} are others.`);
          }
          expectSame(
            [...(await manager.runs())].length,
            HOSTILE_NAMES.length,
            'So many runs are kept:',
          );
        }),
    },
    {
      title: 'loses nothing of many runs that report at once',
      check: () =>
        within(async (manager) => {
          const runIds = Array.from({ length: WRITERS }, (_, i) => `run-${String(i)}`);
          await Promise.all(runIds.map((runId) => wholeRun(manager, runId)));
          for (const runId of runIds) {
            expectSame(await statusOf(manager, runId), 'completed', `The run "${runId}" is`);
            const tasks = [...(await manager.tasks(runId))].map(taskText);
            expectSame(
              tasks,
              ['n 1 completed', 'n 2 completed', 'n 3 completed'],
              'Its visits are',
            );
          }
        }),
    },
    {
      title: 'hands out records that cannot be changed',
      check: () =>
        within(async (manager) => {
          await wholeRun(manager, 'run-1');
          const [run] = await manager.runs();
          const [task] = await manager.tasks('run-1');
          for (const record of [run, task]) Reflect.set(record as object, 'status', 'pending');
          expectSame(
            await statusOf(manager, 'run-1'),
            'completed',
            'A record that was handed out is',
          );
          const [again] = await manager.tasks('run-1');
          expectSame(again?.status, 'completed', 'A visit that was handed out is');
        }),
    },
    {
      title: 'tracks the runs of a runtime, and the visits to their nodes',
      check: () =>
        within(async (manager) => {
          const runtime = createRuntime({
            configure: ({ bind }) => {
              bind(TaskManager).toConstantValue(manager);
              bind(Logger).toConstantValue(new SilentLogger());
            },
          });
          const flow = aWorkflow()
            .node('works', value(1))
            .node('fails', failing(new Error('boom')));
          const { warnings } = await runtime.start(flow.build(), {
            id: 'run-1',
            onError: 'continue',
          }).result;
          await runtime.dispose();
          expectSame(
            warnings.map(({ message }) => message),
            [],
            'The run warns.',
          );
          expectSame(await statusOf(manager, 'run-1'), 'failed', 'A run that failed is');
          const tasks = [...(await manager.tasks('run-1'))].map(taskText).sort();
          expectSame(tasks, ['fails 1 failed', 'works 1 completed'], 'Its visits are');
        }),
    },
  ];
  if (broken === undefined) return claims;
  const withBroken = withService(broken, close);
  claims.push(
    {
      title: 'fails where its store cannot be reached',
      check: () =>
        withBroken(async (manager) => {
          await failureOf(() => openRun(manager, 'run-1'), 'To open a run without a store');
        }),
    },
    {
      title: 'leaves no rejection unhandled where its store cannot be reached',
      check: () =>
        expectNoneUnhandled(() =>
          withBroken(async (manager) => {
            await Promise.allSettled(['a', 'b'].map((runId) => wholeRun(manager, runId)));
          }),
        ),
    },
  );
  return claims;
}

async function openRun(manager: TaskManager, runId: string): Promise<void> {
  await manager.openRun({ runId, workflow: 'tracked', tenant: 'acme', at: at(0) });
}

/** A run with three visits, reported one after another. */
async function wholeRun(manager: TaskManager, runId: string): Promise<void> {
  await openRun(manager, runId);
  await manager.changeRun(runId, { to: 'running', at: at(1) });
  for (const visit of [1, 2, 3]) {
    const task = { runId, node: 'n', visit };
    await manager.openTask(task, at(1));
    await manager.changeTask(task, { to: 'running', at: at(1) });
    await manager.changeTask(task, { to: 'completed', at: at(2) });
  }
  await manager.changeRun(runId, { to: 'completed', at: at(3) });
}

async function runOf(manager: TaskManager, runId: string): Promise<RunRecord> {
  return (await manager.run(runId)) ?? fail(`It does not know the run ${shown(runId)}.`);
}

async function statusOf(manager: TaskManager, runId: string): Promise<string> {
  return (await runOf(manager, runId)).status;
}

function taskText({ node, visit, status, reason }: TaskRecord): string {
  return [node, visit, status, reason].filter((part) => part !== undefined).join(' ');
}

async function expectRefused(what: string, call: () => unknown): Promise<void> {
  const error = await failureOf(call, `It takes ${what}: that`);
  if (RuntimeError.is(error, 'TRACKING_TRANSITION')) return;
  fail(`It refuses ${what}, and not with TRACKING_TRANSITION: ${shown(error)}`);
}

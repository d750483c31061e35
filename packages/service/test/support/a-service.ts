import { AuditSink, MemoryTaskManager, type Plugin, TaskManager } from '@tenon/core';
import { type RunQueueOptions, runQueue, serve } from '@tenon/service';
import { aRuntime, RecordingAuditSink, VirtualClock } from '@tenon/testing';

export interface TestServiceOptions extends RunQueueOptions {
  readonly plugins?: readonly Plugin[];
  readonly audit?: AuditSink;
}

/** A service that is not started, on a virtual clock, with what its runs are recorded in. */
export function aService({ plugins = [], audit, ...options }: TestServiceOptions = {}) {
  const clock = new VirtualClock();
  const sink = new RecordingAuditSink();
  const tasks = new MemoryTaskManager();
  const { runtime, log } = aRuntime({
    clock,
    plugins: [runQueue(options), ...plugins],
    configure: ({ bind }) => {
      bind(AuditSink).toConstantValue(audit ?? sink);
      bind(TaskManager).toConstantValue(tasks);
    },
  });
  const service = serve(runtime);
  return { service, runtime, clock, sink, tasks, log };
}

/** The same, started. */
export function aStartedService(options: TestServiceOptions = {}) {
  const parts = aService(options);
  void parts.service.start();
  return parts;
}

/** Waits until something is so, for some turns of the event loop. */
export async function eventually(isSo: () => boolean, turns = 200): Promise<void> {
  for (let turn = 0; turn < turns && !isSo(); turn++) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  if (!isSo()) throw new Error('It never came to be.');
}

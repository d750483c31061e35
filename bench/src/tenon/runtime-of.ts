import {
  AccessPolicy,
  AuditSink,
  createRuntime,
  MemoryTaskManager,
  type Plugin,
  type Runtime,
  TaskManager,
} from '@tenon/core';
import { AuditList, POLICY } from '../duties/guards.js';
import { Observer } from '../workloads/observer.js';
import type { Workload } from '../workloads/workload.js';
import type { Installation } from './installed/installation.js';

/** A runtime with default options, but for what a workload asks for. */
export function runtimeOf(
  { duty, isObserved }: Pick<Workload, 'duty' | 'isObserved'>,
  installations: readonly Installation[],
): Runtime {
  const plugins = installations.map(({ plugin }) => plugin(duty));
  return createRuntime({
    plugins: isObserved ? [...plugins, observing(new Observer())] : plugins,
    configure: (bindings) => {
      for (const { configure } of installations) configure?.(bindings);
      if (duty !== 'guarded') return;
      bindings.bind(AccessPolicy).toConstantValue(POLICY);
      bindings.bind(AuditSink).toConstantValue(new AuditList());
      bindings.bind(TaskManager).toConstantValue(new MemoryTaskManager({ runs: 1 }));
    },
  });
}

/** Taps `nodeSettled`, and nothing else. */
function observing(observer: Observer): Plugin {
  return {
    manifest: { name: 'observing', version: '1.0.0' },
    apply: (hooks) => {
      hooks.nodeSettled.tap('observing', (outcome) => {
        observer.settled(outcome);
      });
    },
  };
}

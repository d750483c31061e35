import { AccessPolicy, AuditSink, MemoryTaskManager, type Plugin, TaskManager } from '@tenon/core';
import { pluginSpec, RecordingAuditSink, taskManagerSpec } from '@tenon/testing';

const NAME = 'everywhere';

/** Taps every hook, so that the spec goes through all of them. Every runtime has the built-in steps. */
const everywhere: Plugin = Object.freeze<Plugin>({
  manifest: { name: NAME, version: '1.0.0' },
  apply(hooks) {
    hooks.verify.tap(NAME, () => undefined);
    hooks.plan.tap(NAME, () => undefined);
    hooks.node.tap(NAME, () => undefined);
    hooks.prepare.tap(NAME, () => undefined);
    hooks.admit.tap(NAME, () => undefined);
    hooks.review.tap(NAME, () => undefined);
    hooks.execute.tap(NAME, () => undefined);
    hooks.nodeStarted.tap(NAME, () => undefined);
    hooks.nodeSettled.tap(NAME, () => undefined);
    hooks.results.tap(NAME, () => undefined);
    hooks.settled.tap(NAME, () => undefined);
    hooks.dispose.tap(NAME, () => undefined);
  },
});

describe('the built-in steps, as they are', () => pluginSpec(everywhere));

describe('the built-in steps, with all that a host can bind', () =>
  pluginSpec(everywhere, {
    configure: ({ bind }) => {
      const audit = new RecordingAuditSink();
      bind(AccessPolicy).toConstantValue({ perNode: true, decide: () => true });
      bind(TaskManager).toConstantValue(new MemoryTaskManager({ runs: 100 }));
      bind(AuditSink).toConstantValue({
        append: async (event) => {
          audit.append(event);
          if (audit.events.length > 100) audit.events.length = 0;
        },
      });
    },
  }));

taskManagerSpec('MemoryTaskManager', () => new MemoryTaskManager());

import { AuditSink, type RunEvent, type RunHandle, type RunResult } from '@tenon/core';
import { conditional } from '@tenon/plugin-conditional';
import { cycles } from '@tenon/plugin-cycles';
import { parameters, SecretProvider } from '@tenon/plugin-parameters';
import { validation } from '@tenon/plugin-validation';
import { aRuntime, RecordingAuditSink, type RecordingLogger, VirtualClock } from '@tenon/testing';
import type { Tenant } from './tenant.js';
import { tenantWorkflow } from './tenant-workflow.js';

/** A run of one of many, and what was written of it. */
export interface TenantRun {
  readonly tenant: Tenant;
  readonly result: RunResult;
  readonly events: readonly RunEvent[];
}

/** Many runs at once on one runtime. */
export interface Crowd {
  readonly runs: readonly TenantRun[];
  readonly audit: RecordingAuditSink;
  readonly log: RecordingLogger;
  /** How many runs went on at a time, at most. */
  readonly mostAtOnce: number;
  readonly timersLeft: number;
}

/** Runs one workflow for all tenants at once. */
export async function crowdOf(tenants: readonly Tenant[]): Promise<Crowd> {
  const clock = new VirtualClock();
  const audit = new RecordingAuditSink();
  const secrets = new Map(tenants.map(({ name, secret }) => [name, secret]));
  let running = 0;
  let mostAtOnce = 0;
  const { runtime, log } = aRuntime({
    clock,
    plugins: [
      parameters(),
      validation({ mode: 'warn' }),
      cycles(),
      conditional(),
      {
        manifest: { name: 'counts', version: '1.0.0' },
        apply(hooks) {
          hooks.prepare.tap('counts', () => void (mostAtOnce = Math.max(mostAtOnce, ++running)));
          hooks.settled.tap('counts', () => void running--);
        },
      },
    ],
    configure: ({ bind }) => {
      bind(AuditSink).toConstantValue(audit);
      // Answers some at once, and some later.
      bind(SecretProvider).toConstantValue({
        get: (_name, { tenant = '' }) =>
          tenant.length % 2 === 0 ? secrets.get(tenant) : Promise.resolve(secrets.get(tenant)),
      });
    },
  });
  const workflow = tenantWorkflow(clock);
  const runs = tenants.map((tenant) => {
    const { number, name, start, target, fails } = tenant;
    const run = runtime.start(workflow, {
      id: `run ~${String(number)}~`,
      tenant: name,
      principal: `user ~${String(number)}~`,
      parameters: { start, target, fails, who: `who ~${String(number)}~` },
    });
    return watched(tenant, run);
  });
  const settled = await clock.until(Promise.all(runs));
  return { runs: settled, audit, log, mostAtOnce, timersLeft: clock.pendingTimers };
}

async function watched(tenant: Tenant, run: RunHandle): Promise<TenantRun> {
  const events: RunEvent[] = [];
  for await (const event of run.events()) events.push(event);
  return { tenant, result: await run.result, events };
}

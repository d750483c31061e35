import { getEventListeners } from 'node:events';
import {
  AuditSink,
  RuntimeError as ErrorOfTenon,
  type RunResult,
  type RuntimeError,
  TaskManager,
} from '@tenon/core';
import {
  aRuntime,
  RecordingAuditSink,
  unhandledRejectionsDuring,
  VirtualClock,
} from '@tenon/testing';
import { expect } from 'chai';
import { optionsFor, PARTS, pluginsOf, workflowFor } from '../support/parts.js';
import { BOOM, Misbehaving, NAME } from './misbehaving.js';
import type { Consequence, Misbehaviour, Opening } from './opening.js';
import { branchOpenings } from './openings/conditional.js';
import { coreOpenings } from './openings/core.js';
import { cycleOpenings } from './openings/cycles.js';
import { parameterOpenings } from './openings/parameters.js';
import { validationOpenings } from './openings/validation.js';

const OPENINGS: readonly (readonly Opening[])[] = [
  coreOpenings,
  parameterOpenings,
  validationOpenings,
  cycleOpenings,
  branchOpenings,
];

/** Milliseconds that a tap and a run may take. */
const HOOK_MS = 100;
const RUN_MS = 60_000;

/** The error that names the plugin: that of the run or of its warning, or what caused it. */
function namingError({ error, warnings }: RunResult): RuntimeError | undefined {
  for (let at: unknown = error ?? warnings[0]?.cause; ErrorOfTenon.is(at); at = at.cause) {
    if (at.where.plugin !== undefined) return at;
  }
  return undefined;
}

async function misbehave(how: Misbehaviour, opening: Opening, [status, code]: Consequence) {
  const clock = new VirtualClock();
  const audit = new RecordingAuditSink();
  const bad = new Misbehaving(how, opening);
  const { signal } = bad.stop;
  const { runtime } = aRuntime({
    clock,
    plugins: [...pluginsOf(PARTS), bad.plugin],
    hookTimeoutMs: HOOK_MS,
    limits: { concurrentRuns: 1, whenFull: 'refuse' },
    configure: ({ bind }) => {
      bind(AuditSink).toConstantValue(audit);
    },
  });
  const flow = opening.workflow ?? workflowFor(PARTS);
  const options = opening.workflow === undefined ? optionsFor(PARTS) : {};

  const run = runtime.start(flow, { ...options, signal, timeoutMs: RUN_MS });
  const result = await clock.until(run.result);
  expect(bad.count, 'misbehaved').to.be.at.least(1);
  expect([result.status, (result.error ?? result.warnings[0])?.code]).to.deep.equal([status, code]);
  expect(clock.now()).to.be.at.most(opening.settlesWithinMs ?? HOOK_MS);

  // It is told whose fault it is; of an abort, what it was aborted with.
  if (code === 'ABORTED') expect(result.error?.cause).to.equal(BOOM);
  else if (code !== undefined && code !== 'TIMEOUT') {
    const { plugin, hook } = namingError(result)?.where ?? {};
    expect([plugin, hook]).to.deep.equal([NAME, opening.title]);
  }

  // Nothing stays open: no timer, no listener, no record, no place for runs.
  expect(clock.pendingTimers, 'timers').to.equal(0);
  expect(getEventListeners(signal, 'abort'), 'listeners').to.deep.equal([]);
  const ends = audit.types().filter((type) => /^run(?!Started)/.test(type));
  expect(ends).to.deep.equal([`run${status[0]?.toUpperCase() ?? ''}${status.slice(1)}`]);
  const record = await runtime.services.get(TaskManager).run(run.id);
  expect(record?.status).to.equal(status === 'refused' ? 'failed' : status);

  bad.isArmed = false;
  const again = runtime.start(flow, options);
  expect((await clock.until(again.result)).status, 'another run').to.equal('completed');
  await runtime.dispose();
  expect(clock.pendingTimers, 'timers').to.equal(0);
}

describe('a plugin that misbehaves', () => {
  for (const opening of OPENINGS.flat()) {
    for (const [how, consequence] of opening.consequences) {
      const [status, code = 'nothing to say'] = consequence;
      it(`and ${how} in ${opening.title} leaves the run ${status}: ${code}`, async () => {
        const reasons = await unhandledRejectionsDuring(() => misbehave(how, opening, consequence));
        expect(reasons).to.deep.equal([]);
      });
    }
  }
});

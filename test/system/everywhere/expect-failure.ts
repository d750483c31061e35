import type { ErrorCode, RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import type { Setting } from './settings.js';
import type { Trial } from './trial.js';

/**
 * Expects that the node under test failed with a code, that its loops, the run and the audit trail say so, and that nothing
 * behind it ran. Answers the error.
 */
export function expectFailure(
  { result, outcome, audit }: Trial,
  setting: Setting,
  code: ErrorCode,
): RuntimeError | undefined {
  expect([result.status, outcome?.status, outcome?.error?.code]).to.deep.equal([
    'failed',
    'failed',
    code,
  ]);
  expect(result.error?.code, 'of the run').to.equal(setting.failsAs ?? code);
  expect(outcome?.error?.where.node).to.equal('it');
  expect(outcome?.iterations, 'visits').to.equal(setting.visits);
  const why = result.why(...(setting.path as [string]));
  expect(why?.error).to.equal(outcome?.error);
  for (const loop of setting.loops) expect(result.loops[loop]?.reason, loop).to.equal('failed');
  expect(result.outcomes.get('after')?.status).not.to.equal('completed');
  if (audit.events.length === 0) return outcome?.error; // nobody watches
  const path = setting.path.join('/');
  expect(audit.types().filter((type) => type === `nodeFailed ${path}`)).to.have.lengthOf(1);
  expect(audit.types().at(-1)).to.equal('runFailed');
  return outcome?.error;
}

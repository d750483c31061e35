import {
  type DryRun,
  type DryRunOptions,
  type Runtime,
  RuntimeError,
  type Workflow,
} from '@tenon/core';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io/io.js';
import { say } from '../io/lines.js';
import { paletteFor } from '../io/palette.js';
import { errorRecord, issueRecord, warningRecord } from '../json/event-record.js';
import { jsonText } from '../json/json-text.js';
import { parametersFrom } from '../parameters/parameters.js';
import { stubsFrom } from '../parameters/stubs.js';
import { planText } from '../show/plan-text.js';
import { type HostOptions, openHost } from './host.js';
import { locatorOf, readWorkflow } from './read-workflow.js';
import { tellUnread } from './tell-unread.js';

/** What `tenon plan` may be told. */
export interface PlanOptions extends HostOptions {
  readonly set?: readonly string[];
  readonly params?: string;
  readonly stub?: readonly string[];
  readonly json?: boolean;
}

/** Tells what a run of a file would do. No node is called. */
export async function planFile(io: Io, file: string, options: PlanOptions): Promise<ExitCode> {
  const palette = paletteFor(io.env, io.stdout);
  const read = await readWorkflow(io, file);
  if (read.loaded === undefined) return tellUnread(io, read);
  const { workflow } = read.loaded;
  const given: DryRunOptions = {
    parameters: await parametersFrom(io, options.params, options.set ?? [], workflow),
    stubs: stubsFrom(options.stub ?? [], workflow),
  };
  const locate = locatorOf(read.loaded);
  const { runtime } = await openHost(io, options);
  try {
    const plan = await planned(runtime, workflow, given);
    if (options.json === true) {
      const { isReady, nodes, loops, issues, warnings, error } = plan;
      const record = {
        workflow: plan.workflow,
        isReady,
        nodes,
        loops,
        issues: issues.map((issue) => issueRecord(locate(issue))),
        warnings: warnings.map(warningRecord),
        ...(error !== undefined && { error: errorRecord(error) }),
      };
      say(io.stdout, jsonText(record, 2));
    } else say(io.stdout, planText(plan, { palette, cwd: io.cwd, locate }));
    return plan.isReady ? EXIT.completed : EXIT.refused;
  } finally {
    await runtime.dispose();
  }
}

/** The dry run. Throws USAGE_INVALID for a stub that does not fit its node: stubs are arguments here. */
async function planned(
  runtime: Runtime,
  workflow: Workflow,
  given: DryRunOptions,
): Promise<DryRun> {
  try {
    return await runtime.plan(workflow, given);
  } catch (error) {
    if (!RuntimeError.is(error, 'OPTION_INVALID')) throw error;
    const { message, hint } = error;
    throw new RuntimeError('USAGE_INVALID', message, {
      cause: error,
      ...(hint !== undefined && { hint }),
    });
  }
}

import type { LogLevel, Masker, Plugin, RunOptions, RunResult } from '@tenon/core';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { harmless } from '../io/harmless.js';
import type { Io } from '../io/io.js';
import { say } from '../io/lines.js';
import { paletteFor } from '../io/palette.js';
import { writeText } from '../io/write-text.js';
import { failureRecord, resultRecord } from '../json/event-record.js';
import { jsonText } from '../json/json-text.js';
import { parametersFrom } from '../parameters/parameters.js';
import { PlanWatch } from '../progress/plan-watch.js';
import type { ProgressView } from '../progress/view.js';
import { issueText } from '../show/issue-text.js';
import { outputsText } from '../show/outputs-text.js';
import { runText } from '../show/run-text.js';
import { VERSION } from '../version.js';
import { CliLogger } from './cli-logger.js';
import { follow } from './follow.js';
import { type HostOptions, openHost } from './host.js';
import { isUnreadable, locatorOf, readWorkflow } from './read-workflow.js';
import { recorderFor } from './report.js';
import { type Stopping, stoppingOf } from './stopping.js';
import { viewFor } from './view-for.js';

/** What `tenon run` may be told. */
export interface RunFileOptions extends HostOptions {
  readonly set?: readonly string[];
  readonly params?: string;
  /** Where the declared outputs go as JSON; `-` for stdout. */
  readonly output?: string;
  readonly report?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly timeoutMs?: number;
  readonly concurrency?: number;
  readonly onError?: 'stop' | 'continue';
}

/** Runs a workflow file, and answers the exit code. */
export async function runFile(io: Io, file: string, options: RunFileOptions): Promise<ExitCode> {
  const palette = paletteFor(io.env, io.stderr);
  const read = await readWorkflow(io, file);
  if (read.loaded === undefined) {
    const exitCode = isUnreadable(read.issues) ? EXIT.usage : EXIT.refused;
    if (options.json === true) {
      say(io.stdout, jsonText(failureRecord(read.error, read.issues, exitCode)));
    } else {
      for (const issue of read.issues) say(io.stderr, issueText(issue, palette, io.cwd));
    }
    return exitCode;
  }
  const { workflow } = read.loaded;
  const parameters = await parametersFrom(io, options.params, options.set ?? [], workflow);

  const watch = new PlanWatch(() => workflow);
  let view: ProgressView | undefined;
  const note = (text: string) => {
    if (view === undefined) say(io.stderr, text);
    else view.note(text);
  };
  const least: LogLevel =
    options.verbose === true ? 'debug' : options.quiet === true ? 'error' : 'warn';
  const masks = maskKeeper();
  const { runtime, config } = await openHost(io, options, {
    plugins: [watch.plugin, masks.plugin],
    log: new CliLogger(least, palette, note),
  });
  let stopping: Stopping | undefined;
  try {
    const { report } = options;
    const record =
      report === undefined ? undefined : await recorderFor(io, report, runtime, workflow);
    view = await viewFor(io, options, watch, palette);
    const startedAt = io.now();
    const handle = runtime.start(workflow, { ...runOptions(config.run, options), parameters });
    stopping = stoppingOf(io, handle, note);
    const followed = follow(io, handle, options.json === true ? undefined : view);
    const writeReport = record?.(handle);
    const dropped = await followed;
    const result = await handle.result;
    view.close();
    view = undefined;

    const exitCode = stopping.exitCode ?? exitCodeOf(result);
    const outputs = masks.mask?.value(result.outputs) ?? result.outputs;
    if (options.json === true) {
      say(io.stdout, jsonText(resultRecord(result, outputs, exitCode, dropped)));
    } else if (options.quiet !== true || exitCode !== EXIT.completed) {
      const summary = {
        palette,
        cwd: io.cwd,
        elapsedMs: io.now() - startedAt,
        isVerbose: options.verbose === true,
        locate: locatorOf(read.loaded),
      };
      say(io.stderr, runText(result, summary));
    }
    // What a run that did not complete leaves behind is no answer.
    if (exitCode === EXIT.completed) await writeOutputs(io, options, outputs);
    await writeReport?.(result);
    if (report !== undefined && options.quiet !== true && options.json !== true) {
      say(io.stderr, palette.dim(`report: ${harmless(report)}`));
    }
    return exitCode;
  } finally {
    view?.close();
    stopping?.release();
    await runtime.dispose();
  }
}

async function writeOutputs(
  io: Io,
  { output, json, quiet }: RunFileOptions,
  outputs: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (output !== undefined) await writeText(io, output, `${jsonText(outputs, 2)}\n`);
  else if (json !== true && quiet !== true) {
    const text = outputsText(outputs, paletteFor(io.env, io.stdout));
    if (text !== undefined) say(io.stdout, text);
  }
}

function runOptions(
  configured: RunOptions = {},
  { timeoutMs, concurrency, onError }: RunFileOptions,
): RunOptions {
  return {
    ...configured,
    timing: true,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(concurrency !== undefined && { concurrency }),
    ...(onError !== undefined && { onError }),
  };
}

function exitCodeOf({ status }: RunResult): ExitCode {
  switch (status) {
    case 'completed':
      return EXIT.completed;
    case 'refused':
      return EXIT.refused;
    default:
      return EXIT.failed;
  }
}

/** Keeps what masks the secrets of the run, for what is written of it when it is over. */
function maskKeeper(): { readonly plugin: Plugin; readonly mask: Masker | undefined } {
  const name = 'command-line-masks';
  let mask: Masker | undefined;
  return {
    plugin: {
      manifest: { name, version: VERSION },
      apply: (hooks) => {
        hooks.settled.tapPromise(name, async (_outcome, run) => {
          mask = run.mask;
        });
      },
    },
    get mask() {
      return mask;
    },
  };
}

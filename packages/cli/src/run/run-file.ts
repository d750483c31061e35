import type { LogLevel, RunOptions, RunResult, Runtime } from '@tenon/core';
import type { LoadedWorkflow } from '@tenon/workflow-file';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { harmless } from '../io/harmless.js';
import type { Io } from '../io/io.js';
import { say } from '../io/lines.js';
import { paletteFor } from '../io/palette.js';
import { writeText } from '../io/write-text.js';
import { resultRecord } from '../json/event-record.js';
import { jsonText } from '../json/json-text.js';
import { parametersFrom } from '../parameters/parameters.js';
import { PlanWatch } from '../progress/plan-watch.js';
import type { ProgressView } from '../progress/view.js';
import { outputsText } from '../show/outputs-text.js';
import { runText } from '../show/run-text.js';
import { CliLogger } from './cli-logger.js';
import { follow } from './follow.js';
import { type HostOptions, openHost } from './host.js';
import { MaskKeeper } from './mask-keeper.js';
import { locatorOf, readWorkflow } from './read-workflow.js';
import { recorderFor } from './report.js';
import { type Stopping, stoppingOf } from './stopping.js';
import { tellUnread } from './tell-unread.js';
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
  const read = await readWorkflow(io, file);
  if (read.loaded === undefined) return tellUnread(io, read, options.json);
  const { workflow } = read.loaded;
  const parameters = await parametersFrom(io, options.params, options.set ?? [], workflow);

  const watch = new PlanWatch(() => workflow);
  const masks = new MaskKeeper();
  const palette = paletteFor(io.env, io.stderr);
  let view: ProgressView | undefined;
  const note = (text: string) => {
    if (view === undefined) say(io.stderr, text);
    else view.note(text);
  };
  const { runtime, config } = await openHost(io, options, {
    plugins: [watch.plugin, masks.plugin],
    log: new CliLogger(leastOf(options), palette, note),
  });
  let stopping: Stopping | undefined;
  try {
    const record = await recorder(io, options, runtime, read.loaded);
    view = await viewFor(io, options, watch, palette);
    const startedAt = io.now();
    const handle = runtime.start(workflow, { ...runOptions(config.run, options), parameters });
    stopping = stoppingOf(io, handle, note);
    const writeReport = record?.(handle);
    const dropped = await follow(io, handle, options.json === true ? undefined : view);
    const result = await handle.result;
    view.close();
    view = undefined;

    const elapsedMs = io.now() - startedAt;
    const exitCode = stopping.exitCode ?? exitCodeOf(result);
    const outputs = masks.masked(result.outputs);
    if (options.json === true) {
      say(io.stdout, jsonText(resultRecord(result, outputs, exitCode, dropped)));
    } else tellResult(io, options, result, exitCode, read.loaded, elapsedMs);
    // What a run that did not complete leaves behind is no answer.
    if (exitCode === EXIT.completed) await writeOutputs(io, options, outputs);
    await writeReport?.(result);
    return exitCode;
  } finally {
    view?.close();
    stopping?.release();
    await runtime.dispose();
  }
}

/** Tells where the report is, once it is written. */
async function recorder(
  io: Io,
  { report, json, quiet }: RunFileOptions,
  runtime: Runtime,
  { workflow }: LoadedWorkflow,
): Promise<Awaited<ReturnType<typeof recorderFor>> | undefined> {
  if (report === undefined) return undefined;
  const record = await recorderFor(io, report, runtime, workflow);
  if (json === true || quiet === true) return record;
  return (handle) => {
    const write = record(handle);
    return async (result) => {
      await write(result);
      say(io.stderr, paletteFor(io.env, io.stderr).dim(`report: ${harmless(report)}`));
    };
  };
}

function tellResult(
  io: Io,
  { quiet, verbose }: RunFileOptions,
  result: RunResult,
  exitCode: ExitCode,
  loaded: LoadedWorkflow,
  elapsedMs: number,
): void {
  if (quiet === true && exitCode === EXIT.completed) return;
  const palette = paletteFor(io.env, io.stderr);
  const isVerbose = verbose === true;
  const summary = { palette, cwd: io.cwd, elapsedMs, isVerbose, locate: locatorOf(loaded) };
  say(io.stderr, runText(result, summary));
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

function leastOf({ verbose, quiet }: RunFileOptions): LogLevel {
  if (verbose === true) return 'debug';
  return quiet === true ? 'error' : 'warn';
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

import { inspect } from 'node:util';
import { createRuntime, formatDescription, type RunResult, RuntimeError } from '@tenon/core';
import { conditional } from '@tenon/plugin-conditional';
import { cycles } from '@tenon/plugin-cycles';
import { parameters, SecretProvider } from '@tenon/plugin-parameters';
import { validation } from '@tenon/plugin-validation';
import { type Command, commandOf, HELP, UsageError } from './command-line.js';
import { quakeWorkflow } from './quake-workflow.js';
import { hostSecrets } from './secrets.js';
import { type Lap, stopwatch } from './stopwatch.js';
import { tellPlan, tellRun } from './tell.js';

const STOPPED = 130;

process.exitCode = await main(process.argv.slice(2));

/** Does what the arguments say, and answers the exit code. */
async function main(args: readonly string[]): Promise<number> {
  let command: Command | undefined;
  try {
    command = commandOf(args);
    if (command.wantsHelp) {
      console.log(HELP);
      return 0;
    }
    return await report(command);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\nSee --help.`);
      return 2;
    }
    console.error(textOf(error, command?.wantsStack === true));
    return 1;
  }
}

async function report({ parameters: given, isDryRun }: Command): Promise<number> {
  const laps: Lap[] = [];
  const runtime = createRuntime({
    plugins: [
      parameters(),
      validation({ mode: 'strict' }),
      cycles(),
      conditional(),
      stopwatch((lap) => laps.push(lap)),
    ],
    configure: ({ bind }) => {
      bind(SecretProvider).toConstantValue(hostSecrets());
    },
  });
  const { workflow, report: written, signed } = quakeWorkflow();
  if (isDryRun) {
    const planned = await runtime.plan(workflow, { parameters: given });
    console.log(tellPlan(planned));
    await runtime.dispose();
    return planned.isReady ? 0 : 1;
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('Ctrl-C')));
  const result = await runtime.start(workflow, { parameters: given, signal: stop.signal }).result;
  await runtime.dispose();

  console.log(`The pipeline\n\n${formatDescription(runtime.describe())}`);
  console.log(`\nThe run\n\n${tellRun(result, laps)}`);
  if (result.status === 'aborted') {
    console.error('Stopped.');
    return STOPPED;
  }
  const text = result.of(written)?.text;
  if (text === undefined) throw failureOf(result);
  console.log(`\nThe report\n\n${text}\n\nsigned ${result.of(signed)?.signature ?? ''}`);
  return 0;
}

function failureOf({ error }: RunResult): Error {
  return error ?? new Error('The report is missing.');
}

function textOf(error: unknown, wantsStack: boolean): string {
  if (wantsStack) return inspect(error, { depth: 8 });
  if (RuntimeError.is(error)) return [error.message, error.hint].filter(Boolean).join('\n');
  return error instanceof Error ? error.message : String(error);
}

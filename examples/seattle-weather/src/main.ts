import { inspect } from 'node:util';
import { createRuntime, formatDescription, RuntimeError } from '@tenon/core';
import { type Command, commandOf, HELP, UsageError } from './command-line.js';
import { DataError } from './data-error.js';
import { weatherWorkflow } from './weather-workflow.js';

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
    return await summarise(command);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\nSee --help.`);
      return 2;
    }
    console.error(textOf(error, command?.wantsStack === true));
    return 1;
  }
}

async function summarise({ file, only }: Command): Promise<number> {
  const runtime = createRuntime();
  const { workflow, report } = weatherWorkflow(file, only);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('Ctrl-C')));

  const result = await runtime.start(workflow, { signal: stop.signal }).result;
  await runtime.dispose();

  if (result.status === 'aborted') {
    console.error('Stopped.');
    return STOPPED;
  }
  const text = result.of(report)?.text;
  if (text === undefined) throw result.error ?? new Error('The report is missing.');
  console.log(text);
  console.log(`\nWhat the runtime is made of:\n\n${formatDescription(runtime.describe())}`);
  return 0;
}

/** A fault of the data is told in its own words; anything else as it is. */
function textOf(error: unknown, wantsStack: boolean): string {
  if (wantsStack) return inspect(error, { depth: 8 });
  const cause = RuntimeError.is(error) ? error.cause : error;
  if (cause instanceof DataError) return cause.message;
  if (RuntimeError.is(error)) return [error.message, error.hint].filter(Boolean).join('\n');
  return error instanceof Error ? error.message : String(error);
}

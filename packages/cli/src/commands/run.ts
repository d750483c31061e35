import { Option } from 'commander';
import type { RunFileOptions } from '../run/run-file.js';
import type { AddCommand } from './context.js';
import { countIn, durationIn, examples, withHostOptions, withParameterOptions } from './options.js';

/** What commander makes of the options: `--timeout` is milliseconds by then. */
interface Given extends Omit<RunFileOptions, 'timeoutMs'> {
  readonly timeout?: number;
}

export const addRun: AddCommand = (program, { io, end }) => {
  const command = program
    .command('run')
    .summary('run a workflow file')
    .description('Runs a workflow file, shows how it goes, and prints the outputs it declares.')
    .argument('<file>', 'a workflow file, YAML or JSON');
  withParameterOptions(command)
    .option('-o, --output <file>', 'write the declared outputs as JSON; "-" for standard output')
    .option('--report <file>', 'write a report of the run as an HTML page')
    .addOption(new Option('--json', 'events as JSON lines on standard output').conflicts('quiet'))
    .option('-q, --quiet', 'show nothing but what went wrong')
    .option('-v, --verbose', 'show log lines of every level, and every skipped node')
    .option(
      '--timeout <time>',
      'how long the run may take: 500ms, 30s, 5m, 2h; 30 is 30s',
      durationIn,
    )
    .option('--concurrency <count>', 'how many nodes may be waited for at once', countIn)
    .addOption(
      new Option('--on-error <what>', 'whether a failure stops the run').choices([
        'stop',
        'continue',
      ]),
    );
  withHostOptions(command)
    .addHelpText(
      'after',
      examples(
        ['tenon run flow.yaml --set city=Oslo', 'an input of the workflow'],
        ['tenon run flow.yaml --set fetch.retries=3', 'an input of one node'],
        ['cat in.json | tenon run flow.yaml -p - -o -', 'JSON in, JSON out'],
        ['tenon run flow.yaml --report run.html', 'with a report to look at'],
        ['tenon run flow.yaml --json | jq .type', 'events for another program'],
      ),
    )
    .action(async (file: string, { timeout, ...options }: Given) => {
      if (options.json === true && options.output === '-') {
        command.error('error: --json and --output - both write to standard output');
      }
      const { runFile } = await import('../run/run-file.js');
      const timeoutMs = timeout === undefined ? {} : { timeoutMs: timeout };
      end(await runFile(io, file, { ...options, ...timeoutMs }));
    });
};

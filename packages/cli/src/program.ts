import { Command } from 'commander';
import { addCompletion } from './commands/completion.js';
import type { AddCommand, CommandContext } from './commands/context.js';
import { addDescribe } from './commands/describe.js';
import { addGraph } from './commands/graph.js';
import { addNew } from './commands/new.js';
import { addNodes } from './commands/nodes.js';
import { addPlan } from './commands/plan.js';
import { addRun } from './commands/run.js';
import { addSchema } from './commands/schema.js';
import { addVerify } from './commands/verify.js';
import { EXIT_MEANINGS } from './exit-codes.js';
import { paletteFor, wantsColours } from './io/palette.js';
import { VERSION } from './version.js';

const COMMANDS: readonly AddCommand[] = [
  addRun,
  addVerify,
  addPlan,
  addGraph,
  addDescribe,
  addNodes,
  addSchema,
  addNew,
  addCompletion,
];

/** The program and its commands. Nothing that a command needs for its work is loaded yet. */
export function programFor(context: CommandContext): Command {
  const { stdout, stderr, env } = context.io;
  const { bold } = paletteFor(env, stdout);
  const program = new Command('tenon')
    .description('Runs, checks, plans and draws workflow files.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
      getOutHasColors: () => wantsColours(env, stdout),
      getErrHasColors: () => wantsColours(env, stderr),
    })
    .configureHelp({ styleTitle: (title) => bold(title) })
    .showSuggestionAfterError()
    .addHelpText('after', () => `\n${exitCodes(bold)}`);
  for (const add of COMMANDS) add(program, context);
  for (const command of program.commands) {
    command.showHelpAfterError(`(see tenon ${command.name()} --help)`);
  }
  return program.showHelpAfterError('(see tenon --help)');
}

function exitCodes(bold: (text: string) => string): string {
  const rows = Array.from(
    EXIT_MEANINGS,
    ([code, text]) => `  ${String(code).padStart(3)}  ${text}`,
  );
  return `${bold('Exit codes:')}\n${rows.join('\n')}`;
}

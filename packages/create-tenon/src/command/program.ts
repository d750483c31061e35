import { Command, Option } from 'commander';
import { KINDS, type Kind } from '../project/create-project.js';
import { VERSION } from '../version.js';
import { EXIT_MEANINGS } from './exit-codes.js';
import type { Io } from './io.js';

/** What the arguments say. */
export interface Arguments {
  readonly folder: string | undefined;
  readonly kind: Kind | undefined;
  readonly name: string | undefined;
  /** Whether nothing is to be asked. */
  readonly yes: boolean;
}

const EXAMPLES = `
Examples:
  npm create tenon@latest                                     asks for what it needs to know
  npm create tenon@latest greetings                           an app in the folder "greetings"
  npm create tenon@latest tenon-plugin-audit -- --kind plugin
  npm create tenon@latest audit -- --kind plugin --name @acme/tenon-plugin-audit

Without a terminal nothing is asked: name the folder; the kind is "app" unless --kind says otherwise.`;

/** The arguments of a call. Throws the errors of commander, after it has written what it has to say. */
export function parsed(args: readonly string[], { stdout, stderr }: Io): Arguments {
  const program = new Command('create-tenon')
    .description('Makes an app or a plugin for Tenon, which builds, tests and lints at once.')
    .argument('[folder]', 'a folder that is empty, or not there yet')
    .addOption(new Option('-k, --kind <kind>', 'what to make').choices(KINDS))
    .option(
      '-n, --name <name>',
      'what the package is called; otherwise it is named after its folder',
    )
    .option('-y, --yes', 'ask nothing: an app, unless --kind says otherwise', false)
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', `${EXAMPLES}\n\nExit codes:\n${exitCodes()}`)
    .showHelpAfterError('(see create-tenon --help)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
    })
    .parse([...args], { from: 'user' });
  const options = program.opts<Omit<Arguments, 'folder' | 'kind' | 'name'> & Partial<Arguments>>();
  return {
    folder: program.args[0],
    kind: options.kind,
    name: options.name,
    yes: options.yes,
  };
}

function exitCodes(): string {
  const rows = Array.from(
    EXIT_MEANINGS,
    ([code, text]) => `  ${String(code).padStart(3)}  ${text}`,
  );
  return rows.join('\n');
}

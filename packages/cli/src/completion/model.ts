import type { Argument, Command, Option } from 'commander';

/** What a shell needs to know of an option. */
export interface OptionFacts {
  /** `--params`, and `-p` where there is one. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** What a shell needs to know of a command. */
export interface CommandFacts {
  /** The words that call it: none for the program itself. */
  readonly words: readonly string[];
  readonly description: string;
  readonly options: readonly OptionFacts[];
  /** What its arguments may be; empty where they are files or free text. */
  readonly choices: readonly string[];
  readonly takesFiles: boolean;
  /** The names of commands inside it. */
  readonly commands: readonly string[];
}

/** Arguments that are names, and no files. */
const NAMES: ReadonlySet<string> = new Set(['kind', 'command']);

/** The program and each command in it, the outer ones first. */
export function completionModel(program: Command): readonly CommandFacts[] {
  const facts: CommandFacts[] = [];
  const pending: { readonly command: Command; readonly words: readonly string[] }[] = [
    { command: program, words: [] },
  ];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { command, words } = next;
    const help = command.createHelp();
    const inside = help.visibleCommands(command);
    facts.push({
      words,
      description: command.summary() || command.description(),
      options: help.visibleOptions(command).map(optionFacts),
      choices: command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
      takesFiles: command.registeredArguments.some(takesFile),
      commands: inside.map((each) => each.name()),
    });
    pending.push(
      ...inside.map((each) => ({ command: each, words: [...words, each.name()] as const })),
    );
  }
  return facts;
}

function optionFacts({ long, short, description, required, optional, argChoices }: Option) {
  return {
    flags: [long, short].filter((flag) => flag !== undefined && flag !== null),
    description,
    takesValue: required || optional,
    choices: argChoices ?? [],
  };
}

function takesFile(argument: Argument): boolean {
  return (argument.argChoices ?? []).length === 0 && !NAMES.has(argument.name());
}

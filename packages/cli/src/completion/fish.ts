import type { CommandFacts, OptionFacts } from './model.js';

/** A completion script for fish. */
export function fishScript(name: string, commands: readonly CommandFacts[]): string {
  const lines = commands.flatMap((facts) => linesOf(name, facts, commands));
  return `# ${name} completion for fish: ${name} completion fish | source\n${lines.join('\n')}\n`;
}

function linesOf(name: string, facts: CommandFacts, all: readonly CommandFacts[]): string[] {
  const { words, options, choices, takesFiles } = facts;
  const depth = words.length;
  const inside = all.filter(
    (other) => other.words.length === depth + 1 && words.every((w, i) => other.words[i] === w),
  );
  const here =
    depth === 0
      ? '__fish_use_subcommand'
      : words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
  const line = (rest: string) => `complete -c ${name} -n ${quoted(here)} ${rest}`;
  return [
    ...inside.map(({ words: [...path], description }) =>
      line(`-f -a ${path.at(-1) ?? ''} -d ${quoted(description)}`),
    ),
    ...(choices.length > 0 ? [line(`-f -a ${quoted(choices.join(' '))}`)] : []),
    ...(takesFiles ? [line('-F')] : []),
    ...options.map((option) => line(optionText(option))),
  ];
}

function optionText({ flags, description, takesValue, choices }: OptionFacts): string {
  const names = flags.map((flag) =>
    flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  const value =
    choices.length > 0 ? [`-x -a ${quoted(choices.join(' '))}`] : takesValue ? ['-r'] : [];
  return [...names, ...value, `-d ${quoted(description)}`].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

import type { CommandFacts, OptionFacts } from './model.js';

/** A completion script for zsh. */
export function zshScript(name: string, commands: readonly CommandFacts[]): string {
  return `#compdef ${name}
# ${name} completion for zsh: source <(${name} completion zsh)
${commands.map((facts) => functionOf(name, facts, commands)).join('\n')}
compdef ${functionName(name, [])} ${name}
`;
}

function functionOf(name: string, facts: CommandFacts, all: readonly CommandFacts[]): string {
  const { words, options, choices, takesFiles, commands } = facts;
  const specs = options.flatMap(specsOf);
  if (commands.length > 0) specs.push(`'1: :->command'`, `'*:: :->rest'`);
  else if (choices.length > 0) specs.push(quoted(`*: :(${choices.join(' ')})`));
  else if (takesFiles) specs.push(`'*: :_files'`);
  const inside = all.filter(
    (other) => other.words.length === words.length + 1 && startsWith(other.words, words),
  );
  const list = inside.map(
    (each) => `      ${quoted(`${each.words.at(-1) ?? ''}:${plain(each.description)}`)}`,
  );
  const calls = inside.map(
    (each) => `      ${each.words.at(-1) ?? ''}) ${functionName(name, each.words)} ;;`,
  );
  const states =
    commands.length === 0
      ? ''
      : `
  case $state in
    command) local -a found=(
${list.join('\n')}
      )
      _describe command found${takesFiles ? ' || _files' : ''} ;;
    rest) case $words[1] in
${calls.join('\n')}
      esac ;;
  esac`;
  return `${functionName(name, words)}() {
  local context state line
  _arguments -C ${specs.join(' ')}${states}
}`;
}

function specsOf({ flags, description, takesValue, choices }: OptionFacts): string[] {
  const value = choices.length > 0 ? `: :(${choices.join(' ')})` : ': :_files';
  return flags.map((flag) => quoted(`*${flag}[${plain(description)}]${takesValue ? value : ''}`));
}

/** Without what \`_arguments\` and \`_describe\` read as their own. */
function plain(text: string): string {
  return text.replace(/[[\]:\\]/g, (sign) => `\\${sign}`);
}

function functionName(name: string, words: readonly string[]): string {
  return `_${[name, ...words].join('_')}`;
}

function startsWith(words: readonly string[], beginning: readonly string[]): boolean {
  return beginning.every((word, i) => words[i] === word);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

import type { CommandFacts } from './model.js';

/**
 * A completion script for bash. It knows commands, options and their choices by itself, starts no process, and leaves all
 * else to the completion of file names.
 */
export function bashScript(name: string, commands: readonly CommandFacts[]): string {
  const inner = commands.filter(({ words }) => words.length > 0);
  return `# ${name} completion for bash: source <(${name} completion bash)
_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$command/$word" in
${inner.map(({ words }) => `      ${quoted(`${words.slice(0, -1).join(' ')}/${words.at(-1) ?? ''}`)}) command=${quoted(words.join(' '))} ;;`).join('\n')}
    esac
  done
  case "$command/$before" in
${inner.flatMap(valueCases).join('\n')}
  esac
  case "$command/$current" in
${commands.map((facts) => `    ${quoted(`${facts.words.join(' ')}/-`)}*) ${reply(facts.options.flatMap(({ flags }) => flags))} ;;`).join('\n')}
${commands
  .filter(({ commands: inside, choices }) => inside.length > 0 || choices.length > 0)
  .map(
    ({ words, commands: inside, choices }) =>
      `    ${quoted(`${words.join(' ')}/`)}*) ${reply([...inside, ...choices])} ;;`,
  )
  .join('\n')}
  esac
}
complete -o default -F _${name} ${name}
`;
}

function valueCases({ words, options }: CommandFacts): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map(({ flags, choices }) => {
      const patterns = flags.map((flag) => quoted(`${words.join(' ')}/${flag}`)).join(' | ');
      return `    ${patterns}) ${choices.length > 0 ? `${reply(choices)}; ` : ''}return ;;`;
    });
}

function reply(words: readonly string[]): string {
  return `COMPREPLY=($(compgen -W ${quoted(words.join(' '))} -- "$current"))`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

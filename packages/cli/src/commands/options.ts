import { type Command, InvalidArgumentError } from 'commander';
import { millisecondsOf } from '../show/duration.js';

/** Adds the options of every command that makes a runtime. */
export function withHostOptions(command: Command): Command {
  return command
    .option('--config <file>', 'configuration file (the nearest tenon.config.*)')
    .option('--no-config', 'look for no configuration file')
    .option('--plugin <package>', 'load a plugin: a package or a path; may be repeated', collected)
    .option('--secrets-dir <folder>', 'take secrets from the files of a folder')
    .option('--secrets-prefix <text>', 'what environment variables of secrets begin with');
}

/** Adds the options that give a run its parameters. */
export function withParameterOptions(command: Command): Command {
  return command
    .option(
      '-s, --set <name=value>',
      'an input of the workflow, or node.input=value; may be repeated',
      collected,
    )
    .option('-p, --params <file>', 'parameters in YAML or JSON; "-" reads standard input');
}

/** Takes an option several times. */
export function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Throws InvalidArgumentError, which commander turns into a message. */
export function durationIn(text: string): number {
  const ms = millisecondsOf(text);
  if (ms === undefined) throw new InvalidArgumentError('Write 500ms, 30s, 5m or 2h.');
  return ms;
}

/** Throws InvalidArgumentError. */
export function countIn(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('It takes a whole number from 1 on.');
}

/** Lines below the help of a command. */
export function examples(...lines: readonly (readonly [command: string, what: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const rows = lines.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`);
  return `\nExamples:\n${rows.join('\n')}`;
}

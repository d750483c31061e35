import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { RowFilter } from './day-table.js';

/** What the command line asks for. */
export interface Command {
  readonly file: string;
  readonly only: RowFilter | undefined;
  readonly wantsHelp: boolean;
  readonly wantsStack: boolean;
}

/** The arguments make no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Summarises daily weather, as an example of a host of Tenon.

usage: npm start -- [options] [FILE]

FILE is a CSV file with the columns date, precipitation, temp_max, temp_min, wind
and weather; "-" is standard input. Without it, the daily weather of Seattle from
2012 to 2015 is read, which comes with the package vega-datasets.

  --only COLUMN=VALUE  read only the rows with this value in this column
  --debug              show stack traces
  -h, --help           show this text

exit codes: 0 done, 1 something is wrong with the data, 2 with the arguments,
130 stopped by Ctrl-C`;

/** Reads the arguments. Throws UsageError. */
export function commandOf(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  if (positionals.length > 1) {
    throw new UsageError(`One file at a time, please: ${positionals.join(', ')}.`);
  }
  return {
    file: positionals[0] ?? seattleWeather(),
    only: values.only === undefined ? undefined : filterOf(values.only),
    wantsHelp: values.help === true,
    wantsStack: values.debug === true,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        only: { type: 'string' },
        debug: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Node goes on with advice that is longer than the mistake.
    const [mistake = ''] = (error as Error).message.split('. ');
    throw new UsageError(`${mistake}.`, { cause: error });
  }
}

function filterOf(text: string): RowFilter {
  const at = text.indexOf('=');
  if (at <= 0) throw new UsageError(`--only takes COLUMN=VALUE, and was given "${text}".`);
  return { column: text.slice(0, at), value: text.slice(at + 1) };
}

/** The package exports its code only, which stands beside its data. */
function seattleWeather(): string {
  const code = import.meta.resolve('vega-datasets');
  return fileURLToPath(new URL('../data/seattle-weather.csv', code));
}

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Command {
  /** The parameters of the run. */
  readonly parameters: Parameters;
  readonly isDryRun: boolean;
  readonly wantsHelp: boolean;
  readonly wantsStack: boolean;
}

interface Parameters {
  readonly file: string;
  readonly smallest?: number;
  readonly alertFrom?: number;
}

/** The arguments make no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Makes a signed report of a catalogue of earthquakes, as an example of a host of Tenon
with all plugins.

usage: npm start -- [options] [FILE]

FILE is a catalogue as the US Geological Survey publishes it (GeoJSON). Without it, a
week of February 2018 is read, which comes with the package vega-datasets.

  --alert-from MAGNITUDE  the magnitude that raises an alert (6)
  --smallest MAGNITUDE    the magnitude from which the catalogue is complete (4.5)
  --plan                  show what would run, and run nothing
  --debug                 show stack traces
  -h, --help              show this text

environment: QUAKES_SIGNING_KEY is the key that signs the report; without it, one that
lasts as long as this process.

exit codes: 0 done, 1 something is wrong with the data, 2 with the arguments, 130
stopped by Ctrl-C`;

/** Reads the arguments. Throws UsageError. */
export function commandOf(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  if (positionals.length > 1) {
    throw new UsageError(`One file at a time, please: ${positionals.join(', ')}.`);
  }
  const smallest = magnitude('--smallest', values.smallest);
  const alertFrom = magnitude('--alert-from', values['alert-from']);
  return {
    parameters: {
      file: positionals[0] ?? weekOfQuakes(),
      ...(smallest !== undefined && { smallest }),
      ...(alertFrom !== undefined && { alertFrom }),
    },
    isDryRun: values.plan === true,
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
        smallest: { type: 'string' },
        'alert-from': { type: 'string' },
        plan: { type: 'boolean' },
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

function magnitude(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new UsageError(`${option} takes a magnitude, and was given "${text}".`);
}

/** The package exports its code only, which stands beside its data. */
function weekOfQuakes(): string {
  const code = import.meta.resolve('vega-datasets');
  return fileURLToPath(new URL('../data/earthquakes.json', code));
}

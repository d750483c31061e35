import { Option } from 'commander';
import type { GraphOptions } from '../run/draw-file.js';
import type { AddCommand } from './context.js';
import { countIn, examples, withHostOptions } from './options.js';

export const addGraph: AddCommand = (program, { io, end }) => {
  const command = program
    .command('graph')
    .summary('draw a workflow file')
    .description('Draws a workflow as Mermaid, DOT or SVG. Runs nothing.')
    .argument('<file>', 'a workflow file')
    .addOption(
      new Option(
        '-f, --format <format>',
        'of the picture (by the name of the file written)',
      ).choices(['mermaid', 'dot', 'svg']),
    )
    .option('-o, --output <file>', 'where to write it; standard output where nothing is said')
    .addOption(
      new Option('--direction <way>', 'where arrows lead')
        .choices(['down', 'right'])
        .default('down'),
    )
    .option('--depth <levels>', 'how many levels of sub-workflows are drawn open', countIn);
  withHostOptions(command)
    .addHelpText(
      'after',
      examples(
        ['tenon graph flow.yaml', 'as Mermaid, for a page in Markdown'],
        ['tenon graph flow.yaml -o flow.svg', 'as a picture'],
        ['tenon graph flow.yaml -f dot | dot -Tpdf', 'with tools of your own'],
      ),
    )
    .action(async (file: string, options: GraphOptions) => {
      const { drawFile } = await import('../run/draw-file.js');
      end(await drawFile(io, file, options));
    });
};

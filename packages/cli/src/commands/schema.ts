import type { SchemaOptions } from '../run/write-schema.js';
import type { AddCommand } from './context.js';
import { examples, withHostOptions } from './options.js';

export const addSchema: AddCommand = (program, { io, end }) => {
  const command = program
    .command('schema')
    .summary('write the JSON Schema of workflow files')
    .description(
      'Writes the JSON Schema of workflow files for the installed node types, from which editors complete and check them.',
    )
    .option('-o, --output <file>', 'where to write it; standard output where nothing is said');
  withHostOptions(command)
    .addHelpText(
      'after',
      examples(
        ['tenon schema -o tenon.schema.json', 'write it'],
        ['# yaml-language-server: $schema=./tenon.schema.json', 'first line of a YAML file'],
      ),
    )
    .action(async (options: SchemaOptions) => {
      const { writeSchema } = await import('../run/write-schema.js');
      end(await writeSchema(io, options));
    });
};

import type { VerifyOptions } from '../run/verify-files.js';
import type { AddCommand } from './context.js';
import { examples, withHostOptions } from './options.js';

export const addVerify: AddCommand = (program, { io, end }) => {
  const command = program
    .command('verify')
    .summary('tell everything that is wrong with workflow files')
    .description('Tells every finding with its file, line and column. Runs nothing.')
    .argument('<files...>', 'workflow files')
    .option('--json', 'print the findings as JSON')
    .option('-q, --quiet', 'print errors only');
  withHostOptions(command)
    .addHelpText(
      'after',
      examples(
        ['tenon verify flow.yaml', 'one file, with the files it refers to'],
        ['tenon verify flows/*.yaml -q', 'many, in a check of your own'],
      ),
    )
    .action(async (files: string[], options: VerifyOptions) => {
      const { verifyFiles } = await import('../run/verify-files.js');
      end(await verifyFiles(io, files, options));
    });
};

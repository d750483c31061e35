import type { DescribeOptions } from '../run/describe-host.js';
import type { AddCommand } from './context.js';
import { examples, withHostOptions } from './options.js';

export const addDescribe: AddCommand = (program, { io, end }) => {
  const command = program
    .command('describe')
    .summary('show the plugins and their order')
    .description('Shows the plugins of the runtime, where each stands, why, and what it taps.')
    .option('--json', 'print it as JSON');
  withHostOptions(command)
    .addHelpText(
      'after',
      examples(
        ['tenon describe', 'the runtime of this folder'],
        ['tenon describe --plugin @acme/audit', 'with one more plugin'],
      ),
    )
    .action(async (options: DescribeOptions) => {
      const { describeHost } = await import('../run/describe-host.js');
      end(await describeHost(io, options));
    });
};

import type { NodesOptions } from '../run/list-nodes.js';
import type { AddCommand } from './context.js';
import { examples, withHostOptions } from './options.js';

export const addNodes: AddCommand = (program, { io, end }) => {
  const command = program
    .command('nodes')
    .summary('list the node types that files may use')
    .description('Lists the installed node types, or shows the ports and configuration of one.')
    .argument('[kind]', 'a node type')
    .option('--json', 'print it as JSON');
  withHostOptions(command)
    .addHelpText(
      'after',
      examples(
        ['tenon nodes', 'all of them'],
        ['tenon nodes switch-on', 'one, with its ports and configuration'],
      ),
    )
    .action(async (kind: string | undefined, options: NodesOptions) => {
      const { listNodes } = await import('../run/list-nodes.js');
      end(await listNodes(io, kind, options));
    });
};

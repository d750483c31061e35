import type { PlanOptions } from '../run/plan-file.js';
import type { AddCommand } from './context.js';
import { collected, examples, withHostOptions, withParameterOptions } from './options.js';

export const addPlan: AddCommand = (program, { io, end }) => {
  const command = program
    .command('plan')
    .summary('tell what a run would do, without doing it')
    .description(
      'Tells which nodes will run, which may and on what that depends, and which parameters and secrets are missing. No node is called.',
    )
    .argument('<file>', 'a workflow file');
  withParameterOptions(command)
    .option(
      '--stub <answer>',
      'what a node would answer: node:port, node.output=value or node={…}; may be repeated',
      collected,
    )
    .option('--json', 'print the plan as JSON');
  withHostOptions(command)
    .addHelpText(
      'after',
      examples(
        ['tenon plan flow.yaml --set city=Oslo', 'what such a run would do'],
        ['tenon plan flow.yaml --stub tier:gold', 'if switch "tier" took "gold"'],
      ),
    )
    .action(async (file: string, options: PlanOptions) => {
      const { planFile } = await import('../run/plan-file.js');
      end(await planFile(io, file, options));
    });
};

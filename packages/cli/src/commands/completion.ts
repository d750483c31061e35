import { Argument } from 'commander';
import { EXIT } from '../exit-codes.js';
import type { AddCommand } from './context.js';
import { examples } from './options.js';

export const addCompletion: AddCommand = (program, { io, end }) => {
  program
    .command('completion')
    .summary('print a completion script for a shell')
    .description('Prints a script that completes commands, options and their values.')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      examples(
        ['source <(tenon completion bash)', 'in ~/.bashrc'],
        ['source <(tenon completion zsh)', 'in ~/.zshrc, after compinit'],
        ['tenon completion fish | source', 'in config.fish'],
      ),
    )
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const [{ completionModel }, { bashScript }, { zshScript }, { fishScript }] =
        await Promise.all([
          import('../completion/model.js'),
          import('../completion/bash.js'),
          import('../completion/zsh.js'),
          import('../completion/fish.js'),
        ]);
      const script = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell];
      io.stdout.write(script(program.name(), completionModel(program)));
      end(EXIT.completed);
    });
};

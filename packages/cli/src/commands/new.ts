import type { AddCommand } from './context.js';
import { examples } from './options.js';

export const addNew: AddCommand = (program, { io, end }) => {
  const command = program
    .command('new')
    .summary('make a project, or the package of a plugin')
    .description(
      'Makes a folder with a workflow file, a configuration and a test, which runs at once.',
    )
    .argument('<folder>', 'a folder that is empty, or not there yet')
    .addHelpText(
      'after',
      examples(
        ['tenon new greetings', 'a project in the folder "greetings"'],
        ['tenon new plugin tenon-plugin-audit', 'the package of a plugin'],
      ),
    )
    .action(async (folder: string) => {
      const { newApp } = await import('../scaffold/new-project.js');
      end(await newApp(io, folder));
    });
  command
    .command('plugin')
    .summary('make the package of a plugin')
    .description(
      'Makes the package of a plugin in TypeScript, with a test, which builds and passes.',
    )
    .argument('<folder>', 'a folder that is empty, or not there yet; the package is named after it')
    .addHelpText('after', examples(['tenon new plugin tenon-plugin-audit', 'a plugin "audit"']))
    .action(async (folder: string) => {
      const { newPlugin } = await import('../scaffold/new-project.js');
      end(await newPlugin(io, folder));
    });
};

import type { Command } from 'commander';
import type { AddCommand } from './context.js';
import { examples } from './options.js';

const NAME = [
  '-n, --name <name>',
  'what the package is called; otherwise it is named after its folder',
] as const;

interface NewOptions {
  readonly name?: string;
}

export const addNew: AddCommand = (program, { io, end }) => {
  const command = program
    .command('new')
    .summary('make a project, or the package of a plugin')
    .description(
      'Makes a folder with a workflow file, a configuration and tests, which runs at once, as "npm create tenon" does.',
    )
    .argument('<folder>', 'a folder that is empty, or not there yet')
    .option(...NAME)
    .addHelpText(
      'after',
      examples(
        ['tenon new greetings', 'a project in the folder "greetings"'],
        ['tenon new plugin tenon-plugin-audit', 'the package of a plugin'],
      ),
    )
    .action(async (folder: string, { name }: NewOptions) => {
      const { makeProject } = await import('../run/make-project.js');
      end(await makeProject(io, 'app', folder, name));
    });
  command
    .command('plugin')
    .summary('make the package of a plugin')
    .description(
      'Makes the package of a plugin in TypeScript, with tests, which builds and passes, as "npm create tenon" does.',
    )
    .argument('<folder>', 'a folder that is empty, or not there yet')
    .option(...NAME)
    .addHelpText('after', examples(['tenon new plugin tenon-plugin-audit', 'a plugin "audit"']))
    .action(async (folder: string, _, plugin: Command) => {
      const { makeProject } = await import('../run/make-project.js');
      // The option is one of "new" too, which takes it first.
      const { name } = plugin.optsWithGlobals<NewOptions>();
      end(await makeProject(io, 'plugin', folder, name));
    });
};

import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/cli`. */
export const CLI_CODES = defineCodes('@tenon/cli', {
  USAGE_INVALID: {
    category: 'constraint',
    meaning: 'Arguments of the command contradict each other, or name what there is not.',
    remedy: 'Correct the argument that the message names; "tenon COMMAND --help" has examples.',
  },
  CONFIG_FILE_INVALID: {
    category: 'constraint',
    meaning: 'A configuration file cannot be loaded, or says what the command does not know.',
    remedy: 'Correct the file; defineConfig of "@tenon/cli" has the compiler check it.',
  },
  PLUGIN_UNUSABLE: {
    category: 'plugin',
    meaning: 'What was to be loaded as a plugin is not there, or is none.',
    remedy: 'Install the package, or export a plugin or a function that makes one.',
  },
  PARAMETERS_UNREADABLE: {
    category: 'constraint',
    meaning: 'What was given as parameters cannot be read, or is no object in JSON or YAML.',
    remedy: 'Give an object: parameters by name, or by node and input.',
  },
  OUTPUT_UNWRITABLE: {
    category: 'constraint',
    meaning: 'A file or folder that the command was to write cannot be written.',
    remedy: 'Correct the path, or make room for it.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof CLI_CODES> {}
}

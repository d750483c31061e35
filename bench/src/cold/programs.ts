/** A module that a fresh process imports. */
export interface Program {
  readonly name: string;
  /** What it imports, in this order. */
  readonly imports: readonly string[];
}

const PLUGINS = ['parameters', 'validation', 'cycles', 'conditional'];

/** What Tenon stands on, and nothing else. */
export const LIBRARIES = 'inversify, reflect-metadata, tapable';
export const FOUR_PLUGINS = 'core + four plugins';

/** The first is what the others are compared with. */
export const PROGRAMS: readonly Program[] = [
  {
    name: LIBRARIES,
    imports: ['reflect-metadata', 'inversify', 'tapable'],
  },
  { name: 'core', imports: ['@tenon/core'] },
  ...PLUGINS.map((plugin) => ({
    name: `core + ${plugin}`,
    imports: ['@tenon/core', `@tenon/plugin-${plugin}`],
  })),
  {
    name: FOUR_PLUGINS,
    imports: ['@tenon/core', ...PLUGINS.map((plugin) => `@tenon/plugin-${plugin}`)],
  },
  { name: 'core + four plugins, and a first run', imports: ['./first-run.js'] },
];

/** The name of a program as a file. */
export function fileOf(name: string): string {
  return `${name.replace(/[^a-z]+/g, '-')}.mjs`;
}

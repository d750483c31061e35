import type { Project } from './create-project.js';

/** Functions that colour text, or leave it. */
export interface Colours {
  readonly bold: (text: string) => string;
  readonly green: (text: string) => string;
}

/** What a command says of a project it has made: the files, and how to go on. `folder` is named as it was given. */
export function told({ files, next }: Project, folder: string, { bold, green }: Colours): string {
  const made = files.map((file) => `${green('✓')} ${folder}/${file}`);
  const steps = [`cd ${quoted(folder)}`, ...next].map((line) => `  ${bold(line)}`);
  return [...made, '', 'Next:', ...steps].join('\n');
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./\\:@~+-]+$/.test(path) ? path : JSON.stringify(path);
}

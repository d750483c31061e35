import { basename } from 'node:path';
import { RuntimeError } from '@tenon/core';

/** What a package made for a folder is called. */
export interface PackageNames {
  /** As npm takes it. */
  readonly package: string;
  /** What the plugin calls itself: the package's name without what all of them begin with. */
  readonly plugin: string;
  /** The function that makes it. */
  readonly factory: string;
}

/** Words that name no function in a module. */
const RESERVED = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield'.split(
    ' ',
  ),
);

/** Names after a folder. Throws USAGE_INVALID where no name can be made of it. */
export function namesFor(folder: string): PackageNames {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (name === '') {
    throw new RuntimeError('USAGE_INVALID', `No package can be named after "${folder}".`, {
      hint: 'Give the folder a name with letters.',
    });
  }
  const plugin = name.replace(/^(?:tenon-)?plugin-(?=.)|^tenon-(?=.)/, '');
  const camel = plugin.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const factory = RESERVED.has(camel) || /^\d/.test(camel) ? `plugin${capitalised(camel)}` : camel;
  return { package: name, plugin, factory };
}

/** `SlowNodes` for `slowNodes`. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import { isCancel, select, text } from '@clack/prompts';
import type { Kind } from '../project/create-project.js';
import type { Io } from './io.js';

/** What has been said of a project so far. */
export interface Wishes {
  readonly folder?: string | undefined;
  readonly kind?: Kind | undefined;
}

/** The folder that is made where somebody answers nothing. */
const FOLDERS: Readonly<Record<Kind, string>> = { app: 'my-flow', plugin: 'tenon-plugin-mine' };

/** Asks for what has not been said. Answers `undefined` where a question is left with Ctrl-C or Escape. */
export async function ask(
  { folder, kind }: Wishes,
  { stdin: input, stdout: output }: Io,
): Promise<{ readonly folder: string; readonly kind: Kind } | undefined> {
  const chosen =
    kind ??
    (await select<Kind>({
      message: 'What is it to be?',
      options: [
        { value: 'app', label: 'an app', hint: 'a workflow file, nodes of your own, a test' },
        { value: 'plugin', label: 'a plugin', hint: 'a package for others, with its tests' },
      ],
      input,
      output,
    }));
  if (isCancel(chosen)) return undefined;
  const place =
    folder ??
    (await text({
      message: 'In which folder?',
      placeholder: FOLDERS[chosen],
      defaultValue: FOLDERS[chosen],
      input,
      output,
    }));
  return isCancel(place) ? undefined : { kind: chosen, folder: place };
}

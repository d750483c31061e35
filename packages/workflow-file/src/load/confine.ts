import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { type Unread, unreadable } from './read-text.js';

/**
 * Follows a path that stands in a file to another file, under a root folder. Only forward slashes divide it, on every
 * system; it is relative to the file it stands in; and it leads out of the root neither by its words nor by symbolic links.
 * Answers the real path. `from` and `root` are real paths.
 */
export async function confine(path: string, from: string, root: string): Promise<string | Unread> {
  if (!isRelative(path)) {
    return refused(
      path,
      'is no relative path',
      'Write it like parts/ship.yaml, with forward slashes.',
    );
  }
  const target = join(dirname(from), path);
  if (!isInside(target, root)) return refused(path, OUTSIDE, ROOT_HINT);
  let real: string;
  try {
    real = await realpath(target);
  } catch (error) {
    const hint = 'Correct the path; it is relative to the file it stands in.';
    return unreadable(`"${path}"`, error, hint);
  }
  return isInside(real, root) ? real : refused(path, OUTSIDE, ROOT_HINT);
}

const OUTSIDE = 'leads out of the root folder';
const ROOT_HINT = 'Keep sub-workflows inside the root; loadWorkflow takes another one as "root".';

function refused(path: string, flaw: string, hint: string): Unread {
  return { code: 'FILE_REFERENCE', message: `"${path}" ${flaw}.`, hint };
}

/** Neither absolute on any system, nor a URL, nor with characters that mean other things elsewhere. */
function isRelative(path: string): boolean {
  return path !== '' && !/^(?:\/|[a-z][a-z\d+.-]*:)|[\\\0]/i.test(path);
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** Why a reference is not followed. */
export interface Refusal {
  /** What is wrong, as the end of a sentence. */
  readonly flaw: string;
  readonly hint: string;
  /** Whether it may not be followed, and not only leads nowhere. */
  readonly isForbidden: boolean;
}

/**
 * Follows a path that stands in a file to another file, under a root folder. Only forward slashes divide it, on every
 * system; it is relative to the file it stands in; and it leads out of the root neither by its words nor by symbolic links.
 * Answers the real path. `root` and `from` are real paths.
 */
export async function confine(path: string, from: string, root: string): Promise<string | Refusal> {
  if (!isRelative(path)) {
    return {
      flaw: 'is no relative path',
      hint: 'Write it like parts/ship.yaml, with forward slashes.',
      isForbidden: true,
    };
  }
  const target = join(dirname(from), path);
  if (!isInside(target, root)) return OUTSIDE;
  let real: string;
  try {
    real = await realpath(target);
  } catch (error) {
    return {
      flaw: `cannot be followed: ${reasonOf(error)}`,
      hint: 'Correct the path; it is relative to the file it stands in.',
      isForbidden: false,
    };
  }
  return isInside(real, root) ? real : OUTSIDE;
}

const OUTSIDE: Refusal = Object.freeze({
  flaw: 'leads out of the root folder',
  hint: 'Keep sub-workflows inside the root; loadWorkflow takes another one as "root".',
  isForbidden: true,
});

/** Neither absolute on any system, nor a URL, nor with characters that mean other things elsewhere. */
function isRelative(path: string): boolean {
  return path !== '' && !/^(?:\/|[a-z][a-z\d+.-]*:)|[\\\0]/i.test(path);
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** What the file system said, without the path, which messages state themselves. */
export function reasonOf(error: unknown): string {
  const { code } = Object(error) as { readonly code?: unknown };
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read';
    case 'EISDIR':
      return 'it is a folder';
    case 'ELOOP':
      return 'its symbolic links lead in a circle';
    default:
      return typeof code === 'string' ? code : 'it cannot be read';
  }
}

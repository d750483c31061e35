import { describeValue, RuntimeError } from '@tenon/core';
import { failure, type Site } from '../failure.js';
import type { FileUse } from './files.js';

/**
 * What went wrong with a file, as an error of the node: it names the path that the author stated. Errors that name the node already, and reasons of an abort, stay as they are.
 */
export function fileError(
  error: unknown,
  path: string,
  use: FileUse,
  site: Site,
  signal?: AbortSignal,
): unknown {
  // The reason may be the error of another node, whose failure stopped this one.
  if (signal?.aborted === true && error === signal.reason) return error;
  if (RuntimeError.is(error)) {
    if (error.where.node === site.id) return error;
    const { code, message, hint, cause } = error;
    return failure(
      site,
      code,
      `Node "${site.id}" cannot ${use} a file: ${message.replace(/\.$/, '')}.`,
      {
        port: 'path',
        ...(hint !== undefined && { hint }),
        ...(cause !== undefined && { cause }),
      },
    );
  }
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (typeof code !== 'string' || (error as Error).name === 'AbortError') return error;
  const [ours, why] = REASONS.get(code) ?? (['FILE_FAILED', `of ${code}`] as const);
  return failure(
    site,
    ours,
    `Node "${site.id}" cannot ${use} the file ${describeValue(path)}, because ${why}.`,
    { cause: error, port: 'path' },
  );
}

const REASONS: ReadonlyMap<
  string,
  readonly ['FILE_MISSING' | 'FILE_REFUSED' | 'FILE_EXISTS', string]
> = new Map([
  ['ENOENT', ['FILE_MISSING', 'it is not there']],
  ['ENOTDIR', ['FILE_MISSING', 'a folder on its path is none']],
  ['EISDIR', ['FILE_REFUSED', 'it is a folder']],
  ['ELOOP', ['FILE_REFUSED', 'its place is taken by a link']],
  ['ENXIO', ['FILE_REFUSED', 'it is no regular file']],
  ['EEXIST', ['FILE_EXISTS', 'it is there already']],
]);

import { RuntimeError } from '@tenon/core';

/** The code and the message of what a promise rejects with. */
export async function codeOf(promise: PromiseLike<unknown>): Promise<[code: string, text: string]> {
  try {
    await promise;
  } catch (error) {
    if (RuntimeError.is(error)) return [error.code, error.message];
    return ['no code', String(error)];
  }
  return ['no error', ''];
}

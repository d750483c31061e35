import { RuntimeError } from '#core/errors/runtime-error.js';

/** The error of Tenon that a function throws. */
export function thrown(act: () => unknown): RuntimeError {
  try {
    act();
  } catch (error) {
    return asRuntimeError(error);
  }
  throw new Error('nothing was thrown');
}

/** The error of Tenon that a promise rejects with. */
export async function rejected(promise: unknown): Promise<RuntimeError> {
  try {
    await promise;
  } catch (error) {
    return asRuntimeError(error);
  }
  throw new Error('nothing was rejected');
}

function asRuntimeError(error: unknown): RuntimeError {
  if (RuntimeError.is(error)) return error;
  throw new Error('not an error of Tenon', { cause: error });
}

/** A function that throws any value, an error or not. */
export function throwing(value: unknown): () => never {
  return () => {
    throw value;
  };
}

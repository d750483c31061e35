/** Whether a value is a promise or behaves like one. May throw where reading `then` throws. */
export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as { then?: unknown }).then === 'function';
}

/**
 * Calls back once when a promise settles, never before this function returns. A native promise is listened to directly, as
 * `await` does; one of another make may settle twice or at once, and has a native one put in front of it. The callbacks
 * must not throw.
 */
export function whenSettled<T>(
  promise: PromiseLike<T>,
  fulfilled: (value: T) => void,
  rejected: (error: unknown) => void,
): void {
  void (
    listenTo(promise, fulfilled, rejected) ??
    new Promise<T>((resolve) => resolve(promise)).then(fulfilled, rejected)
  );
}

/** Listens to a native promise; `undefined` for one of another make, also one that only looks native. */
function listenTo<T>(
  promise: PromiseLike<T>,
  fulfilled: (value: T) => void,
  rejected: (error: unknown) => void,
): unknown {
  try {
    if (!(promise instanceof Promise) || promise.constructor !== Promise) return undefined;
    return Promise.prototype.then.call(promise, fulfilled as (value: unknown) => void, rejected);
  } catch {
    return undefined;
  }
}

/** Takes the rejection of a promise that nobody will wait for, so that it does not bring the process down. */
export function ignoreRejection(value: unknown): void {
  if (isThenable(value)) whenSettled(value, ignore, ignore);
}

function ignore(): void {}

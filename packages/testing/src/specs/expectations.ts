import { AssertionError } from 'node:assert';
import { inspect, isDeepStrictEqual } from 'node:util';

/** Fails a claim. */
export function fail(message: string): never {
  throw new AssertionError({ message, stackStartFn: fail });
}

/** Fails a claim where two values are not the same in depth; runners show the difference. */
export function expectSame(actual: unknown, expected: unknown, message: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new AssertionError({
    message: `${message}\n  is:     ${shown(actual)}\n  due is: ${shown(expected)}`,
    actual,
    expected,
    operator: 'deepStrictEqual',
    stackStartFn: expectSame,
  });
}

/** A value as it stands in the message of a claim. */
export function shown(value: unknown): string {
  return inspect(value, { depth: 6, breakLength: Infinity, maxStringLength: 200 });
}

/** Waits for a promise, and fails where it does not settle in so many milliseconds: what hangs is told with its name. */
export async function settled<T>(promise: PromiseLike<T>, what: string, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AssertionError({ message: `${what} did not settle within ${String(ms)} ms.` }));
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** One turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

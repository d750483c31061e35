import { messageOf } from '@tenon/core';
import { unhandledRejectionsDuring } from '../../leaks.js';
import { expectSame, fail } from '../expectations.js';

/** Opens a service for one claim, and closes it afterwards whatever comes of it. */
export function withService<T>(
  open: () => T | PromiseLike<T>,
  close: ((service: T) => unknown) | undefined,
): (check: (service: T) => unknown) => Promise<void> {
  return async (check) => {
    const service = await open();
    try {
      await check(service);
    } finally {
      await close?.(service);
    }
  };
}

/** What a call threw or rejected with; fails where it did neither. */
export async function failureOf(call: () => unknown, what: string): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return fail(`${what} does not fail.`);
}

/** Fails where promises are rejected meanwhile that nobody waits for. */
export async function expectNoneUnhandled(act: () => unknown): Promise<void> {
  const reasons = await unhandledRejectionsDuring(act);
  expectSame(reasons.map(messageOf), [], 'Promises were rejected that nobody waits for.');
}

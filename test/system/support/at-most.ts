import type { Schema } from '@tenon/core';

/** A Standard Schema of numbers up to a limit: nothing has to be compiled for it, whatever the number of runtimes. */
export function atMost(limit: number): Schema {
  return {
    '~standard': {
      version: 1,
      vendor: 'tenon-tests',
      validate: (value: unknown) =>
        typeof value === 'number' && value <= limit
          ? { value }
          : { issues: [{ message: `must be a number up to ${String(limit)}` }] },
    },
  };
}

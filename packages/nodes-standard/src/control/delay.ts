import { defineNode, port, runOf } from '@tenon/core';
import { typed } from '../rows/ports.js';

/**
 * Waits, by the clock of the runtime, and hands its input on: `value` → `value`. An abort ends the wait.
 *
 * @example
 * const pause = flow.add('pause', delay, { ms: 500 });
 */
export const delay = defineNode({
  type: 'delay',
  description: 'Waits, and hands its input on.',
  inputs: {
    ms: typed<number>({ type: 'number', minimum: 0 }, 'Milliseconds to wait.'),
    value: port().describe('What is handed on.').optional(),
  },
  outputs: { value: port().describe('The input, after the wait.').optional() },
  run: ({ ms, value }, context) => {
    const { signal } = context;
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const timer = runOf(context).clock.timer(ms, () => {
        signal.removeEventListener('abort', stop);
        resolve({ value });
      });
      const stop = () => {
        timer.cancel();
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', stop, { once: true });
    });
  },
});

import { callsOf } from '../workloads/calls.js';
import type { Contender, Execute } from './contender.js';

/** The limit: a loop over the nodes in order that awaits nothing but promises. Knows no failure, no abort, no names. */
const plainLoop: Contender = {
  name: 'plain loop',
  version: process.versions.node,
  note: 'written by hand; awaits only what is a promise; the limit',
  prepare: ({ nodes, concurrentRuns }): Execute => {
    const calls = callsOf(nodes);
    const once = (): number | Promise<number> => {
      const values = new Array<number>(calls.length).fill(0);
      const goOn = (from: number): number | Promise<number> => {
        for (let i = from; i < calls.length; i++) {
          const given = calls[i]?.(values);
          if (given instanceof Promise) {
            return given.then(({ value }) => {
              values[i] = value;
              return goOn(i + 1);
            });
          }
          values[i] = given?.value ?? Number.NaN;
        }
        return sumOf(values);
      };
      return goOn(0);
    };
    return concurrentRuns === 1 ? once : atOnce(once, concurrentRuns);
  },
};
export default plainLoop;

export function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Several runs at once, and the sum of their checksums. */
export function atOnce(once: Execute, runs: number): Execute {
  const each = async () => once();
  return async () => sumOf(await Promise.all(Array.from({ length: runs }, each)));
}

import type { Execute } from '../contenders/contender.js';
import type { Call, Program } from './program.js';

/** Makes the calls in order and awaits nothing: for bodies that all answer at once. */
export function atOnce({ calls, order, begin }: Program): Execute {
  return () => {
    const values = new Array<number>(calls.length).fill(0);
    const scope = begin?.() as never;
    for (let at = 0; at < order.length; at++) {
      const node = order[at] as number;
      const given = (calls[node] as Call)(values, scope) as { value: number } | undefined;
      if (given !== undefined) values[node] = given.value;
    }
    return sumOf(values);
  };
}

/** Awaits promises, and nothing else. */
export function asNeeded({ calls, order, begin }: Program): Execute {
  return async () => {
    const values = new Array<number>(calls.length).fill(0);
    const scope = begin?.() as never;
    for (let at = 0; at < order.length; at++) {
      const node = order[at] as number;
      const given = (calls[node] as Call)(values, scope);
      if (given === undefined) continue;
      values[node] = given instanceof Promise ? (await given).value : given.value;
    }
    return sumOf(values);
  };
}

/** Awaits every call, because it does not know which ones answer later: what a user would write. */
export function awaiting({ calls, order, begin }: Program): Execute {
  return async () => {
    const values = new Array<number>(calls.length).fill(0);
    const scope = (await begin?.()) as never;
    for (let at = 0; at < order.length; at++) {
      const node = order[at] as number;
      const call = calls[node] as Call;
      const given = call(values, scope);
      if (given !== undefined) values[node] = (await given).value;
    }
    return sumOf(values);
  };
}

/** Several runs at once, and the sum of their checksums. */
export function together(once: Execute, runs: number): Execute {
  if (runs === 1) return once;
  const each = async () => once();
  return async () => sumOf(await Promise.all(Array.from({ length: runs }, each)));
}

/** The checksum of one run. */
export function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

import { callsOf } from '../workloads/calls.js';
import type { Contender, Execute } from './contender.js';
import { atOnce, sumOf } from './plain-loop.js';

/** What a user would write: a loop that awaits each node, because it does not know which ones are asynchronous. */
const awaitingLoop: Contender = {
  name: 'awaiting loop',
  version: process.versions.node,
  note: 'written by hand; awaits every node in turn',
  prepare: ({ nodes, concurrentRuns }): Execute => {
    const calls = callsOf(nodes);
    const once = async (): Promise<number> => {
      const values = new Array<number>(calls.length).fill(0);
      for (let i = 0; i < calls.length; i++) {
        const given = await calls[i]?.(values);
        values[i] = given?.value ?? Number.NaN;
      }
      return sumOf(values);
    };
    return concurrentRuns === 1 ? once : atOnce(once, concurrentRuns);
  },
};
export default awaitingLoop;

import { visitsOf, type Workload } from '../workloads/workload.js';
import type { Answer } from './protocol.js';
import { Worker } from './worker.js';

/** How long to measure. */
export interface Effort {
  /** Milliseconds before anything counts. */
  readonly warmUpMs: number;
  readonly rounds: number;
  /** Milliseconds of one contender in one round. */
  readonly roundMs: number;
  /** Milliseconds after which a contender is left out. */
  readonly timeoutMs: number;
}

/** A contender's figure for a workload, or why it has none. */
export interface Figure {
  readonly contender: string;
  readonly version: string;
  readonly note: string;
  /** Median over the rounds, in nanoseconds for each node visit; `undefined` where it could not. */
  readonly nanoseconds: number | undefined;
  /** The fastest and the slowest round. */
  readonly range: readonly [number, number] | undefined;
  readonly unable: string | undefined;
}

/** The figures of one workload. */
export interface Measurement {
  readonly workload: string;
  readonly visits: number;
  readonly checksum: number;
  readonly figures: readonly Figure[];
}

interface Entrant {
  readonly worker: Worker;
  readonly ready: Answer;
  readonly times: number[];
  unable: string | undefined;
}

/**
 * Measures the contenders of one workload in interleaved rounds, each in a process of its own, so that what disturbs the
 * machine disturbs them alike. Throws where two of them did not do the same work: the checksums differ.
 */
export async function measure(
  workload: Workload,
  modules: readonly string[],
  { warmUpMs, rounds, roundMs, timeoutMs }: Effort,
): Promise<Measurement> {
  const entrants: Entrant[] = [];
  let checksum: number | undefined;
  try {
    for (const module of modules) {
      const worker = new Worker(module);
      const ready = await worker.ask({ type: 'prepare', workload: workload.name }, timeoutMs);
      const unable = ready.type === 'unable' ? ready.reason : undefined;
      entrants.push({ worker, ready, times: [], unable });
    }
    for (let round = -1; round < rounds; round++) {
      const ms = round < 0 ? warmUpMs : roundMs;
      for (const entrant of entrants) {
        if (entrant.unable !== undefined) continue;
        const answer = await entrant.worker.ask({ type: 'round', ms }, timeoutMs);
        if (answer.type !== 'measured') {
          entrant.unable = answer.type === 'unable' ? answer.reason : 'no answer';
          continue;
        }
        checksum ??= answer.checksum;
        if (answer.checksum !== checksum) {
          const said = `${String(answer.checksum)}, not ${String(checksum)}`;
          throw new Error(`"${nameOf(entrant)}" gave ${said} for "${workload.name}".`);
        }
        if (round >= 0) entrant.times.push(answer.nanoseconds / visitsOf(workload));
      }
    }
  } finally {
    for (const { worker } of entrants) worker.stop();
  }
  return {
    workload: workload.name,
    visits: visitsOf(workload),
    checksum: checksum ?? Number.NaN,
    figures: entrants.map(figureOf),
  };
}

function figureOf(entrant: Entrant): Figure {
  const { ready, times, unable } = entrant;
  const sorted = [...times].sort((a, b) => a - b);
  const [fastest] = sorted;
  const slowest = sorted.at(-1);
  return {
    contender: nameOf(entrant),
    version: ready.type === 'ready' ? ready.version : '',
    note: ready.type === 'ready' ? ready.note : '',
    nanoseconds: unable === undefined ? sorted[sorted.length >> 1] : undefined,
    range: fastest === undefined || slowest === undefined ? undefined : [fastest, slowest],
    unable,
  };
}

function nameOf({ ready }: Entrant): string {
  return ready.type === 'measured' ? '' : ready.name;
}

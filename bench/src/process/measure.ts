import type { Figure, Measurement } from '../report/measurement.js';
import { visitsOf, type Workload } from '../workloads/workload.js';
import type { Ready, Round } from './protocol.js';
import { Worker } from './worker.js';

/** How long to measure. */
export interface Effort {
  /** Milliseconds of one stretch before anything counts. */
  readonly warmUpMs: number;
  /** How many stretches there are at most: another one follows as long as they become quicker. */
  readonly warmUps: number;
  readonly rounds: number;
  /** Milliseconds of one contender in one round. */
  readonly roundMs: number;
  /** Milliseconds after which a peer is left out, and after which any contender is. */
  readonly peerTimeoutMs: number;
  readonly timeoutMs: number;
}

/** A file whose default export is a contender. */
export interface Module {
  readonly file: string;
  readonly isPeer: boolean;
}

interface Entrant {
  readonly timeoutMs: number;
  readonly worker: Worker;
  readonly ready: Ready;
  readonly rounds: Round[];
  unable: string | undefined;
}

/**
 * Measures the contenders of one workload in interleaved rounds, each in a process of its own, so that what disturbs the
 * machine disturbs them alike. Throws where two of them did not do the same work: the checksums differ.
 */
export async function measure(
  workload: Workload,
  modules: readonly Module[],
  effort: Effort,
): Promise<Measurement> {
  const entrants: Entrant[] = [];
  let checksum: number | undefined;
  try {
    for (const module of modules) entrants.push(await entrantOf(module, workload, effort));
    for (const entrant of entrants) await warmUp(entrant, effort);
    for (let round = 0; round < effort.rounds; round++) {
      for (const entrant of entrants) {
        const answer = await roundOf(entrant, effort.roundMs);
        if (answer === undefined) continue;
        checksum ??= answer.checksum;
        if (answer.checksum !== checksum) {
          const said = `${String(answer.checksum)}, not ${String(checksum)}`;
          throw new Error(`"${entrant.ready.name}" gave ${said} for "${workload.name}".`);
        }
        entrant.rounds.push(answer);
      }
    }
  } finally {
    for (const { worker } of entrants) worker.stop();
  }
  const visits = visitsOf(workload);
  return {
    workload: workload.name,
    group: workload.group,
    visits,
    runs: workload.concurrentRuns,
    checksum: checksum ?? Number.NaN,
    figures: entrants.map((entrant) => figureOf(entrant, visits)),
  };
}

/** Lets an entrant run until it is no longer becoming quicker: compilers take their time, and larger programs more of it. */
async function warmUp(entrant: Entrant, { warmUpMs, warmUps }: Effort): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  for (let stretch = 0; stretch < warmUps; stretch++) {
    const answer = await roundOf(entrant, warmUpMs);
    if (answer === undefined || answer.cpuNs > before * STEADY) return;
    before = answer.cpuNs;
  }
}

/** A stretch that takes more than this part of the one before is as quick as it gets. */
const STEADY = 0.97;

/** One round of an entrant; `undefined` where it cannot. */
async function roundOf(entrant: Entrant, ms: number): Promise<Round | undefined> {
  if (entrant.unable !== undefined) return undefined;
  const answer = await entrant.worker.ask({ type: 'round', ms }, entrant.timeoutMs);
  if (answer.type === 'measured') return answer;
  entrant.unable = answer.type === 'unable' ? answer.reason : 'gave no answer';
  return undefined;
}

async function entrantOf(
  { file, isPeer }: Module,
  { name: workload }: Workload,
  effort: Effort,
): Promise<Entrant> {
  const worker = new Worker(file);
  const timeoutMs = isPeer ? effort.peerTimeoutMs : effort.timeoutMs;
  const answer = await worker.ask({ type: 'prepare', workload }, timeoutMs);
  const entrant = { worker, timeoutMs, rounds: [] };
  if (answer.type === 'ready') return { ...entrant, ready: answer, unable: undefined };
  const declined = answer.type === 'unable' ? answer : { name: '', reason: 'gave no answer' };
  const name = declined.name === '' ? nameOf(file) : declined.name;
  const ready: Ready = { type: 'ready', name, version: '', note: '' };
  return { ...entrant, ready, unable: declined.reason };
}

function figureOf({ ready, rounds, unable }: Entrant, visits: number): Figure {
  return {
    contender: ready.name,
    version: ready.version,
    note: ready.note,
    cpuNs: rounds.map(({ cpuNs }) => cpuNs / visits),
    wallNs: rounds.map(({ wallNs }) => wallNs / visits),
    peakBytes: Math.max(0, ...rounds.map(({ peakBytes }) => peakBytes)),
    unable,
  };
}

/** Of a process that ended before it could say its name, that of its file. */
function nameOf(file: string): string {
  return /([^/\\]+)\.m?js$/.exec(file)?.[1] ?? file;
}

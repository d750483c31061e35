import type { Figure, Measurement } from '../process/measure.js';

/** The contender that all others are told as a multiple of: what a user would write by hand. */
const YARDSTICK = 'awaiting loop';

/** A measurement as a table of text. */
export function table({ workload, visits, checksum, figures }: Measurement): string {
  const yardstick = figures.find(({ contender }) => contender === YARDSTICK)?.nanoseconds;
  const lines = figures.map((figure) => lineOf(figure, yardstick));
  const count = visits.toLocaleString('en');
  return [`${workload} (${count} visits, checksum ${String(checksum)})`, ...lines].join('\n');
}

function lineOf({ contender, nanoseconds, unable }: Figure, yardstick: number | undefined): string {
  const name = `  ${contender.padEnd(20)}`;
  if (nanoseconds === undefined) return `${name}  ${unable ?? ''}`;
  const ratio = yardstick === undefined ? '' : `${(nanoseconds / yardstick).toFixed(2)} x`;
  return `${name}${nanoseconds.toFixed(1).padStart(12)} ns${ratio.padStart(12)}`;
}

import { AWAITING } from './contenders.js';
import { type Figure, type Measurement, roundsBy, roundsOf } from './measurement.js';
import { ratios, sampleOf } from './statistics.js';

/** A measurement as a table of text. */
export function table(measurement: Measurement): string {
  const { workload, visits, checksum, figures } = measurement;
  const lines = figures.map((figure) => lineOf(measurement, figure));
  const count = visits.toLocaleString('en');
  return [`${workload} (${count} visits, checksum ${String(checksum)})`, ...lines].join('\n');
}

function lineOf(measurement: Measurement, figure: Figure): string {
  const name = `  ${figure.contender.padEnd(22)}`;
  if (figure.unable !== undefined) return `${name}  ${figure.unable}`;
  const rounds = roundsOf(measurement, figure);
  const { median, least, most } = sampleOf(rounds);
  const yardstick = roundsBy(measurement, AWAITING);
  const ratio = yardstick === undefined ? '' : `${ratios(rounds, yardstick).median.toFixed(2)} x`;
  const spread = `${least.toFixed(0)}-${most.toFixed(0)}`;
  return `${name}${median.toFixed(1).padStart(12)} ns${spread.padStart(18)}${ratio.padStart(12)}`;
}

import type { Probes } from '../probes/probes.js';
import type { Machine } from './machine.js';
import type { Measurement } from './measurement.js';

/** All that a report is made of, as `report.json` holds it. */
export interface ReportData {
  /** The day, and the command that measured. */
  readonly date: string;
  readonly command: string;
  readonly machine: Machine;
  /** How many rounds, and of how many milliseconds for each contender. */
  readonly rounds: number;
  readonly roundMs: number;
  readonly measurements: readonly Measurement[];
  readonly probes: Probes | undefined;
}

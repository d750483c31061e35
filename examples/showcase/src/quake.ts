/** One seismic event of a catalogue. */
export interface Quake {
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  readonly magnitude: number;
  /** Kilometres below the surface; above it where negative. */
  readonly depth: number;
  readonly place: string;
  /** `earthquake`, `explosion`, `quarry blast`, … */
  readonly kind: string;
}

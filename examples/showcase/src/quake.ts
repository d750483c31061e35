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

/** What every record must be, before anything is made of it. */
export const QUAKES = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['id', 'time', 'magnitude', 'depth', 'place', 'kind'],
    properties: {
      id: { type: 'string', minLength: 1 },
      time: { type: 'number', minimum: 0 },
      magnitude: { type: 'number', minimum: -3, maximum: 10 },
      depth: { type: 'number', minimum: -10, maximum: 800 },
      place: { type: 'string' },
      kind: { type: 'string' },
    },
  },
} as const;

/** The weather of one day. Temperatures in °C, precipitation in mm, wind in m/s. */
export interface Day {
  /** ISO 8601: `2012-01-01`. */
  readonly date: string;
  readonly precipitation: number;
  readonly high: number;
  readonly low: number;
  readonly wind: number;
  /** What the day was like: `rain`, `sun`. */
  readonly kind: string;
}

/** The mean temperature of a day as meteorologists reckon it: the middle between its highest and its lowest. */
export function meanOf({ high, low }: Day): number {
  return (high + low) / 2;
}

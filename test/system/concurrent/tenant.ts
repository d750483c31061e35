/** One of many runs: whatever belongs to it bears its number between tildes, so that it is known wherever it turns up. */
export interface Tenant {
  readonly number: number;
  readonly name: string;
  readonly secret: string;
  /** Where its loop begins, and where it ends. */
  readonly start: number;
  readonly target: number;
  /** Whether its last node fails. */
  readonly fails: boolean;
}

/** What all secrets have in common, and nothing else has. */
export const STEM = 'pr1vate-k3y-mat3rial';

/** The largest value that the contract of the workflow lets pass without a warning. */
export const MOST = 6;

/** From this value on, the workflow takes its branch "high". */
export const HIGH = 5;

export function tenantOf(number: number): Tenant {
  const start = number % 5;
  return {
    number,
    name: `tenant ~${String(number)}~`,
    secret: `${STEM} ~${String(number)}~`,
    start,
    target: start + 1 + (number % 4),
    fails: number % 10 === 3,
  };
}

/** The numbers of all tenants that a text speaks of. */
export function numbersIn(text: string): ReadonlySet<number> {
  return new Set(Array.from(text.matchAll(/~(\d+)~/g), ([, number]) => Number(number)));
}

/** One measurement: the pressure applied, and the volume that was adsorbed at it. */
export interface Point {
  readonly pressure: number;
  readonly volume: number;
}

/** The two parameters of the model: the largest volume, and how fast it is approached. */
export type Parameters = readonly [largest: number, rate: number];

/**
 * Dental research data of D. Misra on monomolecular adsorption: `Misra1a` of the Statistical Reference Datasets that the
 * U.S. National Institute of Standards and Technology publishes for testing non-linear regression.
 */
export const POINTS: readonly Point[] = [
  { volume: 10.07, pressure: 77.6 },
  { volume: 14.73, pressure: 114.9 },
  { volume: 17.94, pressure: 141.1 },
  { volume: 23.93, pressure: 190.8 },
  { volume: 29.61, pressure: 239.9 },
  { volume: 35.18, pressure: 289.0 },
  { volume: 40.02, pressure: 332.8 },
  { volume: 44.82, pressure: 378.4 },
  { volume: 50.76, pressure: 434.8 },
  { volume: 55.05, pressure: 477.3 },
  { volume: 61.01, pressure: 536.8 },
  { volume: 66.4, pressure: 593.1 },
  { volume: 75.47, pressure: 689.1 },
  { volume: 81.78, pressure: 760.0 },
];

/** From where NIST lets a fit begin: the first is far from the solution, the second near. */
export const STARTS: readonly Parameters[] = [
  [500, 0.0001],
  [250, 0.0005],
];

/** What NIST certifies, to eleven digits. */
export const CERTIFIED = {
  parameters: [2.3894212918e2, 5.5015643181e-4] as Parameters,
  residual: 1.2455138894e-1,
};

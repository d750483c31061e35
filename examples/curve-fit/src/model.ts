import type { Parameters, Point } from './misra1a.js';

/** The volume that the model gives at a pressure. */
function volumeAt([largest, rate]: Parameters, pressure: number): number {
  return largest * (1 - Math.exp(-rate * pressure));
}

/** The sum of the squares of what the model is off by. */
export function residualOf(parameters: Parameters, points: readonly Point[]): number {
  let sum = 0;
  for (const { pressure, volume } of points) sum += (volume - volumeAt(parameters, pressure)) ** 2;
  return sum;
}

/**
 * The step of Gauss and Newton: the solution of the normal equations JᵀJ · step = Jᵀr, where J holds the derivatives of the
 * model by its parameters, and r what it is off by.
 */
export function gaussNewtonStep(parameters: Parameters, points: readonly Point[]): Parameters {
  const [largest, rate] = parameters;
  let [aa, ab, bb, ar, br] = [0, 0, 0, 0, 0];
  for (const { pressure, volume } of points) {
    const decay = Math.exp(-rate * pressure);
    const byLargest = 1 - decay;
    const byRate = largest * pressure * decay;
    const off = volume - volumeAt(parameters, pressure);
    aa += byLargest * byLargest;
    ab += byLargest * byRate;
    bb += byRate * byRate;
    ar += byLargest * off;
    br += byRate * off;
  }
  const determinant = aa * bb - ab * ab;
  return [(bb * ar - ab * br) / determinant, (aa * br - ab * ar) / determinant];
}

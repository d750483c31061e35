import { defineNode, port } from '@tenon/core';
import type { Quake } from './quake.js';

/**
 * How much rarer strong earthquakes are than weak ones. Gutenberg and Richter (1944): the number of earthquakes above a
 * magnitude falls by the factor 10 to the b with each unit; b is close to 1 in most regions. Where magnitudes end at the
 * largest one seen, Page (1968) gives the rate β = b · ln 10 of greatest likelihood as the root of
 *
 *     1/β - span / (exp(β · span) - 1) = mean
 *
 * with the mean and the span of the magnitudes above the smallest. The nodes here find it by Newton's method.
 */

/** Magnitudes from a smallest one on, as the equation needs them. */
export const sampleMagnitudes = defineNode({
  type: 'sample-magnitudes',
  inputs: { quakes: port<readonly Quake[]>(), smallest: port<number>() },
  outputs: {
    count: port<number>(),
    mean: port<number>(),
    span: port<number>(),
    rate: port<number>(),
  },
  run({ quakes, smallest }) {
    const above = quakes.map(({ magnitude }) => magnitude - smallest).filter((x) => x >= 0);
    if (above.length < 10)
      throw new Error(`Only ${above.length} earthquakes are of magnitude ${smallest} or more.`);
    const mean = above.reduce((sum, x) => sum + x, 0) / above.length;
    // Without the end of the scale, the rate would be one over the mean: a good place to start.
    return { count: above.length, mean, span: Math.max(...above), rate: 1 / mean };
  },
});

/** One step of Newton's method. `change` is how far it went. */
export const refineRate = defineNode({
  type: 'refine-rate',
  inputs: { rate: port<number>(), mean: port<number>(), span: port<number>() },
  outputs: { rate: port<number>(), change: port<number>() },
  run({ rate, mean, span }) {
    const growth = Math.exp(rate * span);
    const value = 1 / rate - span / (growth - 1) - mean;
    const slope = -1 / rate ** 2 + (span ** 2 * growth) / (growth - 1) ** 2;
    const step = value / slope;
    return { rate: rate - step, change: Math.abs(step) };
  },
});

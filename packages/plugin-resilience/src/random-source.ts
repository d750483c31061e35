import { serviceId } from '@tenon/core';

/** Where jitter comes from. A test binds one that it knows. */
export interface RandomSource {
  /** A number from 0 on, below 1. */
  next(): number;
}
export const RandomSource = serviceId<RandomSource>('tenon.RandomSource', { methods: ['next'] });

/** That of the JavaScript engine. The default. */
export const ENGINE_RANDOM: RandomSource = Object.freeze({ next: () => Math.random() });

import type { AsyncTaps, Plugin } from '@tenon/core';
import type { Misbehaviour, Opening } from './opening.js';

/** The name of the plugin that misbehaves. */
export const NAME = 'bad';

/** What it throws. */
export const BOOM = new Error('boom');

/** A plugin that misbehaves in one hook as long as it is armed, and how to stop it and the run. */
export class Misbehaving {
  isArmed = true;
  /** How often it did. */
  count = 0;
  readonly stop = new AbortController();
  readonly #how: Misbehaviour;
  readonly #opening: Opening;

  constructor(how: Misbehaviour, opening: Opening) {
    this.#how = how;
    this.#opening = opening;
  }

  get plugin(): Plugin {
    return {
      // Where every step has begun that a run needs before it is executed.
      manifest: { name: NAME, version: '1.0.0', stage: 850, after: ['conditional'] },
      apply: (hooks, services) => {
        const taps = this.#opening.taps(hooks, services) as AsyncTaps<never[], unknown>;
        if (this.#mayWait) taps.tapPromise(NAME, this.#tap);
        else taps.tap(NAME, this.#tap);
      },
    };
  }

  get #mayWait(): boolean {
    return this.#opening.consequences.has('hangs');
  }

  readonly #tap = (): unknown => {
    if (!this.isArmed) return undefined;
    this.count++;
    switch (this.#how) {
      case 'throws':
        throw BOOM;
      case 'rejects':
      case 'answers a promise':
        return Promise.reject(BOOM);
      case 'hangs':
        return new Promise(() => {});
      case 'aborts the run':
        this.stop.abort(BOOM);
        return undefined;
      case 'aborts the run and hangs':
        this.stop.abort(BOOM);
        return new Promise(() => {});
    }
  };
}

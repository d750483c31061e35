import type { Masker, Plugin } from '@tenon/core';
import { VERSION } from '../version.js';

const NAME = 'command-line-masks';

/** Keeps what masks the secrets of a run, for what is written of it when it is over. */
export class MaskKeeper {
  #mask: Masker | undefined;

  readonly plugin: Plugin = {
    manifest: { name: NAME, version: VERSION },
    apply: (hooks) => {
      hooks.settled.tapPromise(NAME, async (_outcome, run) => {
        this.#mask = run.mask;
      });
    },
  };

  masked<T>(value: T): T {
    return this.#mask?.value(value) ?? value;
  }
}

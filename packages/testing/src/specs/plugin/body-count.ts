import type { Plugin } from '@tenon/core';

const NAME = 'spec-body-count';

/** Counts how often the own function of each node is called, inside whatever plugins put around it. */
export class BodyCount {
  readonly #calls = new Map<string, number>();

  /** To be added to the plugins. Stands behind all others of no stated place, so that it is innermost. */
  get plugin(): Plugin {
    return {
      manifest: { name: NAME, version: '1.0.0', before: ['results'], after: ['execution'] },
      apply: (hooks) => {
        hooks.node.tap(NAME, (wraps, { id }) => {
          wraps.add('body', (next) => (inputs, context) => {
            this.#calls.set(id, (this.#calls.get(id) ?? 0) + 1);
            return next(inputs, context);
          });
        });
      },
    };
  }

  /** The calls since the last time, by node. */
  take(): Readonly<Record<string, number>> {
    const taken = Object.fromEntries(this.#calls);
    this.#calls.clear();
    return taken;
  }
}

import type { Plugin } from '../plugin/plugin.js';
import { STAGES } from '../plugin/stages.js';
import { ExecutedResults, LazyResults } from '../run/result/lazy-results.js';
import { VERSION } from '../version.js';

const NAME = 'results';

/** Step 10: the last word on the results. What others made of them is frozen, once somebody looks. */
export function results(): Plugin {
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGES.results },
    apply(hooks) {
      hooks.results.tap(NAME, (made) => {
        if (made instanceof ExecutedResults) return undefined;
        return new LazyResults(() => Object.freeze(made.record));
      });
    },
  });
}

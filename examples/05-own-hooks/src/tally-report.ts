import type { Plugin } from '@tenon/core';
import { TallyHooks } from './tally.js';

const NAME = 'tally-report';

/** Counts by the first word of a type, and reports each count. Does nothing where nothing is counted. */
export const tallyReport = (report: (line: string) => void): Plugin => ({
  manifest: { name: NAME, version: '1.0.0', after: ['tally'] },
  apply(_hooks, services) {
    const taps = services.tryGet(TallyHooks.id);
    taps?.group.tap(NAME, (type) => type.split('-', 1)[0] ?? type);
    taps?.counted.tap(NAME, (group, count) => report(`${group}: ${String(count)}`));
  },
});

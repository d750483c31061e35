import type { Plugin } from '@tenon/core';
import { CacheHooks } from './cache.js';

const NAME = 'cache-report';

/** Makes keys ignore the case of letters, and reports hits. Does nothing where there is no cache. */
export const cacheReport = (report: (line: string) => void): Plugin => ({
  manifest: { name: NAME, version: '1.0.0', after: ['cache'] },
  apply(_hooks, services) {
    const taps = services.tryGet(CacheHooks.id);
    taps?.key.tap(NAME, (key) => key.toLowerCase());
    taps?.hit.tap(NAME, (node, key) => report(`hit: "${node}" by ${key}`));
  },
});

import type { Plugin } from '@tenon/core';

/** Stands in for the plugin that checks what ports state, and checks nothing. */
export const portsUnchecked: Plugin = Object.freeze({
  manifest: { name: 'ports-unchecked', version: '1.0.0', provides: ['validation'] },
});

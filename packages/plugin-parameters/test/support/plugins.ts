import type { Plugin } from '@tenon/core';

/** Says that schemas are checked, and checks nothing. */
export function schemas(): Plugin {
  return { manifest: { name: 'schemas', version: '1.0.0', provides: ['validation'] } };
}

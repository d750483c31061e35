import type { StandardNodesOptions } from '@tenon/nodes-standard';
import type { BuiltIn } from './built-in.js';

export const standardPlugin: BuiltIn<'standard', StandardNodesOptions> = {
  name: 'standard',
  async load(settings, { folder }) {
    const { standardNodes } = await import('@tenon/nodes-standard');
    // Files are those of the project, unless it says otherwise.
    return { plugin: standardNodes({ root: folder, ...settings }) };
  },
};

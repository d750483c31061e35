import { BRANCH_KINDS, conditional } from '@tenon/plugin-conditional';
import type { Installation } from './plugins.js';

/** The plugin for branches in the mode that a case states. Its kinds are bound by the runner, which watches their bodies. */
export const conditionalInstallation: Installation = {
  capability: 'conditional',
  plugins: ({ options: { mode } = {} }) => [
    conditional({ kinds: false, ...(mode !== undefined && { mode }) }),
  ],
  kinds: BRANCH_KINDS,
};

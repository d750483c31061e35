import { cycles } from '@tenon/plugin-cycles';
import type { Installation } from './plugins.js';

/** The plugin for loops. What a case states of its loops stands in the workflow; options it needs none. */
export const cyclesInstallation: Installation = {
  capability: 'cycles',
  plugins: () => [cycles()],
};

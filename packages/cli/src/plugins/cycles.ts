import type { CyclesOptions } from '@tenon/plugin-cycles';
import type { BuiltIn } from './built-in.js';

export const cyclesPlugin: BuiltIn<'cycles', CyclesOptions> = {
  name: 'cycles',
  async load(settings) {
    const { cycles } = await import('@tenon/plugin-cycles');
    return { plugin: cycles(settings) };
  },
};

import type { CyclesOptions } from '@tenon/plugin-cycles';
import type { BuiltIn } from './built-in.js';

declare module './built-in.js' {
  interface PluginSettings {
    readonly cycles?: CyclesOptions | false;
  }
}

export const cyclesPlugin: BuiltIn = {
  name: 'cycles',
  async load(settings) {
    const { cycles } = await import('@tenon/plugin-cycles');
    return { plugin: cycles(settings as CyclesOptions | undefined) };
  },
};

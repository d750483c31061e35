import type { ConditionalOptions } from '@tenon/plugin-conditional';
import type { BuiltIn } from './built-in.js';

declare module './built-in.js' {
  interface PluginSettings {
    readonly conditional?: ConditionalOptions | false;
  }
}

export const conditionalPlugin: BuiltIn = {
  name: 'conditional',
  async load(settings) {
    const { conditional } = await import('@tenon/plugin-conditional');
    return { plugin: conditional(settings as ConditionalOptions | undefined) };
  },
};

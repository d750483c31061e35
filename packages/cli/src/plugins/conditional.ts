import type { ConditionalOptions } from '@tenon/plugin-conditional';
import type { BuiltIn } from './built-in.js';

export const conditionalPlugin: BuiltIn<'conditional', ConditionalOptions> = {
  name: 'conditional',
  async load(settings) {
    const { conditional } = await import('@tenon/plugin-conditional');
    return { plugin: conditional(settings) };
  },
};

import type { ValidationOptions } from '@tenon/plugin-validation';
import type { BuiltIn } from './built-in.js';

export const validationPlugin: BuiltIn<'validation', ValidationOptions> = {
  name: 'validation',
  async load(settings) {
    const { validation } = await import('@tenon/plugin-validation');
    return { plugin: validation(settings) };
  },
};

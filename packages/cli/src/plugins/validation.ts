import type { ValidationOptions } from '@tenon/plugin-validation';
import type { BuiltIn } from './built-in.js';

declare module './built-in.js' {
  interface PluginSettings {
    readonly validation?: ValidationOptions | false;
  }
}

export const validationPlugin: BuiltIn = {
  name: 'validation',
  async load(settings) {
    const { validation } = await import('@tenon/plugin-validation');
    return { plugin: validation(settings as ValidationOptions | undefined) };
  },
};

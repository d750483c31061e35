import { resources } from '@tenon/plugin-resources';
import type { Addition } from '../additions.js';

/** Resources that nobody declares. */
export const resourcesAddition: Addition = {
  name: 'resources',
  packageName: '@tenon/plugin-resources',
  isStated: false,
  plugin: () => resources(),
};

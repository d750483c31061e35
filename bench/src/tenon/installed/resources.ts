import { defineResource, resources } from '@tenon/plugin-resources';
import type { Installation } from './installation.js';

export const resourcesInstalled: Installation = {
  plugin: () => resources({ define: [defineResource({ name: 'db', max: 2, create: () => ({}) })] }),
};

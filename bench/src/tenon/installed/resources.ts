import { resources } from '@tenon/plugin-resources';
import type { Installation } from './installation.js';

export const resourcesInstalled: Installation = { plugin: () => resources() };

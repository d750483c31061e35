import { resilience } from '@tenon/plugin-resilience';
import type { Installation } from './installation.js';

export const resilienceInstalled: Installation = { plugin: () => resilience() };

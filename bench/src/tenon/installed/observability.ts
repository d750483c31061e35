import { observability } from '@tenon/plugin-observability';
import type { Installation } from './installation.js';

export const observabilityInstalled: Installation = { plugin: () => observability() };

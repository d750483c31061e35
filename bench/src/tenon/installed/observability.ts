import { observability } from '@tenon/plugin-observability';
import type { Installation } from './installation.js';

/** As in a host that has registered no SDK. */
export const observabilityInstalled: Installation = { plugin: () => observability() };

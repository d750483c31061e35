import { resilience } from '@tenon/plugin-resilience';
import type { Installation } from './plugins.js';

/** No case states anything for it: installed, it changes nothing. */
export const resilienceInstallation: Installation = { plugins: () => [resilience()] };

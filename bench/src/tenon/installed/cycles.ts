import { cycles } from '@tenon/plugin-cycles';
import type { Installation } from './installation.js';

export const cyclesInstalled: Installation = { plugin: () => cycles() };

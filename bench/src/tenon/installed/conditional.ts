import { conditional } from '@tenon/plugin-conditional';
import type { Installation } from './installation.js';

export const conditionalInstalled: Installation = { plugin: () => conditional() };

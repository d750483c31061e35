import { DEVELOPMENT_TOKENS } from './development-tokens.js';
import { INFRASTRUCTURE_TOKENS } from './infrastructure-tokens.js';
import { SERVICE_TOKENS } from './service-tokens.js';
import type { TokenShape } from './token-shape.js';

/** Lengths are those of short tokens of each kind, with some room: issuers lengthen them without notice. */
export const TOKEN_SHAPES: readonly TokenShape[] = [
  ...INFRASTRUCTURE_TOKENS,
  ...DEVELOPMENT_TOKENS,
  ...SERVICE_TOKENS,
];

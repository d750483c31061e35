import { createColors } from 'picocolors';
import type { Io, Output } from './io.js';

/** Functions that colour text, or leave it. */
export type Palette = Pick<
  ReturnType<typeof createColors>,
  'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow'
>;

/** The colours of a stream. */
export function paletteFor(env: Io['env'], stream: Output): Palette {
  return createColors(wantsColours(env, stream));
}

/**
 * Whether a stream is to be coloured: not where NO_COLOR says anything (https://no-color.org), where FORCE_COLOR does, and
 * otherwise in a terminal that is not dumb. The colours of the process are not asked, as a stream of its own may be meant.
 */
export function wantsColours({ NO_COLOR, FORCE_COLOR, TERM }: Io['env'], stream: Output): boolean {
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}

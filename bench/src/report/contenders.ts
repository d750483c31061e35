/** The contenders that the report speaks of by name. */
export const PLAIN = 'plain loop';
/** The same calls, each awaited. */
export const AWAITED = 'plain loop, awaited';
/** What all others are told as a multiple of: what a user would write by hand. */
export const AWAITING = 'awaiting loop';
export const LAYERED = 'Promise.all per layer';
export const TENON = 'Tenon';
export const CORE = 'Tenon, core alone';
/** With plugins installed that nothing uses. */
export const OPERATIONS = 'Tenon, for operations';

/** Peers that do not keep a graph between runs: effect is code, and async reads its tasks anew. */
export const GRAPHLESS: readonly string[] = ['effect', 'async, auto'];
/** Peers that Tenon is to be several hundred times as fast as. */
export const SLOWEST: readonly string[] = ['LangGraph', 'Mastra'];

const OWN: readonly string[] = [PLAIN, AWAITED, AWAITING, LAYERED, TENON, CORE, OPERATIONS];

export function isPeer(contender: string): boolean {
  return !OWN.includes(contender);
}

/**
 * A number from 0 to below 1 that depends on a seed and on what it is drawn for, and on nothing else: not on what was drawn
 * before. The hash is FNV-1a by Fowler, Noll and Vo, with the finaliser of MurmurHash3 by Austin Appleby, since the last
 * letters of a text hardly move the upper bits of FNV.
 */
export function drawn(seed: number, what: string): number {
  let hash = 0x811c9dc5;
  for (const part of [String(seed), ' ', what]) {
    for (let i = 0; i < part.length; i++) {
      hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193);
    }
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

import { serviceId } from './service.js';

/** Makes the ids of runs that state none of their own. */
export interface IdSource {
  /** An id no other run has: a non-empty string. */
  next(): string;
}
export const IdSource = serviceId<IdSource>('tenon.IdSource', { methods: ['next'] });

/** Random bytes are fetched for so many ids at a time. */
const IDS_AT_A_TIME = 1024;
const BYTES = 16;
const DASHES = new Set([8, 13, 18, 23]);
/** Where the two digits of each byte stand in the text. */
const PLACES = Array.from({ length: 36 }, (_, place) => place).filter(
  (place) => !DASHES.has(place),
);
const DIGITS = Buffer.from('0123456789abcdef', 'latin1');

/**
 * Random UUIDs of version 4 (RFC 9562, section 5.4). Written digit by digit into one piece of text: that of `node:crypto`
 * is put together from twenty, which every id that is kept would carry along. Node loads that module for the first id, and
 * not with the core.
 */
export class UuidSource implements IdSource {
  readonly #random = Buffer.alloc(IDS_AT_A_TIME * BYTES);
  readonly #text = Buffer.from('00000000-0000-4000-8000-000000000000', 'latin1');
  #used = IDS_AT_A_TIME;

  next(): string {
    if (this.#used === IDS_AT_A_TIME) {
      process.getBuiltinModule('node:crypto').randomFillSync(this.#random);
      this.#used = 0;
    }
    const start = this.#used++ * BYTES;
    for (let i = 0; i < BYTES; i++) this.#write(i, this.#random[start + i] as number);
    return this.#text.toString('latin1');
  }

  #write(index: number, random: number): void {
    let byte = random;
    if (index === 6) byte = (random & 0x0f) | 0x40; // the version
    if (index === 8) byte = (random & 0x3f) | 0x80; // the variant
    this.#text[PLACES[2 * index] as number] = DIGITS[byte >> 4] as number;
    this.#text[PLACES[2 * index + 1] as number] = DIGITS[byte & 0x0f] as number;
  }
}

import { failure, type Site } from '../failure.js';

/** How texts are stored. A byte order mark at the start is left out. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'latin1'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What the text of a file is decoded by, piece by piece. */
export interface Decoder {
  decode(bytes: Uint8Array): string;
  /** What is left at the end. */
  end(): string;
}

/** A decoder that throws where bytes are no text of the encoding: nothing is replaced. */
export function decoderOf(encoding: Encoding): Decoder {
  if (encoding === 'latin1') {
    return { decode: (bytes) => Buffer.from(bytes).toString('latin1'), end: () => '' };
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  return {
    decode: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  };
}

/** The bytes of a text. Throws TEXT_INVALID where the encoding has no bytes for a character. */
export function encode(text: string, encoding: Encoding, site: Site): Buffer {
  if (encoding === 'latin1') {
    const at = text.search(/[\u0100-\uffff]/);
    if (at >= 0) {
      throw failure(
        site,
        'TEXT_INVALID',
        `Node "${site.id}" is to write a text in latin1, which has no character U+${hex(text, at)}, at offset ${String(at)}.`,
        { hint: 'Write it as utf-8.' },
      );
    }
  }
  const half = encoding === 'latin1' ? -1 : text.search(HALF);
  if (half >= 0) {
    throw failure(
      site,
      'TEXT_INVALID',
      `Node "${site.id}" is to write a text with half of a surrogate pair, U+${hex(text, half)}, at offset ${String(half)}.`,
      { hint: 'Cut texts between characters.' },
    );
  }
  return Buffer.from(text, encoding === 'utf-16le' ? 'utf16le' : encoding);
}

/** Half of a surrogate pair: no encoding has bytes for it, and Node would write another character. */
const HALF = /\p{Cs}/u;

function hex(text: string, at: number): string {
  return (text.codePointAt(at) as number).toString(16).toUpperCase().padStart(4, '0');
}

import { RuntimeError } from '@tenon/core';
import { failure, type Site } from '../failure.js';
import { connectionFailed, type Received, shownUrl } from './send.js';

/** What a body is read as; `auto` goes by the type that the response states. */
export const BODY_FORMS = ['auto', 'json', 'text', 'bytes'] as const;
export type BodyForm = (typeof BODY_FORMS)[number];

/** The bytes of a response, unpacked. Throws HTTP_TOO_LARGE as soon as there are more than the limit, and HTTP_FAILED. */
export async function bytesOf(
  { response, url }: Received,
  maxBytes: number,
  site: Site,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const tooLarge = () =>
    failure(
      site,
      'HTTP_TOO_LARGE',
      `The response of ${shownUrl(url)} to node "${site.id}" has more than ${maxBytes.toLocaleString('en-GB')} bytes.`,
      { hint: 'Ask for less, or raise "maxBytes" of the node and of standardNodes({ http }).' },
    );
  try {
    for await (const chunk of response.body ?? []) {
      size += (chunk as Uint8Array).byteLength;
      // Turned round, so that NaN lets nothing through. Leaving the loop cancels the rest.
      if (!(size <= maxBytes)) throw tooLarge();
      chunks.push(chunk as Uint8Array);
    }
  } catch (error) {
    if (RuntimeError.is(error)) throw error;
    throw connectionFailed('got only part of the response from', url, error, site);
  }
  return Buffer.concat(chunks, size);
}

/** A body as the node gives it. Throws HTTP_INVALID where it is not what it is to be read as. */
export function readBody(
  bytes: Uint8Array,
  form: BodyForm,
  contentType: string | null,
  url: string,
  site: Site,
): unknown {
  const type = (contentType ?? '').toLowerCase();
  const as = form === 'auto' ? formOf(type) : form;
  if (as === 'bytes') return bytes;
  const text = decoded(bytes, type, url, site);
  if (as === 'text') return text;
  if (text === '' && form === 'auto') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw failure(site, 'HTTP_INVALID', `The response of ${url} to node "${site.id}" is no JSON.`, {
      cause: cause instanceof SyntaxError ? undefined : cause,
      hint: 'State as: "text" to see what it is.',
    });
  }
}

function formOf(type: string): BodyForm {
  if (/^[\w.+-]+\/(?:[\w.+-]+\+)?json\b/.test(type)) return 'json';
  const isText = type === '' || /^text\/|[/+](?:xml|javascript|x-www-form-urlencoded)\b/.test(type);
  return isText ? 'text' : 'bytes';
}

function decoded(bytes: Uint8Array, type: string, url: string, site: Site): string {
  const charset = /charset="?([\w-]+)/.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw failure(
      site,
      'HTTP_INVALID',
      `The response of ${url} to node "${site.id}" is no text in ${charset}.`,
      { cause, hint: 'State as: "bytes".' },
    );
  }
}

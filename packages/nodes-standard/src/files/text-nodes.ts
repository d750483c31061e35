import { defineNode, type NodePlace } from '@tenon/core';
import { PATH, text, typed } from '../rows/ports.js';
import { ENCODINGS, type Encoding, encode } from './encoding.js';
import { Files } from './files.js';
import { wholeText } from './read-file.js';
import { IF_EXISTS, type IfExists, replaceFile } from './replace-file.js';

/** Setting of nodes that read or write texts. */
export const ENCODING = typed<Encoding>(
  { type: 'string', enum: ENCODINGS },
  'Encoding of the file.',
).default('utf-8');

/** Setting of nodes that write. */
export const IF_EXISTS_SETTING = typed<IfExists>(
  { type: 'string', enum: IF_EXISTS },
  'What to do where the file is there already.',
).default('replace');

/** Outputs of nodes that write. */
export const WRITTEN = {
  path: text('The path, as it was given.'),
  bytes: typed<number>({ type: 'integer', minimum: 0 }, 'Bytes written.'),
};

/** Where a node finds files, and what it is called in messages. */
export function filesAt({ id, workflow, services }: NodePlace) {
  return { site: { id, workflow }, files: services.get(Files) };
}

/**
 * Reads a file as a text: `path` → `text`.
 *
 * @example
 * const page = flow.add('page', readText, { path: 'page.html' });
 */
export const readText = defineNode({
  type: 'read-text',
  description: 'Reads a text file.',
  inputs: { path: PATH },
  outputs: { text: text('The whole text, without a byte order mark.') },
  settings: { encoding: ENCODING },
  compile: (place) => {
    const { site, files } = filesAt(place);
    return async ({ path }, { settings: { encoding }, signal }) => {
      const reading = { path, encoding, files, site, maxBytes: files.maxBytes };
      return { text: await wholeText(reading, signal) };
    };
  },
});

/** Writes a text to a file, as a whole or not at all: `path`, `text` → `path`, `bytes`. */
export const writeText = defineNode({
  type: 'write-text',
  description: 'Writes a text file: as a whole, or not at all.',
  inputs: { path: PATH, text: text('What the file is to hold.') },
  outputs: WRITTEN,
  settings: { encoding: ENCODING, ifExists: IF_EXISTS_SETTING },
  compile: (place) => {
    const { site, files } = filesAt(place);
    return async ({ path, text: content }, { settings: { encoding, ifExists }, signal }) => {
      const chunks = [encode(content, encoding, site)];
      const bytes = await replaceFile({ path, files, site, ifExists }, chunks, signal);
      return { path, bytes };
    };
  },
});

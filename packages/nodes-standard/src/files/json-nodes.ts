import { defineNode, describeValue, messageOf, port } from '@tenon/core';
import { failure, type Site } from '../failure.js';
import { PATH, typed } from '../rows/ports.js';
import { jsonFlaw } from './json-flaw.js';
import { wholeText } from './read-file.js';
import { replaceFile } from './replace-file.js';
import { filesAt, IF_EXISTS_SETTING, WRITTEN } from './text-nodes.js';

/** Reads a file of JSON: `path` → `value`. */
export const readJson = defineNode({
  type: 'read-json',
  description: 'Reads a JSON file.',
  inputs: { path: PATH },
  outputs: { value: port().describe('What the file holds.') },
  compile: (place) => {
    const { site, files } = filesAt(place);
    return async ({ path }, { signal }) => {
      const reading = { path, encoding: 'utf-8', files, site, maxBytes: files.maxBytes } as const;
      return { value: parsed(await wholeText(reading, signal), path, site) };
    };
  },
});

/** Writes a value as JSON to a file, as a whole or not at all: `path`, `value` → `path`, `bytes`. */
export const writeJson = defineNode({
  type: 'write-json',
  description: 'Writes a JSON file: as a whole, or not at all.',
  inputs: { path: PATH, value: port().describe('What the file is to hold.') },
  outputs: WRITTEN,
  settings: {
    indent: typed<number>(
      { type: 'integer', minimum: 0, maximum: 10 },
      'Spaces for each level; 0 writes one line.',
    ).default(2),
    ifExists: IF_EXISTS_SETTING,
  },
  compile: (place) => {
    const { site, files } = filesAt(place);
    return async ({ path, value }, { settings: { indent, ifExists }, signal }) => {
      const chunks = [Buffer.from(`${jsonOf(value, indent, site)}\n`)];
      const bytes = await replaceFile({ path, files, site, ifExists }, chunks, signal);
      return { path, bytes };
    };
  },
});

/** Members named `__proto__` are members like any other. */
function parsed(text: string, path: string, site: Site): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw failure(
      site,
      'JSON_INVALID',
      `The file ${describeValue(path)}, which node "${site.id}" reads, is no JSON: ${jsonFlaw(text)}.`,
      { cause, port: 'path' },
    );
  }
}

function jsonOf(value: unknown, indent: number, site: Site): string {
  let reason = 'it is nothing that JSON has a form for';
  try {
    const text = JSON.stringify(value, undefined, indent) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    [reason = ''] = messageOf(error).split('\n', 1);
  }
  throw failure(
    site,
    'JSON_INVALID',
    `The value that node "${site.id}" is to write cannot be written as JSON: ${reason}.`,
    { port: 'value' },
  );
}

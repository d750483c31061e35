import { type Connection, describeValue } from '@tenon/core';
import { type Endpoint, formatArrow, formatEndpoint } from '../endpoint.js';
import { type Doc, docMap } from './doc.js';
import type { Unwritable } from './unwritable.js';
import { writeData } from './write-data.js';

/** Who owns connections, for findings. */
export interface ConnectionOwner {
  readonly unwritable: Unwritable;
  readonly loop?: string;
}

/** A connection: a text, or an object where it has a contract. */
export function writeConnection(
  { from, output, path, to, input, contract }: Connection,
  index: number,
  { unwritable, loop }: ConnectionOwner,
): Doc | undefined {
  const source = { node: from, port: output, path };
  const target = { node: to, port: input, path: [] };
  const tell = (flaw: string, hint: string) => {
    const what = loop === undefined ? 'Connection' : `Back edge`;
    const where = loop === undefined ? {} : { loop };
    const text = `${describeValue(from)} → ${describeValue(to)}`;
    unwritable.tell(`${what} ${String(index + 1)}, ${text}, ${flaw}.`, hint, {
      ...where,
      connection: { index, text },
    });
  };
  const flaw = endpointFlaw(source) ?? endpointFlaw(target);
  if (flaw !== undefined) {
    tell(flaw, 'Name nodes and ports by texts.');
    return undefined;
  }
  if (contract === undefined) return formatArrow({ from: source, to: target });
  return docMap([
    ['from', formatEndpoint(source)],
    ['to', formatEndpoint(target)],
    [
      'contract',
      writeData(contract, (at, what, hint) =>
        tell(`has a contract whose ${at === '' ? 'value' : `"${at}"`} ${what}`, hint),
      ),
    ],
  ]);
}

/** Why an end of a connection cannot be written. The builder takes what it is given. */
export function endpointFlaw({ node, port, path }: Endpoint): string | undefined {
  for (const name of [node, port] as readonly unknown[]) {
    if (typeof name !== 'string') return `names ${describeValue(name)}`;
  }
  const flaw = path.find(
    (part) => typeof part !== 'string' && !(Number.isSafeInteger(part) && part >= 0),
  );
  return flaw === undefined ? undefined : `has a path that holds ${describeValue(flaw)}`;
}

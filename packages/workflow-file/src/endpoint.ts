import { formatPath, type Path, parsePath, RuntimeError } from '@tenon/core';

/** One end of a connection, as a file writes it: a node, a port of it, and a path into the port's value. */
export interface Endpoint {
  readonly node: string;
  readonly port: string;
  readonly path: Path;
}

/** A text that could not be read. */
export interface Misread {
  /** What is wrong, as the end of a sentence. */
  readonly flaw: string;
  readonly hint: string;
}

/**
 * Reads an end of a connection. It is a path whose first name is the node and whose second is the port: `order.total`,
 * `order.lines[0].sku`. Any name may stand in brackets and quotes: `["my.node"]["odd port"]`.
 */
export function parseEndpoint(text: string): Endpoint | Misread {
  const trimmed = text.trim();
  let path: Path;
  try {
    path = parsePath(trimmed);
  } catch (error) {
    if (!RuntimeError.is(error, 'PATH_INVALID')) throw error;
    return { flaw: `cannot be read: ${error.message.replace(/\.$/, '')}`, hint: FORM };
  }
  // A text that begins with a bracket begins with an empty name, which is none.
  const [node, port, ...rest] = trimmed.startsWith('[') ? path.slice(1) : path;
  if (typeof node === 'number' || typeof port === 'number') {
    return { flaw: 'has a number for a name', hint: 'Write a name that is a number as ["0"].' };
  }
  if (node === undefined || port === undefined) return { flaw: 'names no port', hint: FORM };
  return { node, port, path: rest };
}

const FORM = 'Write node.port, or ["odd name"]["odd port"] where a name holds dots or spaces.';

/** Writes an end of a connection so that {@link parseEndpoint} reads it back. */
export function formatEndpoint({ node, port, path }: Endpoint): string {
  // Without a first name of its own, every name is written as a part of a path.
  const text = formatPath(['', node, port, ...path]);
  return text.startsWith('.') ? text.slice(1) : text;
}

/** Both ends of a connection. */
export interface Arrow {
  readonly from: Endpoint;
  readonly to: Endpoint;
}

/** Reads `order.total -> tier.value`. The arrow stands between spaces; `→`, which messages use, is as good. */
export function parseArrow(text: string): Arrow | Misread {
  const [left, right, ...more] = splitAtArrows(text);
  if (left === undefined || right === undefined || more.length > 0) {
    return {
      flaw: more.length > 0 ? 'has more than one arrow' : 'has no arrow',
      hint: 'Write node.output -> node.input, with spaces around the arrow.',
    };
  }
  const from = parseEndpoint(left);
  if ('flaw' in from) return { ...from, flaw: `starts at "${left.trim()}", which ${from.flaw}` };
  const to = parseEndpoint(right);
  if ('flaw' in to) return { ...to, flaw: `ends at "${right.trim()}", which ${to.flaw}` };
  return { from, to };
}

/** Writes a connection so that {@link parseArrow} reads it back. */
export function formatArrow({ from, to }: Arrow): string {
  return `${formatEndpoint(from)} -> ${formatEndpoint(to)}`;
}

/** The texts between arrows. What stands in brackets and quotes is a name, whatever is in it. */
function splitAtArrows(text: string): string[] {
  const parts: string[] = [];
  const token = /\["(?:[^"\\]|\\.)*"\]|\s(?:->|→)(?=\s)/gy;
  let start = 0;
  for (let at = 0; at < text.length; ) {
    token.lastIndex = at;
    const match = token.exec(text)?.[0];
    if (match !== undefined && !match.startsWith('[')) {
      parts.push(text.slice(start, at));
      start = at + match.length;
    }
    at += match?.length ?? 1;
  }
  parts.push(text.slice(start));
  return parts;
}

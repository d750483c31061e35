import { describeValue, isContainer, isPlainObject, isSecretValue } from '@tenon/core';
import { failure, type Site } from '../failure.js';

/** What a node is asked to send. */
export interface HttpInputs {
  readonly url: unknown;
  readonly method: unknown;
  readonly headers: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** A request ready to be sent. Holds secrets in clear. */
export interface Prepared {
  readonly url: URL;
  readonly method: string;
  readonly headers: Map<string, string>;
  /** Names of headers that hold a secret: no other origin gets them. */
  readonly secretHeaders: ReadonlySet<string>;
  readonly body: string | Uint8Array | undefined;
  /** Whether the body holds a secret: no other origin gets it. */
  readonly hasSecretBody: boolean;
}

/** Makes a request of a node's inputs. Throws HTTP_INVALID, whose message shows no value that may hold a secret. */
export function prepare(inputs: HttpInputs, site: Site): Prepared {
  const url = urlOf(inputs.url, site);
  for (const [name, value] of membersOf(inputs.query, 'query', site)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      url.searchParams.append(name, textOf(one, `query "${name}"`, site));
    }
  }
  const headers = new Map<string, string>();
  const secretHeaders = new Set<string>();
  for (const [name, value] of membersOf(inputs.headers, 'headers', site)) {
    const text = textOf(value, `header "${name}"`, site);
    if (!TOKEN.test(name) || !FIELD.test(text)) {
      throw invalid(site, 'headers', `its header ${describeValue(name)} is not one that HTTP has`);
    }
    headers.set(name.toLowerCase(), text);
    if (isSecretValue(value)) secretHeaders.add(name.toLowerCase());
  }
  const method = typeof inputs.method === 'string' ? inputs.method.toUpperCase() : '';
  if (!TOKEN.test(method)) throw invalid(site, 'method', 'its method is no text');
  const { body, type, hasSecret = false } = bodyOf(inputs.body, site);
  if (body !== undefined && (method === 'GET' || method === 'HEAD')) {
    throw invalid(site, 'body', `it is ${method} and has a body`);
  }
  if (type !== undefined && !headers.has('content-type')) headers.set('content-type', type);
  return { url, method, headers, secretHeaders, body, hasSecretBody: hasSecret };
}

/** The characters of a method and of a header's name (RFC 9110, 5.6.2). */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
/** A header's value: no control characters, above all no line ends (RFC 9110, 5.5). */
const FIELD = /^[\t\x20-\x7e\x80-\xff]*$/;

function urlOf(given: unknown, site: Site): URL {
  const text = isSecretValue(given) ? given.reveal() : given;
  const url = typeof text === 'string' ? (URL.parse?.(text) ?? parsed(text)) : undefined;
  if (url === undefined || url === null) {
    throw invalid(site, 'url', 'its URL cannot be read', 'Write it in full: "https://host/path".');
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(
      site,
      'url',
      'its URL holds a name or a password',
      'Give them as a header: { authorization: "${secret:NAME}" }.',
    );
  }
  return url;
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function* membersOf(
  value: unknown,
  input: string,
  site: Site,
): Generator<readonly [name: string, value: unknown]> {
  if (value === undefined) return;
  if (!isPlainObject(value)) throw invalid(site, input, `its "${input}" are no object`);
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined && member !== null) yield [name, member];
  }
}

function textOf(value: unknown, what: string, site: Site): string {
  if (isSecretValue(value)) return value.reveal();
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const [input = ''] = what.split(' ');
  throw invalid(site, input === 'header' ? 'headers' : input, `its ${what} is no text`);
}

interface Body {
  readonly body: string | Uint8Array | undefined;
  readonly type?: string;
  readonly hasSecret?: boolean;
}

/** Texts and bytes as they are, anything else as JSON, with secrets in clear. */
function bodyOf(value: unknown, site: Site): Body {
  if (value === undefined) return { body: undefined };
  if (isSecretValue(value)) return { body: value.reveal(), type: TEXT, hasSecret: true };
  if (typeof value === 'string') return { body: value, type: TEXT };
  if (value instanceof Uint8Array) return { body: value, type: 'application/octet-stream' };
  try {
    const { data, hasSecret } = revealed(value);
    const text = JSON.stringify(data) as string | undefined;
    if (text !== undefined) return { body: text, type: 'application/json', hasSecret };
  } catch {
    // told below: the reason may show a secret
  }
  throw invalid(site, 'body', 'its body cannot be written as JSON');
}

const TEXT = 'text/plain; charset=utf-8';

/** A copy of data with the texts of its secrets, and whether it holds any. Iterative. */
function revealed(value: unknown): { readonly data: unknown; readonly hasSecret: boolean } {
  let hasSecret = false;
  const copies = new Map<object, Record<string, unknown> | unknown[]>();
  const copyOf = (from: unknown): unknown => {
    if (isSecretValue(from)) {
      hasSecret = true;
      return from.reveal();
    }
    if (!isContainer(from)) return from;
    let copy = copies.get(from);
    if (copy === undefined) {
      copy = Array.isArray(from) ? [] : (Object.create(null) as Record<string, unknown>);
      copies.set(from, copy);
      pending.push(from);
    }
    return copy;
  };
  const pending: object[] = [];
  const data = copyOf(value);
  for (let from = pending.pop(); from !== undefined; from = pending.pop()) {
    const copy = copies.get(from) as Record<string, unknown>;
    for (const [name, member] of Object.entries(from)) copy[name] = copyOf(member);
  }
  return { data, hasSecret };
}

function invalid(site: Site, port: string, what: string, hint?: string): Error {
  return failure(
    site,
    'HTTP_INVALID',
    `The request of node "${site.id}" cannot be made: ${what}.`,
    { port, ...(hint !== undefined && { hint }) },
  );
}

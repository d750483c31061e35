import { messageOf, RuntimeError } from '@tenon/core';
import { DEEPEST, KIND } from './write-value.js';
import type { Written } from './written.js';

/**
 * What was written, as it was. Answers `undefined` in `value` and the place in `opaque` where something in it was only
 * described. Throws RECORDING_INVALID for what nobody writes.
 */
export function readValue(written: Written): { readonly value: unknown; readonly opaque?: string } {
  const reader = new Reader();
  let value: unknown;
  try {
    value = reader.read(written, '', 0);
  } catch (cause) {
    throw RuntimeError.is(cause) ? cause : invalid(`what cannot be read: ${messageOf(cause)}`);
  }
  return reader.opaque === undefined ? { value } : { value: undefined, opaque: reader.opaque };
}

type Members = Readonly<Record<string, Written | undefined>>;

class Reader {
  opaque: string | undefined;

  /** Recursive within a depth that is limited; each level that is written may take two of JSON. */
  read(written: Written | undefined, path: string, depth: number): unknown {
    if (typeof written !== 'object' || written === null) return written;
    if (depth > DEEPEST) throw invalid('a value that is too deep');
    if (isList(written)) {
      return written.map((item, i) => this.read(item, `${path}[${String(i)}]`, depth + 1));
    }
    return Object.hasOwn(written, KIND)
      ? this.#special(written, path, depth)
      : this.#members(written, path, depth);
  }

  #members(written: Members, path: string, depth: number): object {
    const entries = Object.entries(written).map(
      ([key, member]) =>
        [key, this.read(member, path === '' ? key : `${path}.${key}`, depth + 1)] as const,
    );
    return Object.fromEntries(entries);
  }

  #special(written: Members, path: string, depth: number): unknown {
    const { value } = written;
    const inner = (item: Written | undefined) => this.read(item, path, depth + 1);
    switch (written[KIND]) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(text(value));
      case 'bigint':
        return BigInt(text(value));
      case 'date':
        return new Date(inner(value) as number);
      case 'bytes':
        return Buffer.from(text(value), 'base64');
      case 'map':
        return new Map(items(value).map((pair) => items(pair).map(inner) as [unknown, unknown]));
      case 'set':
        return new Set(items(value).map(inner));
      case 'object':
        return this.#members(value as Members, path, depth);
      case 'error':
        return errorOf(written, inner);
      case 'secret':
      case 'opaque':
        this.opaque ??= `${path === '' ? 'it' : `"${path}"`} is ${text(value)}`;
        return undefined;
      default:
        throw invalid(`a value of the kind ${JSON.stringify(written[KIND])}`);
    }
  }
}

function errorOf(written: Members, inner: (item: Written | undefined) => unknown): Error {
  const { name, message, code, where, hint, cause, errors } = written;
  const words = text(message);
  const options = Object.hasOwn(written, 'cause') ? { cause: inner(cause) } : {};
  if (where !== undefined) {
    const told = inner(hint) as string | undefined;
    return new RuntimeError(code as never, words, {
      ...options,
      where: inner(where) as object,
      ...(told !== undefined && { hint: told }),
    });
  }
  const error =
    errors === undefined
      ? new Error(words, options)
      : new AggregateError(items(errors).map(inner), words, options);
  if (error.name !== name) {
    Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  }
  return code === undefined ? error : Object.assign(error, { code });
}

function text(value: Written | undefined): string {
  if (typeof value === 'string') return value;
  throw invalid('something else where a text is due');
}

function items(value: Written | undefined): readonly Written[] {
  if (isList(value)) return value;
  throw invalid('something else where a list is due');
}

function isList(value: Written | undefined): value is readonly Written[] {
  return Array.isArray(value);
}

function invalid(what: string): RuntimeError {
  return new RuntimeError('RECORDING_INVALID', `The recording holds ${what}.`, {
    hint: 'Record the run again, or give the recording as it was made.',
  });
}

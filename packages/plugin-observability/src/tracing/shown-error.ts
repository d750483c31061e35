import type { Exception } from '@opentelemetry/api';
import { type Masker, messageOf, RuntimeError } from '@tenon/core';

/** What is shown of whatever was thrown. */
export interface ShownError {
  /** The code of an error of Tenon, the name of any other; the type of a value that is no error. */
  readonly type: string;
  readonly message: string;
  /** As a span records it. */
  readonly exception: Exception;
}

/** Stacks are cut here: an attribute is no place for a megabyte. */
const LONGEST_STACK = 16_384;

/** Renders what was thrown without the secrets of its run. Total. */
export function shownError(thrown: unknown, mask: Masker | undefined): ShownError {
  // Masked before it is shortened, so that no half of a secret is left; and its parts once more, whatever it is made of.
  const masked = mask === undefined ? thrown : mask.value(thrown);
  const clean = (text: string) => (mask === undefined ? text : mask.text(text));
  const name = clean(textIn(masked, 'name') ?? typeof masked);
  const type = RuntimeError.is(masked) ? clean(masked.code) : name;
  const message = clean(messageOf(masked));
  const stack = textIn(masked, 'stack');
  const exception: Exception = {
    name,
    message,
    ...(type !== name && { code: type }),
    ...(stack !== undefined && { stack: clean(stack).slice(0, LONGEST_STACK) }),
  };
  return { type, message, exception };
}

/** A member of an error that is text. Reading it may run code of the error. */
function textIn(thrown: unknown, member: 'name' | 'stack'): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  try {
    const text = (thrown as Readonly<Record<string, unknown>>)[member];
    return typeof text === 'string' && text !== '' ? text : undefined;
  } catch {
    return undefined;
  }
}

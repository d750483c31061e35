import type { Path } from '@tenon/core';

/** A reference in a template: what stands between `${` and `}`. */
export interface Reference {
  /** As it is written, braces included, for messages: what is long is cut. */
  readonly text: string;
  /** What stands before a colon: `secret`, or a plugin's own; `undefined` for the name of a parameter. */
  readonly scheme: string | undefined;
  /** What stands behind the scheme, without the default. */
  readonly target: string;
  /** The target up to its path: a parameter or an input of the workflow; a secret's is all of it. */
  readonly name: string;
  /** Into the value of the name. */
  readonly path: Path;
  /** The text taken where there is no value. */
  readonly fallback: string | undefined;
}

/** A text with references, read once: texts to stand as they are, and references between them. */
export type Template = readonly (string | Reference)[];

/** Why a text cannot be read as a template. */
export interface TemplateFlaw {
  /** The index into the text at which the reference begins. */
  readonly position: number;
  /** What is wrong, to stand behind "the template at position 3". */
  readonly what: string;
}

/** The one reference that a template consists of, whose value keeps its type; `undefined` where there is more. */
export function wholeReference(template: Template): Reference | undefined {
  const [first] = template;
  return template.length === 1 && typeof first === 'object' ? first : undefined;
}

/** The references of a template, in order. */
export function referencesOf(template: Template): readonly Reference[] {
  return template.filter((part) => typeof part === 'object');
}

/** References of one meaning have one key, whatever their defaults. */
export function keyOf({ scheme, name, path }: Reference): string {
  return JSON.stringify([scheme, name, path]);
}

/** A value, and why a policy finds something in it, or why not. */
export interface Sample {
  readonly value: unknown;
  readonly because: string;
}

/** Values that a policy must find something in, by the detector that must. */
export type Positives = Readonly<Record<string, readonly Sample[]>>;

/** A sample for each value, all of the same kind. */
export function each(because: string, ...values: readonly unknown[]): readonly Sample[] {
  return values.map((value) => ({ value, because }));
}

const ALPHABET = 'a7Kd2Rf9Xq4LmZ0vT3sWb8NyEh5JcUp1G6';

/**
 * A text as a machine makes them, of any length. Samples of tokens are put together from these, so that no file holds what
 * a scanner of repositories takes for a token.
 */
export function random(length: number, alphabet = ALPHABET): string {
  return Array.from({ length }, (_, i) =>
    alphabet.charAt((i * 7 + (i >> 3)) % alphabet.length),
  ).join('');
}

export const HEX = '0f3a9c1e7b5d2846';

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

export function base64Url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A node's inputs by name. */
type Inputs = Record<string, unknown>;

/** The names of up to four inputs. */
export type InputNames = readonly [string, string, string, string];

/** Puts inputs together: each name with the value at its place. What stands beyond its number of names is not looked at. */
export type InputBuilder = (
  names: InputNames,
  a?: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
) => Inputs;

/** Names of inputs, and what puts inputs of these names together. */
export interface InputShape {
  readonly names: InputNames;
  readonly build: InputBuilder;
  readonly count: number;
}

/** How many inputs a builder can put together. */
export const MOST_BUILT = 4;

/** The shape of inputs of these names; `undefined` where there are too many, or one needs care. */
export function shapeOf(names: readonly string[]): InputShape | undefined {
  if (names.length > MOST_BUILT || names.includes('__proto__')) return undefined;
  return { names: names as unknown as InputNames, build: builderOf(names), count: names.length };
}

/**
 * The builder for these names, of which there are at most {@link MOST_BUILT} and none is `__proto__`.
 *
 * An engine keeps its knowledge of an object's shape with each place in the code that stores a member: a place at which
 * always the same name is stored costs a quarter of one at which any name may be (11 and 43 ns for three inputs). So there
 * are many builders of the same text, and the names say which of them: nodes with the same inputs share one, and nodes with
 * other inputs are likely to have another. Where two meet, they cost what they would cost without.
 */
export function builderOf(names: readonly string[]): InputBuilder {
  const builders = BUILDERS[names.length] as readonly InputBuilder[];
  return builders[hashOf(names) % builders.length] as InputBuilder;
}

/** Bernstein's hash, with exclusive or. The number of builders is a prime, so that its low bits do not decide alone. */
function hashOf(names: readonly string[]): number {
  let hash = 5381;
  for (const name of names) {
    for (let i = 0; i < name.length; i++) hash = (hash * 33) ^ name.charCodeAt(i);
    hash = (hash * 33) ^ 0;
  }
  return hash >>> 0;
}

const NONE: readonly InputBuilder[] = [() => ({})];

// biome-ignore format: the same line again and again.
const ONE: readonly InputBuilder[] = [
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
  (n, a) => { const o: Inputs = {}; o[n[0]] = a; return o; },
];

// biome-ignore format: the same line again and again.
const TWO: readonly InputBuilder[] = [
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
  (n, a, b) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; return o; },
];

// biome-ignore format: the same line again and again.
const THREE: readonly InputBuilder[] = [
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
  (n, a, b, c) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; return o; },
];

// biome-ignore format: the same line again and again.
const FOUR: readonly InputBuilder[] = [
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
  (n, a, b, c, d) => { const o: Inputs = {}; o[n[0]] = a; o[n[1]] = b; o[n[2]] = c; o[n[3]] = d; return o; },
];

const BUILDERS: readonly (readonly InputBuilder[])[] = [NONE, ONE, TWO, THREE, FOUR];

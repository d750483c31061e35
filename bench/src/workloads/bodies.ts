/** Values stay below this, so that sums are exact whatever the graph. */
const MODULUS = 1_000_003;

/** What a node gives. */
export interface Given {
  readonly value: number;
}

/** The functions of nodes with one parent, with three, and with any number. */
export interface BodyTypes {
  readonly one: (inputs: { readonly value: number }) => Given;
  readonly three: (inputs: { readonly a: number; readonly b: number; readonly c: number }) => Given;
  readonly many: (inputs: { readonly values: readonly number[] }) => Given;
}

/** How many parents' values a body takes. */
export type Arity = keyof BodyTypes;

/** 64 functions of each kind, each with code of its own: one function shared by all nodes would be inlined and flatter everybody. */
export const BODIES: { readonly [A in Arity]: readonly BodyTypes[A][] } = {
  one: [...ones(0), ...ones(1), ...ones(2), ...ones(3)],
  three: [...threes(0), ...threes(1), ...threes(2), ...threes(3)],
  many: [...manys(0), ...manys(1), ...manys(2), ...manys(3)],
};

/** The same work, answered by a promise. */
export type AsyncBody<A extends Arity> = (inputs: Parameters<BodyTypes[A]>[0]) => Promise<Given>;

/** Asynchronous twins of {@link BODIES}: each an `async` function of its own around the synchronous one. */
export const ASYNC_BODIES: { readonly [A in Arity]: readonly AsyncBody<A>[] } = {
  one: BODIES.one.map((body) => async (inputs) => body(inputs)),
  three: BODIES.three.map((body) => async (inputs) => body(inputs)),
  many: BODIES.many.map((body) => async (inputs) => body(inputs)),
};

function ones(base: number): BodyTypes['one'][] {
  return [
    ({ value }) => ({ value: (value + base + 0) % MODULUS }),
    ({ value }) => ({ value: (value + base + 1) % MODULUS }),
    ({ value }) => ({ value: (value + base + 2) % MODULUS }),
    ({ value }) => ({ value: (value + base + 3) % MODULUS }),
    ({ value }) => ({ value: (value + base + 4) % MODULUS }),
    ({ value }) => ({ value: (value + base + 5) % MODULUS }),
    ({ value }) => ({ value: (value + base + 6) % MODULUS }),
    ({ value }) => ({ value: (value + base + 7) % MODULUS }),
    ({ value }) => ({ value: (value + base + 8) % MODULUS }),
    ({ value }) => ({ value: (value + base + 9) % MODULUS }),
    ({ value }) => ({ value: (value + base + 10) % MODULUS }),
    ({ value }) => ({ value: (value + base + 11) % MODULUS }),
    ({ value }) => ({ value: (value + base + 12) % MODULUS }),
    ({ value }) => ({ value: (value + base + 13) % MODULUS }),
    ({ value }) => ({ value: (value + base + 14) % MODULUS }),
    ({ value }) => ({ value: (value + base + 15) % MODULUS }),
  ];
}

function threes(base: number): BodyTypes['three'][] {
  return [
    ({ a, b, c }) => ({ value: (a + b + c + base + 0) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 1) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 2) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 3) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 4) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 5) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 6) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 7) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 8) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 9) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 10) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 11) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 12) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 13) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 14) % MODULUS }),
    ({ a, b, c }) => ({ value: (a + b + c + base + 15) % MODULUS }),
  ];
}

function manys(base: number): BodyTypes['many'][] {
  return [
    ({ values }) => ({ value: (total(values) + base + 0) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 1) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 2) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 3) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 4) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 5) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 6) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 7) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 8) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 9) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 10) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 11) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 12) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 13) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 14) % MODULUS }),
    ({ values }) => ({ value: (total(values) + base + 15) % MODULUS }),
  ];
}

function total(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** One of the functions that the nodes of a workload share out among them. */
export type Body = (inputs: { readonly value: number }) => { readonly value: number };

/**
 * 64 functions with code of their own: a single body shared by all nodes would be inlined and flatter everybody.
 * Each adds a number of its own, kept small so that sums stay exact.
 */
export const BODIES: readonly Body[] = [
  ...family((value) => value + 1),
  ...family((value) => value + 2),
  ...family((value) => value + 3),
  ...family((value) => value + 4),
];

/** Sixteen functions around one sum, each written out. */
function family(sum: (value: number) => number): Body[] {
  return [
    ({ value }) => ({ value: sum(value) }),
    ({ value }) => ({ value: sum(value) + 1 }),
    ({ value }) => ({ value: sum(value) + 2 }),
    ({ value }) => ({ value: sum(value) + 3 }),
    ({ value }) => ({ value: sum(value) + 4 }),
    ({ value }) => ({ value: sum(value) + 5 }),
    ({ value }) => ({ value: sum(value) + 6 }),
    ({ value }) => ({ value: sum(value) + 7 }),
    ({ value }) => ({ value: sum(value) + 8 }),
    ({ value }) => ({ value: sum(value) + 9 }),
    ({ value }) => ({ value: sum(value) + 10 }),
    ({ value }) => ({ value: sum(value) + 11 }),
    ({ value }) => ({ value: sum(value) + 12 }),
    ({ value }) => ({ value: sum(value) + 13 }),
    ({ value }) => ({ value: sum(value) + 14 }),
    ({ value }) => ({ value: sum(value) + 15 }),
  ];
}

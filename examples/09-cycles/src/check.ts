import { defineNode, port } from '@tenon/core';

export type Row = Readonly<Record<string, string>>;
export type Fault = { readonly row: number; readonly field: string; readonly text: string };

/** What a row must look like, field by field. */
const RULES: ReadonlyMap<string, RegExp> = new Map([
  ['date', /^\d{4}-\d{2}-\d{2}$/],
  ['amount', /^-?\d+(\.\d{2})?$/],
  ['currency', /^[A-Z]{3}$/],
]);

/** Looks for fields that break a rule. `quality` is the share of rows without a fault. */
export const check = defineNode({
  type: 'check',
  inputs: { rows: port<readonly Row[]>() },
  outputs: {
    rows: port<readonly Row[]>(),
    faults: port<readonly Fault[]>(),
    quality: port<number>(),
  },
  run: ({ rows }) => {
    const faults = rows.flatMap((fields, row) =>
      [...RULES]
        .filter(([field, rule]) => !rule.test(fields[field] ?? ''))
        .map(([field]) => ({ row, field, text: fields[field] ?? '' })),
    );
    const bad = new Set(faults.map(({ row }) => row));
    return { rows, faults, quality: 1 - bad.size / rows.length };
  },
});

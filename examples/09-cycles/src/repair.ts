import { defineNode, port } from '@tenon/core';
import type { Fault, Row } from './check.js';

/** Repairs that are safe to make, tried one after the other until one of them helps. */
const REPAIRS: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  (text) => text.toUpperCase(),
  (text) => text.replace(/^(\d{2})\.(\d{2})\.(\d{4})$/, '$3-$2-$1'),
  (text) => text.replace(/\.(?=\d{3})/g, '').replace(',', '.'),
];

/** Tries the next repair on whatever is faulty. Which one that is, the iteration tells. */
export const repair = defineNode({
  type: 'repair',
  inputs: { rows: port<readonly Row[]>(), faults: port<readonly Fault[]>() },
  outputs: { rows: port<readonly Row[]>() },
  run: ({ rows, faults }, { loop }) => {
    const mend = REPAIRS[(loop?.index ?? 0) % REPAIRS.length] ?? String;
    const repaired = rows.map((row) => ({ ...row }));
    for (const { row, field, text } of faults) {
      const fields = repaired[row];
      if (fields !== undefined) fields[field] = mend(text);
    }
    return { rows: repaired };
  },
});

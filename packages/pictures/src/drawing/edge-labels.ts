import { type Connection, formatPath, type Source } from '@tenon/core';

/** What a connection carries: `total`, `order.lines[0] → line`, and its contract: `total ⟨positive⟩`. */
export function connectionLabel({ input, contract, ...source }: Connection): string {
  const from = sourceLabel(source);
  const ports = from === input ? from : `${from} → ${input}`;
  if (contract === undefined) return ports;
  const name = typeof contract === 'string' ? contract : contract.name;
  return `${ports} ⟨${name ?? 'contract'}⟩`;
}

/** An output and the path into it: `order.lines[0]`. */
export function sourceLabel({ output, path }: Pick<Source, 'output' | 'path'>): string {
  return formatPath([output, ...path]);
}

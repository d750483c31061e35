import { describeValue, ownValue, type PortMap, RuntimeError } from '@tenon/core';
import type { CasesPlace } from './cases.js';

/** What a switch over cases is told. Its cases are unchecked. */
export interface StatedSwitch {
  readonly cases: unknown;
  readonly inputs: PortMap | undefined;
  readonly otherwise: string | undefined;
  readonly multiple: boolean;
  readonly onNoMatch: 'error' | 'skip' | undefined;
}

interface Setting {
  readonly fits: (value: unknown) => boolean;
  /** What it is to be, for a hint. */
  readonly due: string;
}

const SETTINGS: ReadonlyMap<string, Setting> = new Map([
  ['otherwise', { fits: (value) => typeof value === 'string', due: 'the name of a port' }],
  ['multiple', { fits: (value) => typeof value === 'boolean', due: 'true or false' }],
  [
    'onNoMatch',
    { fits: (value) => value === 'error' || value === 'skip', due: '"error" or "skip"' },
  ],
]);

/** Checks what is told beside cases and inputs. Throws, under the code of the place, for a setting that is wrong. */
export function statedSwitch(
  cases: unknown,
  inputs: PortMap | undefined,
  told: object,
  { code, owner }: CasesPlace,
): StatedSwitch {
  for (const [name, { fits, due }] of SETTINGS) {
    const value = ownValue(told, name);
    if (value === undefined || fits(value)) continue;
    throw new RuntimeError(code, `${owner} has ${describeValue(value)} for "${name}".`, {
      hint: `It is ${due}.`,
      where: { port: name },
    });
  }
  const { otherwise, multiple = false, onNoMatch } = told as Partial<StatedSwitch>;
  return { cases, inputs, otherwise, multiple, onNoMatch };
}

/** What `switchOn` and `partition` may be told. */
export const CASE_OPTIONS: readonly string[] = ['inputs', ...SETTINGS.keys()];

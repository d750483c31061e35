import { checkOptionNames, describeValue, RuntimeError } from '@tenon/core';

/** How large workflow files may be. */
export interface FileLimits {
  /** Size of one file in bytes. Default 16 MiB: some 100,000 nodes. */
  readonly bytes?: number;
  /** How deep objects and lists may stand inside one another. Default 100; 200 at most. */
  readonly depth?: number;
  /** Values in one file, those counted again that aliases repeat. YAML may have twice as many lines. Default 2,000,000. */
  readonly values?: number;
  /** Nodes in one file, those of the workflows inside it included. Default 200,000. */
  readonly nodes?: number;
  /** Files that one workflow is put together of. Default 1,000. */
  readonly files?: number;
}

export type ResolvedLimits = Required<FileLimits>;

const DEFAULTS: ResolvedLimits = Object.freeze({
  bytes: 16 * 1024 * 1024,
  depth: 100,
  values: 2_000_000,
  nodes: 200_000,
  files: 1_000,
});

/** YAML is composed and written by recursion: twice as deep is still far from the end of the stack. */
const MOST_DEPTH = 200;

/** The limits with what is not stated. Throws OPTION_INVALID. */
export function resolveLimits(stated: FileLimits = {}): ResolvedLimits {
  checkOptionNames(stated, Object.keys(DEFAULTS), 'The limits of workflow files');
  const limits = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS) as (keyof ResolvedLimits)[]) {
    const value = stated[name];
    if (value === undefined) continue;
    const most = name === 'depth' ? MOST_DEPTH : Number.MAX_SAFE_INTEGER;
    if (!Number.isSafeInteger(value) || value < 1 || value > most) {
      throw new RuntimeError('OPTION_INVALID', `The limit "${name}" is ${describeValue(value)}.`, {
        hint:
          name === 'depth'
            ? `Give a whole number from 1 to ${String(MOST_DEPTH)}.`
            : 'Give a whole number from 1 on.',
      });
    }
    limits[name] = value;
  }
  return limits;
}

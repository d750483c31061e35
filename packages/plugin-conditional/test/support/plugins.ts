import {
  isPlainObject,
  type Plugin,
  type Run,
  type RuntimeHooks,
  type Services,
  type TapOnly,
} from '@tenon/core';

/** A plugin that taps, by its name. */
export function tapping(
  name: string,
  apply: (hooks: TapOnly<RuntimeHooks>, services: Services) => void,
): Plugin {
  return { manifest: { name, version: '1.0.0' }, apply };
}

/** What stands for every secret of a run. */
export const MASKED = '***';

/** Masks a text in everything a run shows, as plugin-parameters does for its secrets; errors keep their messages. */
export function masking(secret: string): Plugin {
  const text = (given: string) => given.replaceAll(secret, MASKED);
  const value = <T>(given: T): T => {
    if (typeof given === 'string') return text(given) as T;
    if (Array.isArray(given)) return given.map((item: unknown) => value(item)) as T;
    if (!isPlainObject(given)) return given;
    const members = Object.entries(given).map(([key, member]) => [key, value(member)] as const);
    return Object.fromEntries(members) as T;
  };
  return tapping('masking', (hooks) => {
    hooks.prepare.tap('masking', (_request, running: Run) => {
      running.mask = { text, value };
      return undefined;
    });
  });
}

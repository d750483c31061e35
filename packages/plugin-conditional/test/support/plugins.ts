import {
  type Connection,
  isPlainObject,
  type Plugin,
  type RegionController,
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

/** Ends a loop after `maxIterations`. */
function counting(maxIterations: number): RegionController {
  return {
    begin: () => ({
      decide: ({ iteration }) =>
        iteration >= maxIterations ? { reason: 'maxIterations' } : 'again',
    }),
  };
}

/** What plugin-cycles does at its core. The body of a loop is said by `bodies`; else it is the ends of its back edges. */
export function loops(bodies: Readonly<Record<string, readonly string[]>> = {}): Plugin {
  return {
    manifest: { name: 'loops', version: '1.0.0', provides: ['cycles'] },
    apply(hooks) {
      hooks.plan.tap('loops', (draft, { workflow: { loops: declared, metadata } }) => {
        if (declared.length === 0) return undefined;
        const stated = { ...bodies, ...(metadata['bodies'] as typeof bodies | undefined) };
        const regions = declared.map(({ id, back, maxIterations = 3 }) => ({
          id,
          body: stated[id] ?? endsOf(back),
          back,
          maxIterations,
          controller: counting(maxIterations),
        }));
        return { ...draft, regions: [...draft.regions, ...regions] };
      });
    },
  };
}

function endsOf(back: readonly Connection[]): string[] {
  return [...new Set(back.flatMap(({ from, to }) => [from, to]))];
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

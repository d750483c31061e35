import type {
  Plugin,
  PluginManifest,
  RunRequest,
  RuntimeHooks,
  Services,
  Supply,
  TapOnly,
} from '@tenon/core';

export { gates, loops } from '@tenon/testing';

type Apply = (hooks: TapOnly<RuntimeHooks>, services: Services) => void;

/** A plugin that taps, by its name. */
export function tapping(
  name: string,
  apply: Apply,
  facts: Partial<Omit<PluginManifest, 'name'>> & Pick<Plugin, 'publishes' | 'register'> = {},
): Plugin {
  const { publishes, register, ...manifest } = facts;
  return {
    manifest: { name, version: '1.0.0', ...manifest },
    ...(publishes === undefined ? {} : { publishes }),
    ...(register === undefined ? {} : { register }),
    apply,
  };
}

/** What plugin-parameters does at its core: takes `{ node: { input: value } }` and hands it on, addressed. */
export function parameters(): Plugin {
  return tapping(
    'parameters',
    (hooks) => {
      hooks.prepare.tap('parameters', (request): RunRequest | undefined =>
        request.parameters === undefined
          ? undefined
          : { ...request, supplies: [...request.supplies, ...suppliesOf(request.parameters)] },
      );
    },
    { stage: 300, provides: ['parameters'] },
  );
}

function suppliesOf(given: unknown): Supply[] {
  const nodes = given as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return Object.entries(nodes).flatMap(([path, inputs]) => {
    const ids = path.split('/');
    const node = ids.pop() ?? '';
    return Object.entries(inputs).map(
      ([name, value]): Supply => ({ within: ids, node, name, rank: 'addressed', value }),
    );
  });
}

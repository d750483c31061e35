import type {
  Plugin,
  PluginManifest,
  RegionController,
  RegionScope,
  RunRequest,
  RuntimeHooks,
  Services,
  Supply,
  TapOnly,
  Verdict,
  Workflow,
} from '@tenon/core';

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

/** What plugin-conditional does at its core: makes gates of the exclusive ports that node types declare. */
export function gates(): Plugin {
  return tapping(
    'gates',
    (hooks) => {
      hooks.plan.tap('gates', (draft, { workflow, definitions }) => ({
        ...draft,
        gates: workflow.nodes.flatMap(({ id }, i) => {
          const routes = definitions[i]?.routes;
          return routes === undefined ? [] : [{ node: id, ...routes }];
        }),
      }));
    },
    { provides: ['conditional'] },
  );
}

/** What decides on the loops of {@link loops}: once more, or how the loop ends. */
export type Decide = (scope: RegionScope) => Verdict | PromiseLike<Verdict>;

/**
 * What plugin-cycles does at its core: makes a region of each declared loop. Ends a loop after `maxIterations`, where
 * `decide` does not say something else.
 */
export function loops(decide: Decide = () => 'again'): Plugin {
  const controllerOf = (maxIterations: number): RegionController => ({
    begin: () => ({
      decide: (scope) =>
        scope.iteration >= maxIterations ? { reason: 'maxIterations' } : decide(scope),
    }),
  });
  return tapping(
    'loops',
    (hooks) => {
      hooks.plan.tap('loops', (draft, { workflow }) => ({
        ...draft,
        regions: workflow.loops.map(({ id, back, maxIterations = 3 }) => ({
          id,
          body: bodyOf(workflow, back),
          back,
          maxIterations,
          controller: controllerOf(maxIterations),
        })),
      }));
    },
    { provides: ['cycles'] },
  );
}

/** The nodes on a path from where a back edge ends to where it starts. */
function bodyOf({ connections }: Workflow, back: Workflow['connections']): string[] {
  const reach = (from: readonly string[], next: (id: string) => string[]) => {
    const seen = new Set(from);
    for (const id of seen) for (const other of next(id)) seen.add(other);
    return seen;
  };
  const after = reach(
    back.map(({ to }) => to),
    (id) => connections.filter(({ from }) => from === id).map(({ to }) => to),
  );
  const before = reach(
    back.map(({ from }) => from),
    (id) => connections.filter(({ to }) => to === id).map(({ from }) => from),
  );
  return [...after].filter((id) => before.has(id));
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

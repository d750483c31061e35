import { Coercion, type Connection, type Plugin, type Supply } from '@tenon/core';

/** What plugin-cycles does at its core: every loop repeats the ends of its back edges `maxIterations` times. */
export function loops(): Plugin {
  const endsOf = (back: readonly Connection[]) => [
    ...new Set(back.flatMap(({ from, to }) => [to, from])),
  ];
  return {
    manifest: { name: 'loops', version: '1.0.0', provides: ['cycles'] },
    apply(hooks) {
      hooks.plan.tap('loops', (draft, { workflow }) => ({
        ...draft,
        regions: workflow.loops.map(({ id, back, maxIterations = 2 }) => ({
          id,
          body: endsOf(back),
          back,
          maxIterations,
          controller: {
            begin: () => ({
              decide: ({ iteration }) =>
                iteration < maxIterations ? 'again' : { reason: 'maxIterations' },
            }),
          },
        })),
      }));
    },
  };
}

/** What plugin-conditional does at its core: the exclusive ports that node types declare exclude one another. */
export function gates(): Plugin {
  return {
    manifest: { name: 'gates', version: '1.0.0', provides: ['conditional'] },
    apply(hooks) {
      hooks.plan.tap('gates', (draft, { workflow, definitions }) => {
        const routing = workflow.nodes.map(({ id }, i) => ({ id, routes: definitions[i]?.routes }));
        return {
          ...draft,
          gates: routing.flatMap(({ id, routes }) => (routes ? [{ node: id, ...routes }] : [])),
        };
      });
    },
  };
}

/** What plugin-parameters does at its core: hands supplies and values of declared inputs to every run. */
export function supplying(
  supplies: readonly Partial<Supply>[],
  inputs: Readonly<Record<string, unknown>> = {},
): Plugin {
  const whole = supplies.map(
    (supply): Supply => ({
      within: [],
      node: 'only',
      name: 'value',
      rank: 'addressed',
      value: undefined,
      ...supply,
    }),
  );
  return {
    manifest: { name: 'supplying', version: '1.0.0', stage: 300, provides: ['parameters'] },
    apply(hooks) {
      hooks.prepare.tap('supplying', (request) => ({
        ...request,
        supplies: whole,
        inputs: new Map(Object.entries(inputs)),
      }));
    },
  };
}

/** Converts configured texts to numbers. */
export function converting(): Plugin {
  return {
    manifest: { name: 'converting', version: '1.0.0' },
    register({ bind }) {
      bind(Coercion).toConstantValue({
        coerce: (value) => (typeof value === 'string' ? Number(value) : value),
      });
    },
  };
}

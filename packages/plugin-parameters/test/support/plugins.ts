import type { Connection, Plugin, RegionController } from '@tenon/core';

/** Ends a loop after `maxIterations`. */
function counting(maxIterations: number): RegionController {
  return {
    begin: () => ({
      decide: ({ iteration }) =>
        iteration >= maxIterations ? { reason: 'maxIterations' } : 'again',
    }),
  };
}

/** What plugin-cycles does at its core, for loops whose body is made of the ends of their back edges. */
export function loops(): Plugin {
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
          controller: counting(maxIterations),
        })),
      }));
    },
  };
}

function endsOf(back: readonly Connection[]): string[] {
  return [...new Set(back.flatMap(({ from, to }) => [from, to]))];
}

/** What plugin-conditional does at its core: makes gates of the exclusive ports that node types declare. */
export function gates(): Plugin {
  return {
    manifest: { name: 'gates', version: '1.0.0', provides: ['conditional'] },
    apply(hooks) {
      hooks.plan.tap('gates', (draft, { workflow, definitions }) => ({
        ...draft,
        gates: workflow.nodes.flatMap(({ id }, i) => {
          const routes = definitions[i]?.routes;
          return routes === undefined ? [] : [{ node: id, ...routes }];
        }),
      }));
    },
  };
}

/** Says that schemas are checked, and checks nothing. */
export function schemas(): Plugin {
  return { manifest: { name: 'schemas', version: '1.0.0', provides: ['validation'] } };
}

import type { Plugin, RegionController, RegionFact } from '@tenon/core';

/** Makes switches of nodes with routes, as plugin-conditional does. */
export const gates: Plugin = {
  manifest: { name: 'gates', version: '1.0.0', provides: ['conditional'] },
  apply(hooks) {
    hooks.plan.tap('gates', (draft, { workflow, definitions }) => ({
      ...draft,
      gates: workflow.nodes.flatMap(({ id }, index) => {
        const routes = definitions[index]?.routes;
        return routes === undefined ? [] : [{ node: id, ...routes }];
      }),
    }));
  },
};

/** Runs loops of one node each, with a controller of the test's. */
export function loops(controller: RegionController): Plugin {
  return {
    manifest: { name: 'loops', version: '1.0.0', provides: ['cycles'] },
    apply(hooks) {
      hooks.plan.tap('loops', (draft, { workflow }) => ({
        ...draft,
        regions: workflow.loops.map(
          ({ id, back, maxIterations = 10 }): RegionFact => ({
            id,
            back,
            maxIterations,
            controller,
            body: [...new Set(back.flatMap(({ from, to }) => [from, to]))],
          }),
        ),
      }));
    },
  };
}

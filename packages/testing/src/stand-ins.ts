import type { Plugin, RegionScope, Verdict, Workflow } from '@tenon/core';

/**
 * What plugin-conditional does at its core: nodes that declare `routes` are switches, and connections from ports not taken
 * are dead. For tests of other plugins, which need branches and not what else that plugin does.
 */
export function gates(): Plugin {
  return {
    manifest: { name: 'gates', version: '1.0.0', provides: ['conditional'] },
    apply(hooks) {
      hooks.plan.tap('gates', (draft, { workflow, definitions }) => {
        const found = workflow.nodes.flatMap(({ id }, at) => {
          const routes = definitions[at]?.routes;
          return routes === undefined ? [] : [{ node: id, ...routes }];
        });
        return found.length === 0 ? undefined : { ...draft, gates: [...draft.gates, ...found] };
      });
    },
  };
}

/** What decides after each iteration of a loop of {@link loops}: `'again'`, or how it ends. */
export type LoopDecider = (scope: RegionScope) => Verdict | PromiseLike<Verdict>;

/** Iterations of a loop that states no `maxIterations`: enough for back edges to carry what back edges brought. */
const ITERATIONS = 3;

/**
 * What plugin-cycles does at its core: each declared loop repeats the nodes on the paths that its back edges close. It ends
 * after `maxIterations`, 3 where the loop states none, unless `decide` ends it before. For tests of other plugins, which
 * need loops and not what else that plugin does: conditions and limits are not looked at, nor are loops checked.
 */
export function loops(decide: LoopDecider = () => 'again'): Plugin {
  return {
    manifest: { name: 'loops', version: '1.0.0', provides: ['cycles'] },
    apply(hooks) {
      hooks.plan.tap('loops', (draft, { workflow }) => {
        if (workflow.loops.length === 0) return undefined;
        const regions = workflow.loops.map(({ id, back, maxIterations = ITERATIONS }) => ({
          id,
          body: bodyOf(workflow, back),
          back,
          maxIterations,
          controller: {
            begin: () => ({
              decide: (scope: RegionScope) =>
                scope.iteration < maxIterations
                  ? decide(scope)
                  : ({ reason: 'maxIterations' } as const),
            }),
          },
        }));
        return { ...draft, regions: [...draft.regions, ...regions] };
      });
    },
  };
}

/** The nodes on a path from where a back edge ends to where one starts. */
function bodyOf({ connections }: Workflow, back: Workflow['connections']): string[] {
  const reach = (from: readonly string[], next: (id: string) => string[]) => {
    const seen = new Set(from);
    // A set goes on to what is added while it is walked.
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

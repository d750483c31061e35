import type { Workload } from '../workloads/workload.js';

/** Whether a peer has something; `unwritten` where it has, and its adapter makes no use of it. */
type Ability = boolean | 'unwritten';

/** What a peer has, as far as workloads need it. Nothing is said of what it has not. */
interface Abilities {
  readonly loops?: Ability;
  readonly switches?: Ability;
  /** Whether one graph may have several runs at once. */
  readonly runsAtOnce?: boolean;
}

/** What a workload needs that a peer does not have, as a sentence without its subject; `undefined` where it has all. */
export function lackOf(
  { loops, nodes, concurrentRuns }: Workload,
  abilities: Abilities,
): string | undefined {
  const lack = (what: string, ability: Ability = false) => {
    if (ability === true) return undefined;
    return ability === 'unwritten'
      ? `has ${what}, which its adapter does not use`
      : `has no ${what}`;
  };
  const isRouted = nodes.some(({ role }) => role !== 'body');
  return (
    (loops.length > 0 ? lack('loops', abilities.loops) : undefined) ??
    (isRouted ? lack('switches', abilities.switches) : undefined) ??
    (concurrentRuns > 1 ? lack('runs of one graph at once', abilities.runsAtOnce) : undefined)
  );
}

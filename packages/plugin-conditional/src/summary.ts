import type { NodeOutcome, Outcomes } from '@tenon/core';

/** What one switch of a run did. */
export interface SwitchSummary {
  /** The ids that lead to it: those of sub-workflow nodes, then its own. */
  readonly path: readonly string[];
  readonly visits: number;
  /** How often it took each port; ports that it never took are left out. */
  readonly taken: ReadonlyMap<string, number>;
}

/** What the switches of a run came to. */
export interface BranchSummary {
  /** The switches that were visited and chose, in plan order. */
  readonly switches: readonly SwitchSummary[];
  /** Visits to switches, over all of them. */
  readonly visits: number;
  /** Ports taken, over all visits. */
  readonly taken: number;
  /** Nodes that were skipped because their connections were dead. */
  readonly pruned: number;
}

/**
 * What the switches of a run came to, counted from its outcomes: `summaryOf(result.outcomes)`. It costs a look at every
 * outcome, and nothing where nobody asks. Of a sub-workflow its last visit counts.
 */
export function summaryOf(outcomes: Outcomes): BranchSummary {
  const switches: SwitchSummary[] = [];
  let visits = 0;
  let taken = 0;
  let pruned = 0;
  const open: Level[] = [{ outcomes: outcomes[Symbol.iterator](), path: [] }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const next = top.outcomes.next();
    if (next.done === true) {
      open.pop();
      continue;
    }
    const outcome = next.value;
    if (outcome.status === 'skipped' && outcome.reason === 'deadEdges') pruned++;
    if (outcome.routing === undefined && outcome.nested === undefined) continue;
    const path = [...top.path, outcome.node];
    if (outcome.routing !== undefined) {
      const { times } = outcome.routing;
      switches.push(Object.freeze({ path, visits: outcome.iterations, taken: times }));
      visits += outcome.iterations;
      for (const count of times.values()) taken += count;
    }
    if (outcome.nested !== undefined) {
      open.push({ outcomes: outcome.nested[Symbol.iterator](), path });
    }
  }
  return Object.freeze({ switches: Object.freeze(switches), visits, taken, pruned });
}

/** A workflow whose outcomes are being read. */
interface Level {
  readonly outcomes: Iterator<NodeOutcome, unknown>;
  readonly path: readonly string[];
}

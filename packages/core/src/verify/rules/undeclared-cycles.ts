import { cycles } from '../../graph/shortest-cycle.js';
import { errorIn, quoted, type Rule } from '../subject.js';

/** Cycles of up to so many nodes are written out; of longer ones, the beginning and the end. */
const MOST_SHOWN = 12;

/** Plain connections close no cycle: one finding for each set of nodes that are on cycles with one another. */
export const undeclaredCycles: Rule = function* (subject) {
  const { workflow, topology } = subject.resolved;
  if (topology.order.length === topology.nodes) return;
  for (const vertices of cycles(topology.nodes, topology.source, topology.target)) {
    const cycle = vertices.map((vertex) => workflow.nodes[vertex]?.id ?? '');
    yield errorIn(
      subject,
      'UNDECLARED_CYCLE',
      `Connections form a cycle that no loop declares: ${pathText(cycle)}.`,
      { node: cycle[0], cycle },
      'Declare the connection that closes it as the back edge of a loop, or remove it.',
    );
  }
};

function pathText(cycle: readonly string[]): string {
  const names = [...cycle, cycle[0]].map(quoted);
  if (cycle.length > MOST_SHOWN) {
    const left = cycle.length - MOST_SHOWN;
    names.splice(MOST_SHOWN - 1, left + 1, `… ${String(left + 1)} more …`);
  }
  return names.join(' → ');
}

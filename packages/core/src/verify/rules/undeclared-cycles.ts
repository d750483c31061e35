import { cycles } from '../../graph/shortest-cycle.js';
import { connectionText, errorIn, quoted, type Rule, type Subject } from '../subject.js';

/** Cycles of up to so many nodes are written out; of longer ones, the beginning and the end. */
const MOST_SHOWN = 12;

/** Plain connections close no cycle: one finding for each set of nodes that are on cycles with one another. */
export const undeclaredCycles: Rule = function* (subject) {
  const { workflow, topology } = subject.resolved;
  if (topology.order.length === topology.nodes) return;
  const hint = hintFor(subject);
  for (const vertices of cycles(topology.nodes, topology.source, topology.target)) {
    const cycle = vertices.map((vertex) => workflow.nodes[vertex]?.id ?? '');
    yield errorIn(
      subject,
      'UNDECLARED_CYCLE',
      `Connections form a cycle that no loop declares: ${pathText(cycle)}.`,
      { node: cycle[0], cycle },
      hint,
    );
  }
};

/** A back edge that stands among the connections as well is the likeliest reason, and one that is hard to see. */
function hintFor({ resolved: { workflow } }: Subject): string {
  const plain = new Set(workflow.connections.map(connectionText));
  for (const { id, back } of workflow.loops) {
    const both = back.map(connectionText).find((text) => plain.has(text));
    if (both === undefined) continue;
    return `"${both}" is a back edge of loop ${quoted(id)} already: take it out of the connections.`;
  }
  return 'Declare the connection that closes it as the back edge of a loop, or remove it.';
}

function pathText(cycle: readonly string[]): string {
  const names = [...cycle, cycle[0]].map(quoted);
  if (cycle.length > MOST_SHOWN) {
    const left = cycle.length - MOST_SHOWN;
    names.splice(MOST_SHOWN - 1, left + 1, `… ${String(left + 1)} more …`);
  }
  return names.join(' → ');
}

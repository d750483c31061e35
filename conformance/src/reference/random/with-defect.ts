import type { Case, CaseEdge } from '../../case.js';
import type { Draw } from './draw.js';

type Defect = (stated: Case, draw: Draw) => Case;

/** Puts one thing into a case that is wrong before the start. */
export function withDefect(stated: Case, draw: Draw): Case {
  return draw.from(stated.loops === undefined ? DEFECTS : [...DEFECTS, ...LOOP_DEFECTS])(
    stated,
    draw,
  );
}

const DEFECTS: readonly Defect[] = [
  (stated, draw) => ({ ...stated, nodes: [...stated.nodes, draw.from(stated.nodes)] }),
  (stated) => ({ ...stated, nodes: [...stated.nodes, { id: '', kind: 'identity' }] }),
  (stated) => ({ ...stated, nodes: [...stated.nodes, { id: 'extra', kind: 'no-such-kind' }] }),
  (stated, draw) => ({
    ...stated,
    nodes: [...stated.nodes, { id: 'extra', kind: draw.from(['pass', 'add', 'threshold']) }],
  }),
  withEdge((edge) => ({ ...edge, from: 'nowhere' })),
  withEdge((edge) => ({ ...edge, to: 'nowhere' })),
  withEdge((edge) => ({ ...edge, output: `${edge.output.slice(0, 1)}0` })),
  withEdge((edge) => ({ ...edge, input: 'undeclared' })),
  // The same edge twice.
  withEdge((edge) => edge),
  (stated, draw) => {
    const id = draw.from(stated.nodes).id;
    const extra = { id: 'extra', kind: 'params' };
    const there = { from: id, output: 'value', to: 'extra', input: 'a' };
    const back = { from: 'extra', output: 'received', to: id, input: 'value' };
    return {
      ...stated,
      nodes: [...stated.nodes, extra],
      connections: [...stated.connections, there, back],
    };
  },
];

const LOOP_DEFECTS: readonly Defect[] = [
  withLoop((loop) => ({ ...loop, maxIterations: 0 })),
  withLoop((loop) => ({ ...loop, until: 'iteration > 1', while: 'iteration < 2' })),
  withLoop((loop) => ({ ...loop, until: 'iteration >' })),
  withLoop((loop) => ({ ...loop, until: 'nobody.value > 1' })),
  (stated, draw) => {
    const loops = stated.loops ?? [];
    return { ...stated, loops: [...loops, { ...draw.from(loops), id: 'again' }] };
  },
  (stated, draw) => {
    const loops = stated.loops ?? [];
    const [one, other] = [draw.from(stated.nodes).id, draw.from(stated.nodes).id];
    const edge = { from: one, output: 'value', to: other, input: 'value' };
    return { ...stated, loops: [...loops, { id: 'more', back: [edge] }] };
  },
];

function withEdge(change: (edge: CaseEdge) => CaseEdge): Defect {
  return (stated, draw) => {
    const { connections } = stated;
    if (connections.length === 0) return stated;
    return { ...stated, connections: [...connections, change(draw.from(connections))] };
  };
}

type CaseLoop = NonNullable<Case['loops']>[number];

function withLoop(change: (loop: CaseLoop) => CaseLoop): Defect {
  return (stated, draw) => {
    const loops = stated.loops ?? [];
    const changed = draw.from(loops);
    return { ...stated, loops: loops.map((loop) => (loop === changed ? change(loop) : loop)) };
  };
}

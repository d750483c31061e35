import fc from 'fast-check';
import {
  type Draft,
  draftOf,
  finished,
  type Genes,
  genesOf,
  type Limits,
  outputOf,
  satisfy,
} from './generator.js';
import type { ControllerSpec, EdgeSpec, InputSpec, LoopSpec, Scenario } from './scenario.js';
import { hash } from './script.js';

interface LoopGene {
  /** How far to go into the loop made before: 0 is beside it, more is inside it where there is room. */
  readonly isInside: boolean;
  readonly from: number;
  readonly size: number;
  readonly extraBackEdges: number;
  /** Whether its back edges leave switches, so that these can leave the loop. */
  readonly isLeft: boolean;
  readonly kind: ControllerSpec['kind'];
  readonly limit: number;
  readonly failsAtLimit: boolean;
  readonly isAsync: boolean;
  readonly seed: number;
}

interface Interval {
  readonly gene: LoopGene;
  readonly start: number;
  readonly end: number;
}

const loopGene = fc.record<LoopGene>({
  isInside: fc.oneof(
    { weight: 3, arbitrary: fc.constant(true) },
    { weight: 2, arbitrary: fc.constant(false) },
  ),
  from: fc.nat({ max: 20 }),
  size: fc.nat({ max: 20 }),
  extraBackEdges: fc.nat({ max: 2 }),
  isLeft: fc.boolean(),
  kind: fc.constantFrom('count', 'until', 'until', 'until', 'count', 'throws'),
  limit: fc.integer({ min: 1, max: 3 }),
  failsAtLimit: fc.boolean(),
  isAsync: fc.boolean(),
  seed: fc.nat(),
});

/** Random workflows with loops: side by side, in sequence, nested, in branches and with branches in them. */
export function loopWorkflows(limits: Limits = {}): fc.Arbitrary<Scenario> {
  const cut = fc.record({ loop: fc.nat(), atVisit: fc.integer({ min: 1, max: 12 }) });
  return fc
    .tuple(
      genesOf(limits),
      fc.array(loopGene, { minLength: 1, maxLength: 6, size: 'max' }),
      limits.cuts === false
        ? fc.constant(undefined)
        : fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: cut }),
    )
    .map(([genes, loops, end]) => loopScenarioOf(genes, loops, end, limits));
}

function loopScenarioOf(
  genes: Genes,
  loopGenes: readonly LoopGene[],
  cut: { readonly loop: number; readonly atVisit: number } | undefined,
  limits: Limits,
): Scenario {
  const draft = draftOf(genes, limits);
  const loops: LoopSpec[] = [];
  for (const interval of intervals(loopGenes, draft.nodes.length)) {
    loops.push(close(draft, interval, `loop${String(loops.length)}`));
  }
  for (const node of draft.nodes) satisfy(node, draft);
  const declared = loops
    .map((loop) => ({ loop, rank: hash(`${loop.id}/${String(genes.order)}`) }))
    .sort((a, b) => a.rank - b.rank);
  return {
    ...finished(draft, genes),
    loops: declared.map(({ loop }) => loop),
    cut: cut && { ...cut, loop: loops[cut.loop % loops.length]?.id ?? '' },
  };
}

/**
 * Stretches of nodes that nest or share nothing. Nodes are numbered along the edges, so that no path leaves a stretch and
 * enters it again.
 */
function intervals(loopGenes: readonly LoopGene[], nodes: number): readonly Interval[] {
  const made: Interval[] = [];
  for (const gene of loopGenes) {
    const around = gene.isInside ? made.at(-1) : undefined;
    const room = around === undefined ? nodes : around.end - around.start - 1;
    if (room < 1) continue;
    const size = Math.max(
      1,
      around === undefined ? 1 + (gene.size % Math.min(room, 9)) : room - (gene.size % 3),
    );
    const lowest = around?.start ?? 0;
    const highest = (around?.end ?? nodes) - size;
    const start = lowest + (gene.from % (highest - lowest + 1));
    const interval = { gene, start, end: start + size };
    if (made.every((other) => areApartOrNested(interval, other))) made.push(interval);
  }
  return made;
}

function areApartOrNested(a: Interval, b: Interval): boolean {
  if (a.end <= b.start || b.end <= a.start) return true;
  return a.start >= b.start && a.end <= b.end && a.end - a.start < b.end - b.start;
}

/** Makes a stretch a strongly connected component: plain edges from its first node on, back edges to it. */
function close(draft: Draft, { gene, start, end }: Interval, id: string): LoopSpec {
  const body = draft.nodes.slice(start, end).map(({ spec }) => spec.id);
  const back: EdgeSpec[] = [];
  const isLeft = gene.isLeft && draft.limits.switches !== 'none';
  const pick = (what: string, count: number) => hash(`${String(gene.seed)}/${id}/${what}`) % count;
  for (let at = start + 1; at < end; at++) {
    const node = body[at - start] as string;
    if (draft.edges.some(({ from, to }) => to === node && body.includes(from))) continue;
    const from = start + pick(`root${String(at)}`, at - start);
    const list = pick(`kind${String(at)}`, 3) === 0 ? back : draft.edges;
    list.push(edgeTo(draft, list, from, at, pick(`input${String(at)}`, 97)));
  }
  for (let at = end - 1; at >= start; at--) {
    const node = body[at - start] as string;
    if (draft.edges.some(({ from, to }) => from === node && body.includes(to))) continue;
    if (isLeft) makeSwitch(draft, at);
    const isLast = at === end - 1 || pick(`sink${String(at)}`, 2) === 0;
    const to = isLast ? start : at + 1 + pick(`target${String(at)}`, end - at - 1);
    back.push(edgeTo(draft, back, at, to, pick(`sinkInput${String(at)}`, 97)));
  }
  const extras = isLeft ? 0 : gene.extraBackEdges;
  for (let extra = 0; extra < extras; extra++) {
    const from = start + pick(`from${String(extra)}`, end - start);
    const to = start + pick(`to${String(extra)}`, end - start);
    back.push(edgeTo(draft, back, from, to, pick(`extra${String(extra)}`, 97)));
  }
  const watches = body[pick('watches', body.length)] as string;
  const { kind, limit, failsAtLimit, isAsync } = gene;
  return { id, body, back, controller: { kind, limit, failsAtLimit, isAsync, watches } };
}

function makeSwitch({ nodes }: Draft, at: number): void {
  const node = nodes[at] as Draft['nodes'][number];
  const routes = node.spec.routes ?? { ports: ['a', 'b'], isMultiple: false };
  nodes[at] = { ...node, spec: { ...node.spec, routes } };
}

/** An edge into an input there is, or into one made for it; seldom into one that another edge of the list feeds. */
function edgeTo(
  draft: Draft,
  list: readonly EdgeSpec[],
  from: number,
  to: number,
  choice: number,
): EdgeSpec {
  const source = draft.nodes[from]?.spec as Draft['nodes'][number]['spec'];
  const target = draft.nodes[to] as Draft['nodes'][number];
  const chosen = target.inputs[choice % (target.inputs.length + 1)];
  const isFed = list.some((edge) => edge.to === target.spec.id && edge.input === chosen?.name);
  const known = isFed && chosen?.isMany === false && choice % 23 !== 0 ? undefined : chosen;
  const name = known?.name ?? `i${String(target.inputs.length)}`;
  if (known === undefined) {
    const made: InputSpec = {
      name,
      presence: choice % 2 === 0 ? 'optional' : 'required',
      isMany: choice % 5 === 0,
      fallback: undefined,
      config: undefined,
    };
    target.inputs.push(made);
  }
  const output = outputOf(source, { back: 0, output: choice % 9, path: choice % 5 });
  return { ...output, from: source.id, to: target.spec.id, input: name };
}

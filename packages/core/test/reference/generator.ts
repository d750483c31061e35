import fc from 'fast-check';
import type {
  EdgeSpec,
  InputSpec,
  NodeSpec,
  Oddity,
  Scenario,
  SupplySpec,
  Timing,
  When,
} from './scenario.js';
import { hash } from './script.js';

/** Where a generated input takes values from: nodes before it, by numbers that are read modulo what there is. */
interface SourceGene {
  readonly back: number;
  readonly output: number;
  readonly path: number;
}

interface InputGene {
  readonly presence: InputSpec['presence'];
  readonly isMany: boolean;
  readonly isConfigured: boolean;
  readonly supply: SupplySpec['rank'] | 'undefined' | undefined;
  readonly sources: readonly SourceGene[];
  /** Whether an input that takes one value may get several for certain. */
  readonly mayClash: boolean;
}

interface NodeGene {
  readonly inputs: readonly InputGene[];
  readonly routes: { readonly ports: number; readonly isMultiple: boolean } | undefined;
  readonly joinsAny: boolean;
  readonly timing: Timing;
  readonly kind: Oddity;
  readonly when: When;
  /** Where the node stands among the declarations; a tie keeps the order along the edges. */
  readonly place: number;
}

/** What a scenario is made of; small and flat, so that it shrinks well. */
export interface Genes {
  readonly nodes: readonly NodeGene[];
  readonly order: number;
  readonly bodies: Timing | 'each';
  readonly onError: 'stop' | 'continue';
  readonly isolation: 'share' | 'freeze' | 'copy';
  readonly concurrency: number;
  readonly abort: { readonly by: 'node' | 'caller'; readonly atVisit: number } | undefined;
  readonly seed: number;
}

/** What a family of scenarios leaves out, or holds more of. */
export interface Limits {
  readonly joinsAny?: boolean;
  readonly failures?: boolean;
  readonly aborts?: boolean;
  readonly cuts?: boolean;
  readonly onError?: 'stop' | 'continue';
  readonly bodies?: Timing | 'each';
  /** Nothing is supplied, and data is shared: what the executor has short ways for. */
  readonly isPlain?: boolean;
  /**
   * Little fails: few scripts do, few paths lead nowhere, and an input that takes one value gets several only from the
   * ports of one switch, one of which is live at most.
   */
  readonly isCalm?: boolean;
  /** Whether many nodes are switches, or none. Without it: some are. */
  readonly switches?: 'many' | 'none';
}

const sourceGene = fc.record<SourceGene>({
  back: fc.nat({ max: 6 }),
  output: fc.nat({ max: 9 }),
  path: fc.nat({ max: 9 }),
});

const inputGene = fc.record<InputGene>({
  presence: fc.constantFrom('optional', 'required', 'default'),
  isMany: weighted(false, 3, true, 1),
  isConfigured: weighted(false, 4, true, 1),
  supply: maybe(5, 1, fc.constantFrom('addressed', 'workflow', 'config', 'undefined')),
  sources: fc.array(sourceGene, { maxLength: 3 }),
  mayClash: weighted(false, 25, true, 1),
});

const routesGene = fc.record({ ports: fc.integer({ min: 1, max: 3 }), isMultiple: fc.boolean() });

function nodeGenes(limits: Limits): fc.Arbitrary<NodeGene> {
  const steady = limits.isCalm === true ? 60 : 24;
  return fc.record<NodeGene>({
    inputs: fc.array(inputGene, { maxLength: 3 }),
    routes:
      limits.switches === 'none'
        ? fc.constant(undefined)
        : maybe(5, limits.switches === 'many' ? 8 : 3, routesGene),
    joinsAny: limits.joinsAny === false ? fc.constant(false) : weighted(false, 14, true, 1),
    timing: fc.constantFrom('sync', 'async', 'mixed'),
    kind: fc.constantFrom('throws', 'unsuccessful', 'invalid'),
    when:
      limits.failures === false
        ? fc.constant<When>('never')
        : fc.oneof(
            { weight: steady, arbitrary: fc.constant<When>('never') },
            { weight: 1, arbitrary: fc.constant<When>('sometimes') },
            { weight: 1, arbitrary: fc.constant<When>('always') },
          ),
    place: fc.nat({ max: 20 }),
  });
}

export function genesOf(limits: Limits): fc.Arbitrary<Genes> {
  const node = nodeGenes(limits);
  return fc.record<Genes>({
    nodes: fc.oneof(
      { weight: 1, arbitrary: fc.array(node, { minLength: 1, maxLength: 14, size: 'max' }) },
      { weight: 2, arbitrary: fc.array(node, { minLength: 8, maxLength: 14, size: 'max' }) },
    ),
    order: fc.nat(),
    bodies:
      limits.bodies === undefined
        ? fc.constantFrom('sync', 'async', 'each')
        : fc.constant(limits.bodies),
    onError:
      limits.onError === undefined
        ? fc.constantFrom('continue', 'stop')
        : fc.constant(limits.onError),
    isolation:
      limits.isPlain === true
        ? fc.constant('share' as const)
        : fc.constantFrom('share', 'freeze', 'copy'),
    concurrency: fc.integer({ min: 1, max: 4 }),
    abort:
      limits.aborts === false
        ? fc.constant(undefined)
        : maybe(
            1,
            1,
            fc.record({
              by: fc.constantFrom('node', 'caller'),
              atVisit: fc.integer({ min: 1, max: 12 }),
            }),
          ),
    seed: fc.nat(),
  });
}

/** Random workflows without loops. */
export function workflows(limits: Limits = {}): fc.Arbitrary<Scenario> {
  return genesOf(limits).map((genes) => scenarioOf(genes, limits));
}

/** Builds what the genes say, nodes along the edges first and then put into their order of declaration. */
function scenarioOf(genes: Genes, limits: Limits): Scenario {
  const draft = draftOf(genes, limits);
  for (const node of draft.nodes) satisfy(node, draft);
  return finished(draft, genes);
}

/** A scenario while it is being put together: nodes along the edges, and lists that still grow. */
export interface Draft {
  readonly limits: Limits;
  readonly nodes: { spec: NodeSpec; inputs: InputSpec[]; place: number }[];
  readonly edges: EdgeSpec[];
  readonly supplies: SupplySpec[];
}

export function draftOf(genes: Genes, limits: Limits): Draft {
  const draft: Draft = { limits, nodes: [], edges: [], supplies: [] };
  genes.nodes.forEach((gene, index) => addNode(draft, gene, index, genes));
  return draft;
}

function addNode(draft: Draft, gene: NodeGene, index: number, genes: Genes): void {
  const id = `n${String(index)}`;
  const inputs = gene.inputs.map((input, at) => inputOf(input, index, at));
  gene.inputs.forEach((input, at) => {
    const name = `i${String(at)}`;
    const supply = supplyOf(input, id, name, index * 10 + at);
    if (supply !== undefined && draft.limits.isPlain !== true) draft.supplies.push(supply);
    const edges = index === 0 ? [] : input.sources.map((from) => edgeOf(draft, from, id, name));
    draft.edges.push(...(input.isMany ? edges : edgesIntoOne(draft, edges, input.mayClash)));
  });
  const spec: NodeSpec = {
    id,
    salt: index + 1,
    inputs,
    routes: gene.routes && {
      ports: ['a', 'b', 'c'].slice(0, gene.routes.ports),
      isMultiple: gene.routes.isMultiple,
    },
    join: gene.joinsAny ? 'any' : 'all',
    timing: genes.bodies === 'each' ? gene.timing : genes.bodies,
    odd: { kind: gene.kind, when: gene.when },
  };
  draft.nodes.push({ spec, inputs, place: gene.place });
}

function edgeOf(draft: Draft, gene: SourceGene, to: string, input: string): EdgeSpec {
  const before = draft.nodes[Math.max(0, draft.nodes.length - 1 - gene.back)]?.spec as NodeSpec;
  const leads = draft.limits.isCalm === true && gene.output + gene.path < 17;
  const source = leads ? { ...gene, output: gene.output % 9, path: gene.path % 5 } : gene;
  return { ...outputOf(before, source), from: before.id, to, input };
}

/** Of some edges into an input that takes one value those that may not all be live. */
function edgesIntoOne(
  draft: Draft,
  edges: readonly EdgeSpec[],
  mayClash: boolean,
): readonly EdgeSpec[] {
  if (draft.limits.isCalm === true) return exclusiveEdges(draft, edges);
  return mayClash || edges.every((edge) => isRouted(draft, edge)) ? edges : edges.slice(0, 1);
}

/** As many edges, where the first leaves a switch that takes one port: from its ports, each once. */
function exclusiveEdges({ nodes }: Draft, edges: readonly EdgeSpec[]): readonly EdgeSpec[] {
  const [first] = edges;
  if (first === undefined) return [];
  const { ports = [], isMultiple } =
    nodes.find(({ spec }) => spec.id === first.from)?.spec.routes ?? {};
  if (isMultiple !== false || !ports.includes(first.output)) return [first];
  const at = ports.indexOf(first.output);
  return edges.slice(0, ports.length).map((_, i): EdgeSpec => {
    return { ...first, output: ports[(at + i) % ports.length] as string };
  });
}

/** Whether an edge leaves a port that may not be taken. */
function isRouted({ nodes }: Draft, { from, output }: EdgeSpec): boolean {
  return nodes.some(({ spec }) => spec.id === from && spec.routes?.ports.includes(output));
}

function inputOf(gene: InputGene, node: number, at: number): InputSpec {
  const value = { own: node * 10 + at, list: [at] };
  return {
    name: `i${String(at)}`,
    presence: gene.presence,
    isMany: gene.isMany,
    fallback: gene.presence === 'default' ? (gene.isMany ? [value] : value) : undefined,
    config: gene.isConfigured ? (gene.isMany ? [at] : at === 0 ? null : { at }) : undefined,
  };
}

function supplyOf(
  gene: InputGene,
  node: string,
  input: string,
  mark: number,
): SupplySpec | undefined {
  if (gene.supply === undefined) return undefined;
  if (gene.supply === 'undefined') return { rank: 'addressed', node, input, value: undefined };
  const value = [{ given: mark }, null, [mark, { deep: [mark] }]][mark % 3];
  return { rank: gene.supply, node, input, value };
}

/** An output of a node: of a switch, most often one of its ports; of others, most often the one that has a value. */
export function outputOf(
  node: NodeSpec,
  { output, path }: SourceGene,
): Pick<EdgeSpec, 'output' | 'path'> {
  const ports = node.routes?.ports ?? [];
  if (output < 7 && ports.length > 0) {
    return { output: ports[output % ports.length] as string, path: [] };
  }
  if (output === 9) return { output: path < 7 ? 'nil' : 'none', path: [] };
  return { output: 'out', path: PATHS[path % PATHS.length] as EdgeSpec['path'] };
}

const PATHS: readonly EdgeSpec['path'][] = [
  [],
  ['v'],
  ['list', 1, 'id'],
  [],
  ['list'],
  ['nothing'],
  [],
  ['list', 0],
  ['nowhere', 0],
  ['toString'],
];

/** Sees that no required input of a node is without any source: that is an error before the start. */
export function satisfy({ spec, inputs }: Draft['nodes'][number], draft: Draft): void {
  inputs.forEach((input, at) => {
    if (input.presence !== 'required' || input.config !== undefined) return;
    const isFed =
      draft.edges.some((edge) => edge.to === spec.id && edge.input === input.name) ||
      draft.supplies.some(
        (supply) =>
          supply.node === spec.id && supply.input === input.name && supply.value !== undefined,
      );
    if (!isFed) inputs[at] = { ...input, config: input.isMany ? ['config'] : 'config' };
  });
}

export function finished(draft: Draft, genes: Genes): Scenario {
  const nodes = draft.nodes
    .map((node, index) => ({ ...node, index }))
    .sort((a, b) => a.place - b.place || a.index - b.index)
    .map(({ spec, inputs }): NodeSpec => ({ ...spec, inputs }));
  const edges = draft.edges
    .map((edge, index) => ({
      edge,
      rank: genes.order === 0 ? index : hash(`${String(index)}/${String(genes.order)}`),
    }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ edge }) => edge);
  return {
    nodes,
    edges,
    loops: [],
    supplies: draft.supplies,
    options: {
      onError: genes.onError,
      isolation: genes.isolation,
      concurrency: genes.concurrency,
    },
    abort: genes.abort,
    cut: undefined,
    seed: genes.seed,
  };
}

function maybe<T>(
  never: number,
  weight: number,
  some: fc.Arbitrary<T>,
): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: never, arbitrary: fc.constant(undefined) },
    { weight, arbitrary: some },
  );
}

function weighted<T>(first: T, weight: number, second: T, other: number): fc.Arbitrary<T> {
  return fc.oneof(
    { weight, arbitrary: fc.constant(first) },
    { weight: other, arbitrary: fc.constant(second) },
  );
}

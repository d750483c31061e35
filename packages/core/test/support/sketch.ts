import type { RegionFact } from '#core/plan/draft.js';
import type { Plan } from '#core/plan/plan.js';
import type { RegionController, RegionScope, Verdict } from '#core/plan/region.js';
import { workflow } from '#core/workflow/builder.js';
import type { Connection } from '#core/workflow/connection.js';
import { defineNode } from '#core/workflow/node.js';
import type { NodeContext } from '#core/workflow/node-context.js';
import { parsePath } from '#core/workflow/path.js';
import { type Port, port } from '#core/workflow/port.js';
import { Routed } from '#core/workflow/routed.js';
import { planOf } from './harness.js';

type Values = Readonly<Record<string, unknown>>;

/** One node of a sketch, where it is more than a name. */
interface SketchedNode {
  /** Inputs by name; those that edges enter and that are not listed are optional. */
  readonly inputs?: Readonly<Record<string, Port>>;
  readonly config?: Values;
  /** Exclusive output ports, by words; `multiple` where several may be taken. */
  readonly routes?: string;
  readonly multiple?: boolean;
  readonly join?: 'any';
  readonly timeoutMs?: number;
  /** What it does; by default it answers its id as `out`, and takes its first exclusive port. */
  readonly run?: (inputs: Values, context: NodeContext) => unknown;
}

/** A loop of a sketch. */
interface SketchedLoop {
  /** The ids of its nodes, by words. */
  readonly body: string;
  /** Its back edges, by words. */
  readonly back: string;
  /** By default: the loop ends after its first iteration. */
  readonly decide?: (scope: RegionScope) => Verdict | PromiseLike<Verdict>;
  readonly begin?: RegionController['begin'];
  readonly maxIterations?: number;
}

/** A workflow in a few words. */
export interface Sketch {
  /** Ids in order of declaration, by words. */
  readonly nodes: string;
  /** `a>b`, or with ports and paths `a.port.member>b.input`, by words; by default from `out` to `in`. */
  readonly edges?: string;
  readonly like?: Readonly<Record<string, SketchedNode>>;
  readonly loops?: Readonly<Record<string, SketchedLoop>>;
}

/** Makes the plan of a sketch. */
export function sketch({ nodes, edges = '', like = {}, loops = {} }: Sketch): Plan {
  const ids = words(nodes);
  const plain = words(edges).map(connectionOf);
  const back = Object.values(loops).flatMap((loop) => words(loop.back).map(connectionOf));
  const flow = workflow('sketch');
  for (const id of ids) {
    const known = like[id] ?? {};
    const into = [...plain, ...back].filter(({ to }) => to === id);
    const from = [...plain, ...back].filter((edge) => edge.from === id);
    const fed = into.map(({ input }): [string, Port] => [input, port().optional()]);
    const ports = words(known.routes ?? '');
    const outputs = ['out', ...from.map(({ output }) => output), ...ports];
    const node = defineNode({
      type: id,
      inputs: { ...Object.fromEntries(fed), ...known.inputs },
      outputs: Object.fromEntries(outputs.map((name) => [name, port().optional()])),
      ...(ports.length > 0 && { routes: { ports, multiple: known.multiple === true } }),
      run: (known.run ?? bodyOf(id, ports)) as never,
    });
    const { join = 'all', timeoutMs } = known;
    flow.add(id, node, known.config ?? {}, {
      join,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }
  for (const { from, output, path, to, input } of plain) {
    flow.wire({ from, output: { port: output, path }, to, input });
  }
  const gates = Object.entries(like).flatMap(([node, { routes = '', multiple = false }]) =>
    routes === '' ? [] : [{ node, ports: words(routes), multiple }],
  );
  const regions = Object.entries(loops).map(([id, loop]) => regionOf(id, loop));
  return planOf(flow.build(), { gates, regions });
}

/** `a.port.member>b.input` as a connection. */
function connectionOf(word: string): Connection {
  const [source = '', target = ''] = word.split('>');
  const [from, output = 'out', ...path] = parsePath(source).map(String);
  const [to, input = 'in'] = target.split('.');
  return { from: from ?? '', output, path, to: to ?? '', input, contract: undefined };
}

function regionOf(id: string, loop: SketchedLoop): RegionFact {
  const { decide = () => ({ reason: 'maxIterations' }) } = loop;
  const controller: RegionController = {
    begin: loop.begin ?? ((scope) => ({ decide: () => decide(scope) })),
  };
  const { maxIterations = 1000 } = loop;
  return {
    id,
    body: words(loop.body),
    back: words(loop.back).map(connectionOf),
    maxIterations,
    controller,
  };
}

function bodyOf(id: string, ports: readonly string[]): () => unknown {
  if (ports.length === 0) return () => ({ out: id });
  return () => new Routed({ out: id, [ports[0] as string]: id }, ports.slice(0, 1));
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

import type { Frame } from '#core/run/executor/frame.js';
import { type Explanation, explain } from '#core/run/result/why.js';
import type { Verdict } from './evaluator.js';
import type { EdgeSpec, Scenario } from './scenario.js';
import type { Settled } from './world.js';

/** One link of the chain from a node that was skipped to its first cause. */
interface Link {
  readonly node: string;
  readonly status: Settled['status'];
  readonly reason: Settled['reason'];
  /** The input that decided. */
  readonly input: string | undefined;
  /** The switch that did not take the edge's port, and what it took. */
  readonly routing:
    | { readonly node: string; readonly port: string; readonly taken: unknown }
    | undefined;
}

/** Why each node stands as it does, in words and in data. */
export function explanations(frame: Frame): readonly Explanation[] {
  return frame.plan.steps.map(({ index }) => explain(frame, index));
}

/** Why each skipped node was skipped, in the form of {@link reasonsDue}. */
export function reasonsGiven(frame: Frame): Readonly<Record<string, readonly Link[]>> {
  const skipped = explanations(frame).filter(({ status }) => status === 'skipped');
  return Object.fromEntries(skipped.map((explanation) => [explanation.node, linksOf(explanation)]));
}

function linksOf(first: Explanation): readonly Link[] {
  const links: Link[] = [];
  for (let at: Explanation | undefined = first; at !== undefined; at = at.because) {
    const { node, status, reason, input, routing } = at;
    const isSkip = status === 'skipped' && routing !== undefined;
    links.push({
      ...{ node, status, input },
      reason: reason as Link['reason'],
      routing: isSkip
        ? { node: routing.node, port: routing.port as string, taken: routing.taken }
        : undefined,
    });
  }
  return links;
}

/**
 * Why each skipped node of a workflow without loops was skipped, by what its nodes came to and nothing else: the first edge
 * into a required input that no edge feeds and no configuration supplies, otherwise the first that is dead (or failed), and
 * so on from that edge's source, up to a switch or a failure.
 */
export function reasonsDue(
  scenario: Scenario,
  { outcomes }: Verdict,
): Readonly<Record<string, readonly Link[]>> {
  const settled = (node: string) => outcomes.get(node) as Settled;
  const skipped = [...outcomes].filter(([, { status }]) => status === 'skipped');
  return Object.fromEntries(
    skipped.map(([id]) => {
      const links: Link[] = [];
      let at: string | undefined = id;
      while (at !== undefined) {
        const { status, reason } = settled(at);
        const edge: EdgeSpec | undefined =
          status === 'skipped' ? decidingEdge(scenario, at, reason, settled) : undefined;
        const source: Settled | undefined = edge && settled(edge.from);
        const isRouting: boolean = reason === 'deadEdges' && source?.status === 'completed';
        links.push({
          ...{ node: at, status, reason, input: edge?.input },
          routing:
            edge !== undefined && isRouting
              ? { node: edge.from, port: edge.output, taken: source?.taken }
              : undefined,
        });
        at = isRouting ? undefined : edge?.from;
      }
      return [id, links];
    }),
  );
}

function decidingEdge(
  { nodes, edges }: Scenario,
  id: string,
  reason: Settled['reason'],
  settled: (node: string) => Settled,
): EdgeSpec | undefined {
  const spec = nodes.find((node) => node.id === id);
  const own = edges.filter(({ to }) => to === id);
  const tokenOf = ({ from, output }: EdgeSpec) => {
    const { status, reason: why, taken } = settled(from);
    if (status === 'failed' || why === 'upstreamFailed') return 'failed';
    if (status !== 'completed') return why === 'deadEdges' ? 'dead' : 'pending';
    const ports = nodes.find((node) => node.id === from)?.routes?.ports ?? [];
    return ports.includes(output) && taken?.includes(output) !== true ? 'dead' : 'live';
  };
  const fed = new Set(own.filter((edge) => tokenOf(edge) === 'live').map(({ input }) => input));
  const needed = spec?.inputs.filter(
    ({ name, presence, config }) =>
      presence === 'required' && config === undefined && !fed.has(name),
  );
  const kind = reason === 'deadEdges' ? 'dead' : 'failed';
  const matching = own.filter((edge) => tokenOf(edge) === kind);
  return matching.find(({ input }) => needed?.some(({ name }) => name === input)) ?? matching[0];
}

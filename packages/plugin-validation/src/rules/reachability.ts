import { type Connection, type Contradiction, contradictionsOf, ownValue } from '@tenon/core';
import { findingIn, type Rule, type Subject } from './subject.js';

/**
 * NODE_NEVER_RUNS: a node needs both of two ports of which a switch takes one. NODE_UNREACHABLE: a node waits for such
 * nodes only, or needs one of them. Warnings, since a parameter of a run may still give such an input its value.
 * O(E log E); nothing to do where no node routes.
 */
export const reachability: Rule = function* (subject) {
  const found = contradictionsOf(subject.resolved);
  if (found.length === 0) return;
  const { nodes } = subject.resolved.workflow;
  const idOf = (node: number) => nodes[node]?.id ?? '';
  for (const contradiction of found) yield neverRuns(subject, contradiction, idOf);
  for (const [node, waitsFor] of unreachable(subject, found)) {
    yield findingIn(
      subject,
      'NODE_UNREACHABLE',
      `Node "${idOf(node)}" waits for node "${idOf(waitsFor)}", which never runs.`,
      {
        where: { node: idOf(node) },
        hint: `Correct what "${idOf(waitsFor)}" needs.`,
        severity: 'warning',
      },
    );
  }
};

function neverRuns(
  subject: Subject,
  { node, inputs: [one, other], routedBy }: Contradiction,
  idOf: (node: number) => string,
) {
  return findingIn(
    subject,
    'NODE_NEVER_RUNS',
    `Node "${idOf(node)}" can never run: its required inputs "${one}" and "${other}" come through different ports of node "${idOf(routedBy)}", which takes one port at a time.`,
    {
      where: { node: idOf(node) },
      hint: 'Join the branches before it, or make one of the inputs optional.',
      severity: 'warning',
    },
  );
}

/** The nodes behind, each with one of those it waits for: found along the plain edges, told in order of declaration. */
function unreachable(
  { resolved }: Subject,
  found: readonly Contradiction[],
): readonly (readonly [node: number, waitsFor: number])[] {
  const { topology, workflow, definitions } = resolved;
  const { incoming, connection, source } = topology;
  const dead = new Set(found.map(({ node }) => node));
  const behind = new Map<number, number>();
  for (const node of topology.order) {
    const start = incoming.start[node] as number;
    const end = incoming.start[node + 1] as number;
    if (dead.has(node) || start === end) continue;
    /** By input: a dead source, where all its sources are dead so far. */
    const fed = new Map<string, number | undefined>();
    for (let i = start; i < end; i++) {
      const edge = incoming.items[i] as number;
      const { input } = workflow.connections[connection[edge] as number] as Connection;
      const from = source[edge] as number;
      if (!dead.has(from)) fed.set(input, undefined);
      else if (!fed.has(input)) fed.set(input, from);
    }
    const config = Object(workflow.nodes[node]?.config) as object;
    const isNeeded = (input: string) =>
      definitions[node]?.inputs.get(input)?.presence === 'required' &&
      ownValue(config, input) === undefined;
    const all = [...fed];
    const isLost = all.every(([, from]) => from !== undefined);
    const [, waitsFor] =
      all.find(([input, from]) => from !== undefined && (isLost || isNeeded(input))) ?? [];
    if (waitsFor === undefined) continue;
    dead.add(node);
    behind.set(node, waitsFor);
  }
  return [...behind].sort(([a], [b]) => a - b);
}

import type { Connection } from '../../workflow/connection.js';
import { type Guards, guardsOf } from '../guards.js';
import type { Issue } from '../issue.js';
import {
  connectionText,
  errorIn,
  quoted,
  type Rule,
  type Subject,
  sourceText,
} from '../subject.js';

/**
 * Two connections into one input that takes a single value conflict for certain when the guards of one contain those of
 * the other: whenever the one is live, so is the other. Exclusive ones never do, and whatever else turns out live twice
 * fails the node when it runs. The back edges of one loop are compared alike; a back edge never conflicts with a plain
 * one, nor with another loop's. One finding for each input. O(E log E).
 */
export const conflicts: Rule = function* (subject) {
  const { workflow, topology } = subject.resolved;
  const finder = new Finder(subject);
  for (let node = 0; node < topology.nodes; node++) {
    const start = topology.incoming.start[node] as number;
    const end = topology.incoming.start[node + 1] as number;
    if (end - start < 2) continue;
    const arrows: Arrow[] = [];
    for (const edge of topology.incoming.items.subarray(start, end)) {
      const index = topology.connection[edge] as number;
      arrows.push({ edge, index, connection: workflow.connections[index] as Connection });
    }
    yield* finder.among(node, arrows);
  }
  for (const [loop, { back }] of workflow.loops.entries()) {
    const byTarget = new Map<number, Arrow[]>();
    for (const [index, connection] of back.entries()) {
      const node = topology.indexOf.get(connection.to);
      if (node !== undefined) push(byTarget, node, { edge: index, index, connection });
    }
    for (const [node, arrows] of byTarget) yield* finder.among(node, arrows, loop);
  }
};

/** A connection into an input. `edge` is its number among the edges that guards are known of. */
interface Arrow {
  readonly edge: number;
  readonly index: number;
  readonly connection: Connection;
}

class Finder {
  readonly #subject: Subject;
  #guards: Guards | undefined;
  #preorder: ReturnType<Guards['tree']['preorder']> | undefined;

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  *among(node: number, arrows: readonly Arrow[], loop?: number): Generator<Issue> {
    const inputs = this.#subject.resolved.definitions[node]?.inputs;
    if (inputs === undefined || arrows.length < 2) return;
    const byInput = new Map<string, Arrow[]>();
    for (const arrow of arrows) {
      if (inputs.get(arrow.connection.input)?.isMany === false) {
        push(byInput, arrow.connection.input, arrow);
      }
    }
    for (const rivals of byInput.values()) {
      const pair = rivals.length < 2 ? undefined : this.#conflicting(rivals, loop);
      if (pair !== undefined) yield this.#conflict(pair, rivals.length, loop);
    }
  }

  /**
   * Two arrows of which one's guards contain the other's. In preorder, whatever stands between a vertex and one of its
   * descendants is a descendant too, so if there are two such arrows, there are two that are neighbours.
   */
  #conflicting(arrows: readonly Arrow[], loop: number | undefined): [Arrow, Arrow] | undefined {
    // Most workflows have no input with two connections, and pay for no guards.
    this.#guards ??= guardsOf(this.#subject.resolved);
    this.#preorder ??= this.#guards.tree.preorder();
    const { ofEdge, ofBackEdge } = this.#guards;
    const { start, end } = this.#preorder;
    const guardsOfArrow = (loop === undefined ? ofEdge : ofBackEdge[loop]) ?? ofEdge;
    const placed = arrows
      .map((arrow) => ({ arrow, guards: guardsOfArrow[arrow.edge] as number }))
      .filter(({ guards }) => guards >= 0)
      .sort((a, b) => (start[a.guards] as number) - (start[b.guards] as number));
    for (const [at, inner] of placed.entries()) {
      const outer = placed[at - 1];
      if (outer === undefined) continue;
      if ((start[inner.guards] as number) < (end[outer.guards] as number)) {
        return [outer.arrow, inner.arrow];
      }
    }
    return undefined;
  }

  #conflict([outer, inner]: [Arrow, Arrow], sources: number, loop: number | undefined): Issue {
    const [first, second] = outer.index < inner.index ? [outer, inner] : [inner, outer];
    const { to, input } = second.connection;
    const sourceTexts = [first, second].map(({ connection }) => `"${sourceText(connection)}"`);
    const isTwice = sourceTexts[0] === sourceTexts[1];
    const more = sources > 2 ? ` It has ${String(sources)} sources in all.` : '';
    return errorIn(
      this.#subject,
      'INPUT_CONFLICT',
      isTwice
        ? `Input ${quoted(input)} of node ${quoted(to)} takes one value, and is connected to ${String(sourceTexts[0])} twice.${more}`
        : `Input ${quoted(input)} of node ${quoted(to)} takes one value, and has two sources that can be live together: ${sourceTexts.join(' and ')}.${more}`,
      {
        node: to,
        port: input,
        connection: { index: second.index, text: connectionText(second.connection) },
        loop: loop === undefined ? undefined : this.#subject.resolved.workflow.loops[loop]?.id,
      },
      isTwice
        ? 'Remove one of the connections.'
        : 'Remove one, declare the input "many", or join the branches with a merge node.',
    );
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

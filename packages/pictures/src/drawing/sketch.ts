import type { DrawnEdge, DrawnGroup, DrawnNode } from './drawing.js';

/** A drawing that is being put together. */
export class Sketch {
  readonly nodes: DrawnNode[] = [];
  readonly groups: DrawnGroup[] = [];
  readonly #edges = new Map<string, DrawnEdge & { readonly labels: string[] }>();

  get edges(): readonly DrawnEdge[] {
    return [...this.#edges.values()];
  }

  /** Adds a box and answers its index. */
  node(node: DrawnNode): number {
    return this.nodes.push(node) - 1;
  }

  /** Adds a group and answers its index. */
  group(group: DrawnGroup): number {
    return this.groups.push(group) - 1;
  }

  /** Adds an arrow, or its label to an arrow between the same boxes that is like it. */
  edge(edge: Omit<DrawnEdge, 'labels'>, label: string): void {
    const key = `${String(edge.from)} ${String(edge.to)} ${String(edge.isBack)} ${edge.state}`;
    const known = this.#edges.get(key);
    if (known === undefined) this.#edges.set(key, { ...edge, labels: [label] });
    else if (!known.labels.includes(label)) known.labels.push(label);
  }
}

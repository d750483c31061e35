/**
 * A tree that grows by leaves and answers lowest common ancestors in O(log n), with one jump pointer for each vertex:
 * Myers, "An applicative random-access stack" (1983), in the form of a skew-binary ancestor list. Vertices are numbers
 * from the root, 0, in the order they were added.
 */
export class GuardTree {
  readonly root = 0;
  readonly #parent: Int32Array;
  readonly #depth: Int32Array;
  readonly #jump: Int32Array;
  #size = 1;

  /** A tree of the root alone, with room for so many more vertices. */
  constructor(capacity: number) {
    this.#parent = new Int32Array(capacity + 1);
    this.#depth = new Int32Array(capacity + 1);
    this.#jump = new Int32Array(capacity + 1);
  }

  /** Adds a child and answers its number. */
  add(parent: number): number {
    const vertex = this.#size++;
    const near = this.#jump[parent] as number;
    const far = this.#jump[near] as number;
    const depth = this.#depth[parent] as number;
    const nearDepth = this.#depth[near] as number;
    const isBalanced = depth - nearDepth === nearDepth - (this.#depth[far] as number);
    this.#parent[vertex] = parent;
    this.#depth[vertex] = depth + 1;
    this.#jump[vertex] = isBalanced ? far : parent;
    return vertex;
  }

  /** The vertex right above; that of the root is the root. */
  parentOf(vertex: number): number {
    return this.#parent[vertex] as number;
  }

  /**
   * Where the ways from the root to two vertices part: the first vertex of each that the other does not pass. `undefined`
   * where one lies on the way to the other.
   */
  parting(a: number, b: number): readonly [number, number] | undefined {
    const common = this.common(a, b);
    if (common === a || common === b) return undefined;
    const depth = (this.#depth[common] as number) + 1;
    return [this.#ancestorAt(a, depth), this.#ancestorAt(b, depth)];
  }

  /** The lowest common ancestor. */
  common(a: number, b: number): number {
    const depth = Math.min(this.#depth[a] as number, this.#depth[b] as number);
    let left = this.#ancestorAt(a, depth);
    let right = this.#ancestorAt(b, depth);
    while (left !== right) {
      // Vertices of one depth have jumps of one length, so that both sides stay level.
      const isShared = this.#jump[left] === this.#jump[right];
      const next = isShared ? this.#parent : this.#jump;
      left = next[left] as number;
      right = next[right] as number;
    }
    return left;
  }

  /** The child of `above` on the way down to `below`, which is a vertex under it. */
  childTowards(above: number, below: number): number {
    return this.#ancestorAt(below, (this.#depth[above] as number) + 1);
  }

  /** Each vertex's place in preorder, and the end of its descendants': `a` is an ancestor of `b`, or `b` itself, when `start[a] <= start[b] < end[a]`. */
  preorder(): { readonly start: Int32Array; readonly end: Int32Array } {
    const size = this.#size;
    const weight = new Int32Array(size).fill(1);
    // A parent's number is below its children's, so one pass down and one up do without a stack.
    for (let vertex = size - 1; vertex > 0; vertex--) {
      const parent = this.#parent[vertex] as number;
      weight[parent] = (weight[parent] as number) + (weight[vertex] as number);
    }
    const start = new Int32Array(size);
    const end = new Int32Array(size);
    const free = new Int32Array(size);
    for (let vertex = 0; vertex < size; vertex++) {
      const place = vertex === 0 ? 0 : (free[this.#parent[vertex] as number] as number);
      start[vertex] = place;
      end[vertex] = place + (weight[vertex] as number);
      free[vertex] = place + 1;
      if (vertex > 0) free[this.#parent[vertex] as number] = end[vertex] as number;
    }
    return { start, end };
  }

  #ancestorAt(vertex: number, depth: number): number {
    let here = vertex;
    while ((this.#depth[here] as number) > depth) {
      const jump = this.#jump[here] as number;
      here = (this.#depth[jump] as number) >= depth ? jump : (this.#parent[here] as number);
    }
    return here;
  }
}

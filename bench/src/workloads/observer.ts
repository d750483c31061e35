/** What an observer looks at of a node that has settled. */
export interface Settled {
  readonly node: string;
  readonly status: string;
  readonly outputs: unknown;
}

/** Counts nodes by status, and notes which came last: what a small metrics tap does. */
export class Observer {
  readonly #counts = new Map<string, number>();
  #last = '';

  settled({ node, status }: Settled): void {
    this.#counts.set(status, (this.#counts.get(status) ?? 0) + 1);
    this.#last = node;
  }

  /** How many have completed, and the last one's id. */
  get seen(): { readonly completed: number; readonly last: string } {
    return { completed: this.#counts.get('completed') ?? 0, last: this.#last };
  }
}

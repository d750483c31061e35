import { didYouMean, quoteList } from '../errors/near-names.js';

/** How many candidates one verification compares at most, over all its suggestions. */
const MOST_COMPARISONS = 1_000_000;

/** Names that a misspelt one may have been meant to be. Answers are kept by the identity of the object. */
export interface Candidates {
  readonly size: number;
  keys(): Iterable<string>;
}

interface Answers {
  readonly near: Map<string, string | undefined>;
  all: string | undefined;
}

/**
 * Suggestions for misspelt names. Each name is looked for once among the same candidates, and a workflow full of wrong
 * names gets fewer suggestions, so that verification stays linear in the workflow.
 */
export class NameHints {
  readonly #answers = new WeakMap<Candidates, Answers>();
  #left: number;

  constructor(comparisons = MOST_COMPARISONS) {
    this.#left = comparisons;
  }

  /** `Did you mean "order"?`; `undefined` where nothing is near, or too much was looked for already. */
  near(name: unknown, candidates: Candidates): string | undefined {
    if (typeof name !== 'string') return undefined;
    const { near } = this.#answersOf(candidates);
    if (!near.has(name)) near.set(name, this.#search(name, candidates));
    return near.get(name);
  }

  /** As {@link near}; lists the names there are where none is near. `kind` is their plural: `outputs`. */
  nearOrAll(name: unknown, candidates: Candidates, kind: string): string {
    const near = this.near(name, candidates);
    if (near !== undefined) return near;
    if (candidates.size === 0) return `It has no ${kind}.`;
    const answers = this.#answersOf(candidates);
    answers.all ??= quoteList([...candidates.keys()]);
    return `Its ${kind}: ${answers.all}.`;
  }

  #answersOf(candidates: Candidates): Answers {
    let answers = this.#answers.get(candidates);
    if (answers === undefined) {
      answers = { near: new Map(), all: undefined };
      this.#answers.set(candidates, answers);
    }
    return answers;
  }

  #search(name: string, candidates: Candidates): string | undefined {
    if (candidates.size > this.#left) return undefined;
    this.#left -= candidates.size;
    return didYouMean(name, candidates.keys()) || undefined;
  }
}

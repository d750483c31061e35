import { LabelLimit } from './label-limit.js';

/** Workflows, node types and kinds of errors with a label of their own: a program has tens of each, not thousands. */
const MOST_NAMES = 200;

/** The labels that the metrics of one runtime may have: each kind bounded for itself. */
export class MetricLabels {
  readonly #workflows = new LabelLimit(MOST_NAMES);
  readonly #types = new LabelLimit(MOST_NAMES);
  readonly #errors = new LabelLimit(MOST_NAMES);
  readonly #nodes: LabelLimit;

  constructor(mostNodes: number) {
    this.#nodes = new LabelLimit(mostNodes);
  }

  workflow(name: string): string {
    return this.#workflows.of(name);
  }

  nodeType(type: string): string {
    return this.#types.of(type);
  }

  /** Two workflows may each have a node of one id. */
  node(workflow: string, id: string): string {
    return this.#nodes.of(id, JSON.stringify([workflow, id]));
  }

  errorType(type: string): string {
    return this.#errors.of(type);
  }
}

import type { Logger } from '../../services/logger.js';
import type { LoopContext, NodeContext } from '../../workflow/node-context.js';
import type { SecretValue } from '../../workflow/secret-value.js';
import type { Visit } from './visit.js';

/** A visit as one attempt sees it. */
export class Attempt implements NodeContext {
  // Private, for the reason that those of a visit are.
  readonly #visit: Visit;
  readonly signal: AbortSignal;

  constructor(visit: Visit, signal: AbortSignal) {
    this.#visit = visit;
    this.signal = signal;
  }

  get visit(): Visit {
    return this.#visit;
  }

  get runId(): string {
    return this.#visit.runId;
  }

  get nodeId(): string {
    return this.#visit.nodeId;
  }

  get workflow(): string {
    return this.#visit.workflow;
  }

  get principal(): unknown {
    return this.#visit.principal;
  }

  get tenant(): string | undefined {
    return this.#visit.tenant;
  }

  get log(): Logger {
    return this.#visit.log;
  }

  get settings(): never {
    return this.#visit.settings;
  }

  get secrets(): Readonly<Record<string, SecretValue | undefined>> {
    return this.#visit.secrets;
  }

  get loop(): LoopContext | undefined {
    return this.#visit.loop;
  }
}

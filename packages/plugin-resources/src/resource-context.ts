import type { LoopContext, NodeContext } from '@tenon/core';
import type { Lease } from './lease.js';
import type { ResourceNeed } from './resource.js';

/** Resources by the name a node uses for them. */
export interface ResourceMap {
  readonly [key: string]: ResourceNeed;
}

/** What a node gets of the resources it needs. */
export type ResourceValues<R> = {
  readonly [K in keyof R]: R[K] extends ResourceNeed<infer T> ? T : never;
};

/** What a node sees of its run and of its resources, beside its inputs. */
export interface ResourceContext<S = unknown, X = unknown, R = unknown> extends NodeContext<S, X> {
  /** What it leased, until it answers: what it hands on must not use them any more. */
  readonly resources: ResourceValues<R>;
  /** Reports one as broken, to be replaced. The node is not to use it afterwards. */
  readonly broken: (name: keyof R & string, reason?: unknown) => void;
}

/** The context of a visit, with its leases. What the visit makes only when it is asked for stays unmade. */
export class LeasingContext implements ResourceContext {
  readonly resources: Readonly<Record<string, unknown>>;
  readonly #visit: NodeContext;
  readonly #leases: ReadonlyMap<string, Lease<unknown>>;

  constructor(visit: NodeContext, leases: ReadonlyMap<string, Lease<unknown>>) {
    this.#visit = visit;
    this.#leases = leases;
    const resources = Object.create(null) as Record<string, unknown>;
    for (const [key, { value }] of leases) resources[key] = value;
    this.resources = resources;
  }

  get broken(): (name: string, reason?: unknown) => void {
    return (name, reason) => this.#leases.get(name)?.broken(reason);
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

  get signal(): AbortSignal {
    return this.#visit.signal;
  }

  get settings(): NodeContext['settings'] {
    return this.#visit.settings;
  }

  get secrets(): NodeContext['secrets'] {
    return this.#visit.secrets;
  }

  get principal(): unknown {
    return this.#visit.principal;
  }

  get tenant(): string | undefined {
    return this.#visit.tenant;
  }

  get loop(): LoopContext | undefined {
    return this.#visit.loop;
  }

  get log(): NodeContext['log'] {
    return this.#visit.log;
  }
}

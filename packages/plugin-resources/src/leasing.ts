import {
  Clock,
  type ErrorPlace,
  type InvokeInputs,
  isThenable,
  type NodeContext,
  type NodeFunction,
  type NodePlace,
  RuntimeError,
  runOf,
} from '@tenon/core';
import type { Lease, LeaseOptions } from './lease.js';
import type { ResourceNeed } from './resource.js';
import { LeasingContext, type ResourceContext } from './resource-context.js';
import { Resources } from './resources-service.js';
import { RuntimeResources } from './runtime-resources.js';

/** The function of a node that leases, without its types. */
export type ResourceFunction = (inputs: InvokeInputs, context: ResourceContext) => unknown;

type Needs = ReadonlyMap<string, ResourceNeed>;
type Leases = ReadonlyMap<string, Lease<unknown>>;

/**
 * The function of a node in a plan: leases what the node needs, calls its own function, and gives everything back on every
 * path. What is free is lent, used and given back without a promise. Throws PLUGIN_MISSING where no plugin has resources.
 */
export function leasing(
  needs: Needs,
  work: ResourceFunction,
  place: NodePlace,
): NodeFunction<unknown, unknown, unknown> {
  const resources = place.services.tryGet(Resources);
  if (resources === undefined) {
    throw new RuntimeError(
      'PLUGIN_MISSING',
      `No plugin of this runtime provides "resources", which node "${place.id}" needs.`,
      {
        hint: 'Install "@tenon/plugin-resources" and add resources() to the plugins of createRuntime.',
        where: { workflow: place.workflow, node: place.id },
      },
    );
  }
  const clock = place.services.get(Clock);
  const own = place.services.tryGet(RuntimeResources);
  const shown = (error: unknown) => (own === undefined ? error : own.failure(error));
  // All nodes lease in one order, that of the names: two that need the same cannot wait for each other.
  const ordered = [...needs].sort(([, { name: one }], [, { name: other }]) =>
    one < other ? -1 : Number(one > other),
  );
  const visit = (leases: Leases, inputs: unknown, context: NodeContext): unknown => {
    let answer: unknown;
    let isLater: boolean;
    try {
      answer = work(inputs as InvokeInputs, new LeasingContext(context, leases));
      isLater = isThenable(answer);
    } catch (error) {
      giveBack(leases, (lease) => lease.failed(error));
      throw shown(error);
    }
    if (isLater) {
      return awaited(answer as PromiseLike<unknown>, { leases, context, clock, shown });
    }
    giveBack(leases, (lease) => lease.release());
    return answer;
  };
  return ((inputs: unknown, context: NodeContext) => {
    const leases = leaseAll(ordered, resources, context);
    return isThenable(leases)
      ? leases.then((late) => {
          if (!context.signal.aborted) return visit(late, inputs, context);
          // It was told to stop between its turn and this.
          giveBack(late, (lease) => lease.release());
          throw context.signal.reason;
        })
      : visit(leases, inputs, context);
  }) as NodeFunction<unknown, unknown, unknown>;
}

/** Leases one after another; a promise from the first on that is not free. What was leased goes back when one fails. */
function leaseAll(
  needs: readonly (readonly [string, ResourceNeed])[],
  resources: Resources,
  context: NodeContext,
): Leases | Promise<Leases> {
  const leases = new Map<string, Lease<unknown>>();
  // The signal of a visit is made when somebody asks for it: nobody does where nothing is waited for.
  const options: LeaseOptions = {
    get signal() {
      return context.signal;
    },
  };
  const next = (from: number): Leases | Promise<Leases> => {
    for (let i = from; i < needs.length; i++) {
      const [key, need] = needs[i] as readonly [string, ResourceNeed];
      const lease = resources.lease(need, options);
      if (isThenable(lease)) {
        return lease.then((late) => {
          leases.set(key, late);
          // It may have been told to stop when its lease was on the way.
          if (context.signal.aborted) return failed(context.signal.reason);
          return guarded(i + 1);
        }, failed);
      }
      leases.set(key, lease);
    }
    return leases;
  };
  const failed = (error: unknown): never => {
    giveBack(leases, (lease) => lease.release());
    throw placed(error, { workflow: context.workflow, node: context.nodeId });
  };
  const guarded = (from: number): Leases | Promise<Leases> => {
    try {
      return next(from);
    } catch (error) {
      return failed(error);
    }
  };
  return guarded(0);
}

/** The last leased goes back first. */
function giveBack(leases: Leases, back: (lease: Lease<unknown>) => void): void {
  for (const lease of [...leases.values()].reverse()) back(lease);
}

interface Lending {
  readonly leases: Leases;
  readonly context: NodeContext;
  readonly clock: Clock;
  /** What a node threw, without secrets of its resources. */
  readonly shown: (error: unknown) => unknown;
}

/**
 * Waits for a node. When it is told to stop and does not come back within its run's grace, its leases are taken from it:
 * what it may still be using nobody else gets.
 */
function awaited(
  answer: PromiseLike<unknown>,
  { leases, context, clock, shown }: Lending,
): Promise<unknown> {
  const { signal } = context;
  let timer: ReturnType<Clock['timer']> | undefined;
  const stopped = () => {
    timer = clock.timer(runOf(context).options.graceMs, () => {
      const reason = new Error(
        `Node "${context.nodeId}" did not give it back when it was stopped.`,
      );
      giveBack(leases, (lease) => lease.abandon(reason));
    });
  };
  const end = () => {
    timer?.cancel();
    signal.removeEventListener('abort', stopped);
  };
  if (signal.aborted) stopped();
  else signal.addEventListener('abort', stopped, { once: true });
  return Promise.resolve(answer).then(
    (value) => {
      end();
      giveBack(leases, (lease) => lease.release());
      return value;
    },
    (error: unknown) => {
      end();
      giveBack(leases, (lease) => lease.failed(error));
      throw shown(error);
    },
  );
}

/** An error of resources, said of a node: it keeps its code in the outcome. */
function placed(error: unknown, where: ErrorPlace): unknown {
  if (!RuntimeError.is(error)) return error;
  const { code, message, hint, cause } = error;
  return new RuntimeError(code, message, {
    where,
    ...(hint !== undefined && { hint }),
    ...(cause !== undefined && { cause }),
  });
}

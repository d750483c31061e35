import {
  type Calls,
  type HookSet,
  type Invoke,
  type InvokeResult,
  isThenable,
  messageOf,
  type NodeContext,
  type NodeWrapper,
  pathOf,
  Routed,
  type RoutingReason,
  type Run,
  RuntimeError,
  runOf,
  type UnwrappedStep,
} from '@tenon/core';
import type { BranchHooks, BranchRouting } from './hooks.js';

/** The calling side of the hooks. */
export type BranchCalls = Calls<typeof BranchHooks extends HookSet<infer H> ? H : never>;

/**
 * What asks and tells the taps of `BranchHooks` about one switch; `undefined` where nobody taps, so that nothing stands
 * between a switch and the scheduler.
 */
export function routingWrapper(
  { definition: { routes } }: UnwrappedStep,
  { admissible, routed }: Pick<BranchCalls, 'admissible' | 'routed'>,
): NodeWrapper | undefined {
  if (routes === undefined || (admissible === null && routed === null)) return undefined;
  const { ports } = routes;
  const tell = (returned: InvokeResult, context: NodeContext): InvokeResult => {
    // What is no routing, or takes ports there are not, fails the node anyway.
    if (!Routed.is(returned) || !isKnown(returned.taken, ports)) return returned;
    const run = runOf(context);
    const routing = routingOf(returned, ports, context);
    try {
      admissible?.(routing, run);
    } catch (error) {
      throw refusal(routing, error, context);
    }
    routed?.(routing, run);
    return returned;
  };
  return (next: Invoke): Invoke =>
    (inputs, context) => {
      const returned = next(inputs, context);
      return isThenable(returned)
        ? returned.then((late) => tell(late, context))
        : tell(returned, context);
    };
}

function routingOf(
  { taken, because }: Routed,
  ports: readonly string[],
  context: NodeContext,
): BranchRouting {
  const { mask } = runOf(context);
  const told = typeof because === 'function' ? asked(because as RoutingReason, mask) : because;
  return Object.freeze({
    path: pathOf(context),
    workflow: context.workflow,
    taken: Object.freeze([...new Set(taken)]),
    ports,
    because: mask === undefined ? told : mask.value(told),
  });
}

/** What a node tells of its choice is for readers: what it throws when it is asked is no failure of the node. */
function asked(because: RoutingReason, mask: Run['mask']): unknown {
  try {
    return because(mask);
  } catch {
    return undefined;
  }
}

function isKnown(taken: unknown, ports: readonly string[]): boolean {
  return Array.isArray(taken) && taken.every((port) => ports.includes(port as string));
}

function refusal({ taken }: BranchRouting, error: unknown, context: NodeContext): RuntimeError {
  const { nodeId: node, workflow } = context;
  const where = RuntimeError.is(error) ? error.where : {};
  const by = where.plugin === undefined ? '' : ` by plugin "${where.plugin}"`;
  const cause = RuntimeError.is(error, 'HOOK_FAILED') ? error.cause : error;
  const ports = taken.length === 0 ? 'no port' : taken.map((port) => `"${port}"`).join(', ');
  return new RuntimeError(
    'ROUTE_REFUSED',
    `Node "${node}" was refused${by} to take ${ports}: ${messageOf(cause)}`,
    {
      cause: error,
      hint: 'The tap of BranchHooks.admissible decides; see the cause.',
      where: {
        ...(where.plugin !== undefined && { plugin: where.plugin }),
        hook: 'BranchHooks.admissible',
        workflow,
        node,
      },
    },
  );
}

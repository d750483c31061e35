import {
  defineNode,
  type InputValues,
  type Node,
  type NodeDefinition,
  type NodeReturn,
  type NodeSpec,
  type PortMap,
  quoteList,
  RuntimeError,
  type SecretMap,
} from '@tenon/core';
import { leasing, type ResourceFunction } from './leasing.js';
import type { ResourceNeed } from './resource.js';
import type { ResourceContext, ResourceMap } from './resource-context.js';

/** The resources that a definition needs, on the definition itself; by symbol, so that copies of the package agree. */
const NEEDS = Symbol.for('tenon.resourceNeeds');

/** What {@link defineResourceNode} takes: what `defineNode` does, and the resources that the node needs. */
export interface ResourceNodeSpec<I, O, S, X, R> extends NodeSpec<I, O, S, X> {
  /** Resources by the name the node uses for them: `resource<T>(name)`, or a declaration that the node brings. */
  readonly resources: R;
  /** As the `run` of `defineNode`; its context has `resources`. They are given back when it answers, fails or is cut off. */
  readonly run: (
    inputs: InputValues<I>,
    context: ResourceContext<S, X, R>,
  ) => NodeReturn<NoInfer<O>>;
}

/**
 * Defines a node that leases resources for each visit. Throws WORKFLOW_INVALID when the declaration contradicts itself.
 *
 * @example
 * const count = defineResourceNode({
 *   type: 'count',
 *   resources: { db: resource<Database>('db') },
 *   inputs: { table: port<string>() },
 *   outputs: { rows: port<number>() },
 *   run: async ({ table }, { resources: { db } }) => ({ rows: await db.count(table) }),
 * });
 */
export function defineResourceNode<
  const R extends ResourceMap,
  const I extends PortMap = Record<never, never>,
  const O extends PortMap = Record<never, never>,
  const S extends PortMap = Record<never, never>,
  const X extends SecretMap = Record<never, never>,
>({ resources, run, ...spec }: ResourceNodeSpec<I, O, S, X, R>): Node<I, O, S> {
  const needs = checkedNeeds(spec.type, resources);
  if (typeof run !== 'function') {
    throw invalid(`Node type "${spec.type}" has no "run".`, 'Give defineResourceNode a "run".');
  }
  const work = run as unknown as ResourceFunction;
  const definition = defineNode<I, O, S, X>({
    ...spec,
    compile: (place) => leasing(needs, work, place) as never,
  });
  if (needs.size === 0) return definition;
  const why = `its resources ${quoteList([...needs.values()].map(({ name }) => name))}`;
  return Object.freeze({ ...definition, requires: new Map([['resources', why]]), [NEEDS]: needs });
}

/** The resources that a definition needs, by the names it uses for them; `undefined` where it needs none. */
export function needsOf(
  definition: NodeDefinition | undefined,
): ReadonlyMap<string, ResourceNeed> | undefined {
  return (definition as { readonly [NEEDS]?: ReadonlyMap<string, ResourceNeed> } | undefined)?.[
    NEEDS
  ];
}

function checkedNeeds(type: string, resources: ResourceMap): ReadonlyMap<string, ResourceNeed> {
  const needs = new Map<string, ResourceNeed>();
  for (const [key, need] of Object.entries<Partial<ResourceNeed> | null>(resources ?? {})) {
    if (typeof need?.name === 'string' && need.name !== '') needs.set(key, need as ResourceNeed);
    else {
      throw invalid(
        `The resource "${key}" of node type "${type}" is none.`,
        'Write resource<Type>(name), or give what defineResource answers.',
      );
    }
  }
  return needs;
}

function invalid(message: string, hint: string): RuntimeError {
  return new RuntimeError('WORKFLOW_INVALID', message, { hint });
}

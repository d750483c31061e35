import { quoteList } from '../errors/near-names.js';
import { RuntimeError } from '../errors/runtime-error.js';
import { describeValue } from '../values/describe-value.js';
import { isNodeDefinition, type NodeDefinition } from '../workflow/node.js';
import type { JsonSchema } from '../workflow/schema.js';
import { serviceId } from './service.js';

/** A node type whose ports depend on configuration: it makes the definition when it knows that. */
export interface NodeTypeFactory {
  readonly type: string;
  /** What nodes of this type do, for people and for tools. */
  readonly description?: string;
  /**
   * What may be configured, settings and inputs alike, as the JSON Schema of an object: for editors and listings. The
   * runtime does not check it, `define` does. A `$ref` in it stays inside it. Texts with templates may stand for any value
   * and need no mention; a part with `raw: true` takes none.
   */
  readonly config?: JsonSchema;
  /** The definition for one node's configuration. May throw CONFIG_INVALID, which verification then reports. */
  define(config: Readonly<Record<string, unknown>>): NodeDefinition;
}

/** A node type that a workflow may name by its kind. Many may be bound: `bind(NodeType).toConstantValue(readCsv)`. */
export type NodeType = NodeDefinition | NodeTypeFactory;
export const NodeType = serviceId<NodeType>('tenon.NodeType');

/** The node types of one runtime by kind. The runtime binds it: `runtime.services.get(NodeTypes)`. */
export interface NodeTypes {
  /** All of them, in the order in which they were bound. */
  readonly all: readonly NodeType[];
  /** The node type of a kind. */
  get(kind: string): NodeType | undefined;
  /** The definition of a kind for a node's configuration; `undefined` where no such kind is bound. May throw what `define` does. */
  find(kind: string, config: Readonly<Record<string, unknown>>): NodeDefinition | undefined;
}
export const NodeTypes = serviceId<NodeTypes>('tenon.NodeTypes');

/** The node types that are bound. */
export class BoundNodeTypes implements NodeTypes {
  readonly all: readonly NodeType[];
  readonly #byType = new Map<string, NodeType>();

  /** Throws NODE_TYPE_DUPLICATE where two node types have one name. Binding the very same one twice is no harm. */
  constructor(types: Iterable<NodeType>) {
    const twice = new Set<string>();
    for (const type of types) {
      checkNodeType(type);
      const other = this.#byType.get(type.type);
      if (other !== undefined && other !== type) twice.add(type.type);
      this.#byType.set(type.type, type);
    }
    if (twice.size > 0) throw duplicate([...twice]);
    this.all = Object.freeze([...this.#byType.values()]);
  }

  /** The kinds there are, for suggestions. */
  get kinds(): Iterable<string> {
    return this.#byType.keys();
  }

  get(kind: string): NodeType | undefined {
    return this.#byType.get(kind);
  }

  find(kind: string, config: Readonly<Record<string, unknown>>): NodeDefinition | undefined {
    const type = this.#byType.get(kind);
    if (type === undefined || isNodeDefinition(type)) return type;
    return type.define(config);
  }
}

function checkNodeType(value: unknown): void {
  const candidate = value as Partial<NodeTypeFactory> | null | undefined;
  if (isNodeDefinition(value)) return;
  if (typeof candidate?.type === 'string' && typeof candidate.define === 'function') return;
  throw new RuntimeError(
    'WORKFLOW_INVALID',
    `What is bound as a NodeType is none: ${describeValue(value)}.`,
    { hint: 'Bind what defineNode answers, or { type, define(config) }.' },
  );
}

function duplicate(names: readonly string[]): RuntimeError {
  const [which, verb] = names.length === 1 ? ['node type', 'is'] : ['node types', 'are each'];
  return new RuntimeError(
    'NODE_TYPE_DUPLICATE',
    `The ${which} ${quoteList(names)} ${verb} bound more than once, with different definitions.`,
    { hint: 'Bind each name once, in the container of the host or by one plugin, or rename one.' },
  );
}

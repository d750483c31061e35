import { quoteList } from '../errors/near-names.js';
import { RuntimeError } from '../errors/runtime-error.js';
import { describeValue } from '../values/describe-value.js';
import { isNodeDefinition, type NodeDefinition } from '../workflow/node.js';
import { serviceId } from './service.js';

/** A node type whose ports depend on configuration: it makes the definition when it knows that. */
export interface NodeTypeFactory {
  readonly type: string;
  /** The definition for one node's configuration. May throw CONFIG_INVALID, which verification then reports. */
  define(config: Readonly<Record<string, unknown>>): NodeDefinition;
}

/** A node type that a workflow may name by its kind. Many may be bound: `bind(NodeType).toConstantValue(readCsv)`. */
export type NodeType = NodeDefinition | NodeTypeFactory;
export const NodeType = serviceId<NodeType>('tenon.NodeType');

/** The node types of one runtime by kind. */
export class NodeTypes {
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
  }

  /** The kinds there are, for suggestions. */
  get kinds(): Iterable<string> {
    return this.#byType.keys();
  }

  /** The definition of a kind for a node's configuration; `undefined` where no such kind is bound. */
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

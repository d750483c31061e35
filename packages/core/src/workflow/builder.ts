import { didYouMean } from '../errors/near-names.js';
import { RuntimeError } from '../errors/runtime-error.js';
import { copyData, freezeData } from '../values/data.js';
import type { Connection } from './connection.js';
import { type InputHandle, NodeHandle, type OutputHandle } from './handles.js';
import type { Loop, LoopLimits } from './loop.js';
import { isNodeDefinition, type Node } from './node.js';
import {
  type PluginStatements,
  type StatedForPlugins,
  statedForPlugins,
} from './plugin-statements.js';
import { type ElementOf, type PortMap, portTable, type ValueOf } from './port.js';
import {
  backEdgesOf,
  connectionBetween,
  connectionOf,
  sourceOf,
  targetOf,
  unrecordable,
} from './read-connection.js';
import type {
  ConnectionOptions,
  LoopSpec,
  NodeConfig,
  NodePlacement,
  Wire,
  WorkflowInputHandle,
} from './stated.js';
import {
  type NodeKind,
  ORIGIN,
  type Signature,
  type Workflow,
  type WorkflowInput,
  type WorkflowNode,
  type WorkflowOutput,
} from './workflow.js';

/** A node that is known by its kind; verification resolves it against the node types bound in the container. */
export function kind(name: string): NodeKind {
  return Object.freeze({ kind: name });
}

/**
 * Starts a workflow. Declare its own inputs and outputs here where it has any: they are its public signature.
 *
 * The builder records and does not judge: duplicate ids, unknown ports and the like are found together by
 * `runtime.verify`. What cannot be recorded throws WORKFLOW_INVALID at once: a handle that is none, a node without a
 * definition, an input or output of its own that is not declared. A path that cannot be read is PATH_INVALID.
 *
 * @example
 * const flow = workflow('pricing');
 * const order = flow.add('order', readOrder, { path: 'order.json' });
 * const bonus = flow.add('bonus', addBonus);
 * flow.connect(order.out.total, bonus.in.amount);
 * const pricing = flow.build();
 */
export function workflow<
  const I extends PortMap = Record<never, never>,
  const O extends PortMap = Record<never, never>,
>(name: string, signature: Signature<I, O> = {}): WorkflowBuilder<I, O> {
  if (typeof name !== 'string' || name === '') {
    throw new RuntimeError('WORKFLOW_INVALID', 'A workflow needs a name.', {
      hint: "Start it with workflow('name').",
    });
  }
  return new WorkflowBuilder<I, O>(name, signature);
}

/** Collects nodes, connections and loops, and makes the {@link Workflow} of them. Made by {@link workflow}. */
export class WorkflowBuilder<I extends PortMap, O extends PortMap> {
  readonly #name: string;
  readonly #origin = Object.freeze({});
  readonly #nodes: WorkflowNode[] = [];
  readonly #connections: Connection[] = [];
  readonly #loops: Loop[] = [];
  readonly #inputs = new Map<string, OpenInput>();
  readonly #outputs = new Map<string, WorkflowOutput>();
  #metadata: Readonly<Record<string, unknown>> = Object.freeze({});
  #plugins: StatedForPlugins | undefined;

  constructor(name: string, signature: Signature<I, O>) {
    this.#name = name;
    for (const [input, port] of portTable(signature.inputs)) {
      this.#inputs.set(input, { name: input, port, to: [] });
    }
    for (const [output, port] of portTable(signature.outputs)) {
      this.#outputs.set(output, { name: output, port, source: undefined });
    }
  }

  /**
   * Adds a node under an id. `config` holds values for its inputs and settings; it is copied. Of a node that is known by its
   * kind alone, any names may be configured: verification knows them.
   */
  add<NI, NO, NS>(
    id: string,
    node: Node<NI, NO, NS> | NodeKind,
    config: NoInfer<NodeConfig<NI, NS>> = {},
    placement: NodePlacement = {},
  ): NodeHandle<NI, NO> {
    if (!isNodeDefinition(node) && typeof (node as Partial<NodeKind> | null)?.kind !== 'string') {
      throw unrecordable(
        this.#name,
        `Node "${id}" of workflow "${this.#name}" was added without a node definition.`,
        'Pass what defineNode, subWorkflow or kind gives.',
        { node: id },
      );
    }
    const plugins = statedForPlugins(placement.plugins);
    this.#nodes.push(
      Object.freeze({
        id,
        node: isNodeDefinition(node) ? node : kind(node.kind),
        config: freezeData(copyData<Readonly<Record<string, unknown>>>(config)),
        join: placement.join ?? 'all',
        timeoutMs: placement.timeoutMs,
        ...(plugins !== undefined && { plugins }),
      }),
    );
    return new NodeHandle(id, this.#nodes.length - 1, this.#origin, node);
  }

  /** Connects an output to an input. What the output carries must fit the input, at compile time too. */
  connect<T>(
    from: OutputHandle<NoInfer<T>>,
    to: InputHandle<T>,
    options: ConnectionOptions = {},
  ): this {
    this.#connections.push(connectionBetween(this.#name, from, to, options));
    return this;
  }

  /** Connects by names: for workflows that are themselves data. */
  wire(wire: Wire): this {
    this.#connections.push(connectionOf(this.#name, wire));
    return this;
  }

  /**
   * Declares a loop over connections that carry one iteration's values into the next. What an output carries must fit the
   * input, at compile time too.
   *
   * @example
   * flow.loop('refine', {
   *   back: [[improve.out.draft, improve.in.draft]],
   *   until: ({ value }) => value(review.out.score) > 0.9,
   *   maxIterations: 20,
   * });
   */
  loop<const T extends readonly unknown[]>(id: string, spec: LoopSpec<T>): this {
    const { back, ...limits } = Object(spec) as LoopLimits & { readonly back?: unknown };
    const edges = backEdgesOf(this.#name, id, back);
    this.#loops.push(Object.freeze({ ...limits, id, back: edges }));
    return this;
  }

  /** A declared input of the workflow; say where its value goes. Throws WORKFLOW_INVALID where none of the name is declared. */
  input<K extends keyof I & string>(name: K): WorkflowInputHandle<ElementOf<I[K]>> {
    const declared = this.#inputs.get(name) ?? this.#undeclared('input', name, this.#inputs);
    return {
      to: (...targets) => {
        for (const target of targets) {
          declared.to.push(targetOf(this.#name, target));
        }
      },
    };
  }

  /** A declared output of the workflow; say where its value comes from. Throws WORKFLOW_INVALID likewise. */
  output<K extends keyof O & string>(name: K, from: OutputHandle<ValueOf<O[K]>>): this {
    const declared = this.#outputs.get(name) ?? this.#undeclared('output', name, this.#outputs);
    this.#outputs.set(name, { ...declared, source: sourceOf(this.#name, from) });
    return this;
  }

  /** Notes that travel with the workflow and mean nothing to the runtime. Copied. */
  describe(metadata: Readonly<Record<string, unknown>>): this {
    this.#metadata = freezeData(copyData(metadata));
    return this;
  }

  /** What the workflow states for plugins, for all its nodes. Copied; a second call takes the place of the first. */
  plugins(statements: PluginStatements): this {
    this.#plugins = statedForPlugins(statements);
    return this;
  }

  /** The workflow as a frozen value. The builder may go on; values already built do not change. */
  build(): Workflow<I, O> {
    const built: Workflow<I, O> = {
      name: this.#name,
      metadata: this.#metadata,
      nodes: Object.freeze([...this.#nodes]),
      connections: Object.freeze([...this.#connections]),
      loops: Object.freeze([...this.#loops]),
      inputs: Object.freeze([...this.#inputs.values()].map(closed)),
      outputs: Object.freeze([...this.#outputs.values()].map((output) => Object.freeze(output))),
      ...(this.#plugins !== undefined && { plugins: this.#plugins }),
    };
    // No part of the value: two workflows that say the same are alike whoever built them.
    Object.defineProperty(built, ORIGIN, { value: this.#origin });
    return Object.freeze(built);
  }

  #undeclared(
    what: 'input' | 'output',
    name: string,
    declared: ReadonlyMap<string, unknown>,
  ): never {
    throw unrecordable(
      this.#name,
      `Workflow "${this.#name}" declares no ${what} "${name}".`,
      didYouMean(name, declared.keys()) ||
        `Declare it where the workflow starts: workflow(name, { ${what}s: { … } }).`,
    );
  }
}

/** A declared input while its targets are still being collected. */
interface OpenInput extends WorkflowInput {
  readonly to: WorkflowInput['to'][number][];
}

function closed({ name, port, to }: OpenInput): WorkflowInput {
  return Object.freeze({ name, port, to: Object.freeze([...to]) });
}

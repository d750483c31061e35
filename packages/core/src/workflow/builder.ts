import { didYouMean } from '../errors/near-names.js';
import { type ErrorPlace, RuntimeError } from '../errors/runtime-error.js';
import { copyData, freezeData } from '../values/data.js';
import { describeValue } from '../values/describe-value.js';
import type { Connection, Contract, Source } from './connection.js';
import { type InputHandle, NodeHandle, type OutputHandle } from './handles.js';
import type { Loop, LoopLimits } from './loop.js';
import { isNodeDefinition, type Node } from './node.js';
import { type Path, parsePath } from './path.js';
import {
  type ConfigValues,
  type ElementOf,
  type PortMap,
  portTable,
  type ValueOf,
} from './port.js';
import {
  type NodeKind,
  ORIGIN,
  type Signature,
  type Workflow,
  type WorkflowInput,
  type WorkflowNode,
  type WorkflowOutput,
} from './workflow.js';

/** What a node in a workflow may state beside its configuration. */
export interface NodePlacement {
  /** `all` (default) waits for every incoming connection, `any` starts at the first live one. */
  readonly join?: 'all' | 'any';
  /** Time limit of each visit in milliseconds. */
  readonly timeoutMs?: number;
}

/** What a connection may state beside its two ends. */
export interface ConnectionOptions {
  /** A contract, or the name of one in the container's registry. */
  readonly contract?: Contract | string;
}

/** A connection by names. `output` may hold a path: `value.lines[0].sku`. */
export interface Wire extends ConnectionOptions {
  readonly from: string;
  readonly output: string | { readonly port: string; readonly path?: Path };
  readonly to: string;
  readonly input: string;
}

/** What may be configured of a node, by the names of its inputs and settings. */
export type NodeConfig<I, S> = unknown extends I
  ? Readonly<Record<string, unknown>>
  : ConfigValues<I> & ConfigValues<S>;

/** A back edge: a pair of handles, where what the output carries must fit the input, or a connection by names. */
export type BackEdge<T = never> = readonly [OutputHandle<NoInfer<T>>, InputHandle<T>] | Wire;

/** A loop's limits and its back edges. `T` is what each of them carries. */
export interface LoopSpec<T extends readonly unknown[] = readonly never[]> extends LoopLimits {
  readonly back: { readonly [K in keyof T]: BackEdge<T[K]> };
}

/** A named input of the workflow being built. */
export interface WorkflowInputHandle<T> {
  /** The inputs of nodes that take this value. */
  to(...targets: readonly InputHandle<T>[]): void;
}

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
      throw this.#invalid(
        `Node "${id}" of workflow "${this.#name}" was added without a node definition.`,
        'Pass what defineNode, subWorkflow or kind gives.',
        { node: id },
      );
    }
    this.#nodes.push(
      Object.freeze({
        id,
        node: isNodeDefinition(node) ? node : kind(node.kind),
        config: freezeData(copyData<Readonly<Record<string, unknown>>>(config)),
        join: placement.join ?? 'all',
        timeoutMs: placement.timeoutMs,
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
    return this.#record(from, to, options);
  }

  /** Connects by names: for workflows that are themselves data. */
  wire(wire: Wire): this {
    this.#connections.push(this.#connectionOf(wire));
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
    const { back, ...limits } = Object(spec) as LoopLimits & { readonly back: readonly unknown[] };
    if (!isList(back)) {
      throw this.#invalid(
        `The loop "${id}" of workflow "${this.#name}" states no back edges.`,
        'Give it back: [[node.out.name, other.in.name]].',
        { loop: id },
      );
    }
    const edges = back.map((edge) => this.#backEdge(id, edge));
    this.#loops.push(Object.freeze({ ...limits, id, back: Object.freeze(edges) }));
    return this;
  }

  /** A declared input of the workflow; say where its value goes. Throws WORKFLOW_INVALID where none of the name is declared. */
  input<K extends keyof I & string>(name: K): WorkflowInputHandle<ElementOf<I[K]>> {
    const declared = this.#inputs.get(name) ?? this.#undeclared('input', name, this.#inputs);
    return {
      to: (...targets) => {
        for (const target of targets) {
          this.#checkHandle(target, 'an input', 'node.in.name');
          declared.to.push(Object.freeze({ node: target.node, input: target.port }));
        }
      },
    };
  }

  /** A declared output of the workflow; say where its value comes from. Throws WORKFLOW_INVALID likewise. */
  output<K extends keyof O & string>(name: K, from: OutputHandle<ValueOf<O[K]>>): this {
    const declared = this.#outputs.get(name) ?? this.#undeclared('output', name, this.#outputs);
    this.#outputs.set(name, { ...declared, source: this.#sourceOf(from) });
    return this;
  }

  /** Notes that travel with the workflow and mean nothing to the runtime. Copied. */
  describe(metadata: Readonly<Record<string, unknown>>): this {
    this.#metadata = freezeData(copyData(metadata));
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
    };
    // No part of the value: two workflows that say the same are alike whoever built them.
    Object.defineProperty(built, ORIGIN, { value: this.#origin });
    return Object.freeze(built);
  }

  #record(from: OutputHandle, to: InputHandle<never>, options: ConnectionOptions): this {
    this.#checkHandle(to, 'an input', 'node.in.name');
    this.#connections.push(
      Object.freeze({
        ...this.#sourceOf(from),
        to: to.node,
        input: to.port,
        contract: freezeData(copyData(options.contract)),
      }),
    );
    return this;
  }

  #sourceOf(handle: OutputHandle): Source {
    this.#checkHandle(handle, 'an output', 'node.out.name');
    return Object.freeze({
      from: handle.node,
      output: handle.port,
      path: Object.freeze([...handle.path]),
    });
  }

  /** What a misspelt port of a handle gives is `undefined`, which would otherwise be found much later. */
  #checkHandle(handle: unknown, what: string, example: string): void {
    const { node, port } = Object(handle) as { node?: unknown; port?: unknown };
    if (typeof node === 'string' && typeof port === 'string') return;
    throw this.#invalid(
      `In workflow "${this.#name}", ${describeValue(handle)} stands where the handle of ${what} is due.`,
      `Pass ${example}; ports that only a registry knows are node.input(name) and node.output(name).`,
    );
  }

  #connectionOf(wire: Wire): Connection {
    const { output } = wire as { output?: unknown };
    if (
      typeof output !== 'string' &&
      typeof (Object(output) as { port?: unknown }).port !== 'string'
    ) {
      throw this.#invalid(
        `A connection from "${wire.from}" to "${wire.to}" names no output.`,
        "Give it output: 'port', or 'port.path[0]'.",
      );
    }
    const [port, ...path] =
      typeof wire.output === 'string'
        ? parsePath(wire.output)
        : [wire.output.port, ...(wire.output.path ?? [])];
    return Object.freeze({
      from: wire.from,
      output: String(port),
      path: Object.freeze(path),
      to: wire.to,
      input: wire.input,
      contract: freezeData(copyData(wire.contract)),
    });
  }

  #backEdge(loop: string, edge: unknown): Connection {
    if (isList(edge)) {
      const [from, to] = edge as readonly [OutputHandle, InputHandle<never>];
      this.#checkHandle(to, 'an input', 'node.in.name');
      return Object.freeze({
        ...this.#sourceOf(from),
        to: to.node,
        input: to.port,
        contract: undefined,
      });
    }
    if (typeof edge === 'object' && edge !== null) return this.#connectionOf(edge as Wire);
    throw this.#invalid(
      `A back edge of loop "${loop}" of workflow "${this.#name}" is ${describeValue(edge)}.`,
      'Give it as [node.out.name, other.in.name], or by names: { from, output, to, input }.',
      { loop },
    );
  }

  #undeclared(
    what: 'input' | 'output',
    name: string,
    declared: ReadonlyMap<string, unknown>,
  ): never {
    throw this.#invalid(
      `Workflow "${this.#name}" declares no ${what} "${name}".`,
      didYouMean(name, declared.keys()) ||
        `Declare it where the workflow starts: workflow(name, { ${what}s: { … } }).`,
    );
  }

  #invalid(message: string, hint: string, where: ErrorPlace = {}): RuntimeError {
    return new RuntimeError('WORKFLOW_INVALID', message, {
      hint,
      where: { workflow: this.#name, ...where },
    });
  }
}

/** A declared input while its targets are still being collected. */
interface OpenInput extends WorkflowInput {
  readonly to: WorkflowInput['to'][number][];
}

function closed({ name, port, to }: OpenInput): WorkflowInput {
  return Object.freeze({ name, port, to: Object.freeze([...to]) });
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

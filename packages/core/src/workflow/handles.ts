import { formatPath, type Path } from './path.js';
import type { ElementOf, ValueOf } from './port.js';
import type { WorkflowNode } from './workflow.js';

declare const CARRIES: unique symbol;
declare const ACCEPTS: unique symbol;

/** An output of a node in a workflow being built, or a place inside one. `T` is what it carries. */
export class OutputHandle<T = unknown> {
  declare readonly [CARRIES]: () => T;
  readonly node: string;
  readonly port: string;
  readonly path: Path;

  constructor(node: string, port: string, path: Path = []) {
    this.node = node;
    this.port = port;
    this.path = path;
  }

  /** The handle of a member: `order.out.order.at('customer').at('city')`. */
  at<K extends keyof T & (string | number)>(key: K): OutputHandle<T[K]> {
    return new OutputHandle<T[K]>(this.node, this.port, [...this.path, key]);
  }

  toString(): string {
    return `${this.node}.${formatPath([this.port, ...this.path])}`;
  }
}

/** An input of a node in a workflow being built. `T` is what one connection into it must carry. */
export class InputHandle<T = unknown> {
  declare readonly [ACCEPTS]: (value: T) => void;
  readonly node: string;
  readonly port: string;

  constructor(node: string, port: string) {
    this.node = node;
    this.port = port;
  }

  toString(): string {
    return `${this.node}.${this.port}`;
  }
}

export type InputHandles<I> = { readonly [K in keyof I]: InputHandle<ElementOf<I[K]>> };
export type OutputHandles<O> = { readonly [K in keyof O]: OutputHandle<ValueOf<O[K]>> };

/**
 * A node in a workflow being built. `in` and `out` hold a handle for each declared port; `input` and `output` give the
 * handle of any name, for nodes whose ports are known only to a registry.
 */
export class NodeHandle<I = unknown, O = unknown> {
  readonly id: string;
  /** The node's number among those of its workflow, in order of declaration, and the builder that counted. */
  readonly number: number;
  readonly origin: object;
  readonly #node: WorkflowNode['node'];
  #in: InputHandles<I> | undefined;
  #out: OutputHandles<O> | undefined;

  constructor(id: string, number: number, origin: object, node: WorkflowNode['node']) {
    this.id = id;
    this.number = number;
    this.origin = origin;
    this.#node = node;
  }

  get in(): InputHandles<I> {
    return (this.#in ??= this.#handles(
      'inputs',
      (name) => new InputHandle(this.id, name),
    ) as InputHandles<I>);
  }

  get out(): OutputHandles<O> {
    return (this.#out ??= this.#handles(
      'outputs',
      (name) => new OutputHandle(this.id, name),
    ) as OutputHandles<O>);
  }

  input<T = unknown>(name: string): InputHandle<T> {
    return new InputHandle<T>(this.id, name);
  }

  output<T = unknown>(name: string): OutputHandle<T> {
    return new OutputHandle<T>(this.id, name);
  }

  #handles(side: 'inputs' | 'outputs', make: (name: string) => unknown): unknown {
    const handles = Object.create(null) as Record<string, unknown>;
    if ('body' in this.#node) {
      for (const name of this.#node[side].keys()) handles[name] = make(name);
    }
    return Object.freeze(handles);
  }
}

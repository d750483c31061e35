import {
  Clock,
  createRuntime,
  defineNode,
  IdSource,
  Logger,
  type Node,
  type NodeContext,
  type NodeDefinition,
  type NodeKind,
  NodeTypes,
  type Plugin,
  port,
  type RunOptions,
  type RunResult,
  type Runtime,
  SilentLogger,
  type Workflow,
  workflow,
} from '@tenon/core';
import { CountingIds } from '../../counting-ids.js';
import { fail, settled } from '../expectations.js';
import { SpecClock } from '../spec-clock.js';
import type { NodeExample, NodeSpecOptions } from './options.js';

const NAME = 'spec-visits';

/** Runs visits to a node, for all claims of one spec. */
export class NodeBench {
  readonly node: Node | NodeKind;
  readonly options: NodeSpecOptions;
  readonly patienceMs: number;

  constructor(node: Node | NodeKind, options: NodeSpecOptions) {
    this.node = node;
    this.options = options;
    this.patienceMs = options.patienceMs ?? 5_000;
  }

  /** The kind of the node. */
  get type(): string {
    return isKind(this.node) ? this.node.kind : this.node.type;
  }

  open(watch?: (context: NodeContext) => void): Runtime {
    return createRuntime({
      plugins: [...(asked(this.options.plugins) ?? []), ...(watch ? [visits(watch)] : [])],
      configure: (bindings) => {
        const answer: unknown = this.options.configure?.(bindings);
        const { bind, isBound } = bindings;
        if (!isBound(Clock)) bind(Clock).toConstantValue(new SpecClock());
        if (!isBound(Logger)) bind(Logger).toConstantValue(new SilentLogger());
        if (!isBound(IdSource)) bind(IdSource).toConstantValue(new CountingIds());
        return answer as void;
      },
    });
  }

  /** The definition of the node with what is configured. */
  definitionIn(runtime: Runtime, config: NodeExample['config'] = {}): NodeDefinition {
    if (!isKind(this.node)) return this.node;
    const found = runtime.services.get(NodeTypes).find(this.node.kind, config);
    return found ?? fail(`No plugin of the spec binds the kind "${this.node.kind}".`);
  }

  /** A workflow that visits the node once: `given` hands it its inputs. */
  flowFor(runtime: Runtime, { inputs = {}, config = {} }: NodeExample): Workflow {
    const definition = this.definitionIn(runtime, config);
    const flow = workflow(`spec of ${this.type}`);
    const values = new Map<string, { readonly input: string; readonly value: unknown }>();
    for (const [input, value] of Object.entries(inputs)) {
      const parts =
        definition.inputs.get(input)?.isMany === true ? [...(value as unknown[])] : [value];
      for (const part of parts) values.set(`v${String(values.size)}`, { input, value: part });
    }
    flow.add('given', givenNode(values));
    flow.add('node', this.node, config);
    for (const [output, { input }] of values) {
      flow.wire({ from: 'given', output, to: 'node', input });
    }
    return flow.build();
  }

  /** Runs a workflow to its end, whatever comes of it. */
  async run(runtime: Runtime, flow: Workflow, options: RunOptions = {}): Promise<RunResult> {
    const { result } = runtime.start(flow, { ...this.options.run, ...options });
    return settled(result, `A visit to a node "${this.type}"`, this.patienceMs);
  }

  /** The outputs of a visit that completes. */
  async outputsOf(runtime: Runtime, flow: Workflow): Promise<Readonly<Record<string, unknown>>> {
    return (await this.completed(runtime, flow)).results['node'] ?? {};
  }

  /** The result of a visit that completes. */
  async completed(runtime: Runtime, flow: Workflow): Promise<RunResult> {
    const result = await this.run(runtime, flow);
    if (result.status === 'completed') return result;
    const { error } = result;
    return fail(`A visit is ${result.status}: ${error?.message ?? ''} ${error?.hint ?? ''}`);
  }
}

/** What is stated, or what a function answers that is stated in its place. */
export function asked<T extends object>(stated: T | (() => T) | undefined): T | undefined {
  return typeof stated === 'function' ? stated() : stated;
}

function isKind(node: Node | NodeKind): node is NodeKind {
  return !('body' in node);
}

/** A node that answers what the inputs of another are to be. */
function givenNode(values: ReadonlyMap<string, { readonly value: unknown }>): Node {
  const outputs = Object.fromEntries([...values.keys()].map((name) => [name, port()]));
  return defineNode({
    type: 'spec-given',
    outputs,
    run: () => Object.fromEntries([...values].map(([name, { value }]) => [name, value])) as never,
  }) as never;
}

/** Tells of each visit to the node before its function is called. */
function visits(watch: (context: NodeContext) => void): Plugin {
  return {
    manifest: { name: NAME, version: '1.0.0', after: ['execution'], before: ['results'] },
    apply(hooks) {
      hooks.node.tap(NAME, (wraps, { id }) => {
        if (id !== 'node') return;
        wraps.add('body', (next) => (inputs, context) => {
          watch(context);
          return next(inputs, context);
        });
      });
    },
  };
}

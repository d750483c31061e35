import type { ServiceIdentifier } from 'inversify';
import { RuntimeError } from '../errors/runtime-error.js';
import type { Services } from '../services/service.js';
import { copyData, freezeData, isPlainObject } from '../values/data.js';
import type { NodeContext } from './node-context.js';
import {
  type PluginStatements,
  type StatedForPlugins,
  statedForPlugins,
} from './plugin-statements.js';
import {
  type InputValues,
  isPortLike,
  type OutputValues,
  type PortMap,
  type PortTable,
  portTable,
} from './port.js';
import type { Routed } from './routed.js';
import type { SecretMap } from './secret-value.js';
import type { Workflow } from './workflow.js';

/** Output ports of which a node takes some at each visit; connections from the others are dead. */
export interface Routes {
  readonly ports: readonly string[];
  /** Whether several ports may be taken at once. */
  readonly multiple: boolean;
}

/** A secret that a node asks for. */
export interface SecretNeed {
  readonly name: string;
  readonly optional: boolean;
}

/** What a node's function may return: its outputs, or a promise of them; a node with `routes` returns {@link Routed}. */
export type NodeReturn<O> = OutputValues<O> | Routed<O> | PromiseLike<OutputValues<O> | Routed<O>>;

/** The function of a node: inputs in, outputs out. */
export type NodeFunction<I, O, S, X = unknown> = (
  inputs: InputValues<I>,
  context: NodeContext<S, X>,
) => NodeReturn<O>;

/** A node whose function is a method of an object from the runtime's container. */
export interface NodeHandler<I = never, O = unknown, S = unknown, X = unknown> {
  run(inputs: InputValues<I>, context: NodeContext<S, X>): NodeReturn<O>;
}

/** A node in a plan that is being compiled. */
export interface NodePlace {
  readonly id: string;
  /** The name of its workflow. */
  readonly workflow: string;
  /** The services of the runtime. */
  readonly services: Services;
}

/** What does the work of a node. */
export type NodeBody =
  | { readonly kind: 'function'; readonly run: NodeFunction<unknown, unknown, unknown> }
  | {
      readonly kind: 'compiled';
      readonly compile: (place: NodePlace) => NodeFunction<unknown, unknown, unknown>;
    }
  | { readonly kind: 'handler'; readonly service: ServiceIdentifier<NodeHandler> }
  | {
      readonly kind: 'workflow';
      readonly workflow: Workflow;
      /** Makes the node's function of one that runs the workflow; runs it once for each visit where it is absent. */
      readonly conduct?: Conduct;
    };

/** What tells the activations of one visit apart. */
export interface ActivationOptions {
  /** Stands in the ids that lead to its nodes, `each[3]`: activations that overlap need one each. */
  readonly label?: string;
  /** Stops this activation alone. That of the visit stops it anyway. */
  readonly signal?: AbortSignal;
}

/**
 * Runs the inner workflow of a node once, in the run of the visit that `context` belongs to: values of its declared inputs
 * in, its declared outputs out. Activations of one visit may overlap. One that fails throws or rejects with
 * SUBWORKFLOW_FAILED, one that is stopped with the reason.
 */
export type Activate = (
  inputs: Readonly<Record<string, unknown>>,
  context: NodeContext,
  options?: ActivationOptions,
) => Readonly<Record<string, unknown>> | PromiseLike<Readonly<Record<string, unknown>>>;

/** The function of a node that runs its inner workflow as often as it likes. Called once for each node of a plan. */
export type Conduct = (
  activate: Activate,
  place: NodePlace,
) => NodeFunction<unknown, unknown, unknown>;

/** How data may say a definition: the kind of node and the configuration that make it again. */
export interface NodeForm {
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A node's declaration as the runtime reads it. Deeply immutable; one definition may stand in many workflows. */
export interface NodeDefinition {
  readonly type: string;
  readonly description: string | undefined;
  readonly inputs: PortTable;
  readonly outputs: PortTable;
  /** Configuration that is no input: what a node's factory or its `context.settings` reads. */
  readonly settings: PortTable;
  readonly routes: Routes | undefined;
  readonly secrets: ReadonlyMap<string, SecretNeed>;
  /** Time limit of each visit in milliseconds, unless the node in the workflow states its own. */
  readonly timeoutMs: number | undefined;
  readonly body: NodeBody;
  /** What the node type states for plugins, by their names; absent where it states nothing. */
  readonly plugins?: StatedForPlugins;
  /** How a workflow file says it, where its type alone does not: it was made for what a factory of its type takes. */
  readonly form?: NodeForm;
  /**
   * Capabilities of plugins that it needs beyond what its declaration shows, and what for, in words: `its resources "db"`. A
   * package that makes definitions adds it: `{ ...defineNode(spec), requires }`.
   */
  readonly requires?: ReadonlyMap<string, string>;
}

declare const TYPES: unique symbol;

/** A node definition that knows its ports' types. The type parameter lists are what an author wrote, nothing more. */
export interface Node<I = unknown, O = unknown, S = unknown> extends NodeDefinition {
  readonly [TYPES]?: { readonly inputs: I; readonly outputs: O; readonly settings: S };
}

/** What {@link defineNode} takes. Exactly one of `run`, `handler` and `compile` does the work. */
export interface NodeSpec<I, O, S, X = SecretMap> {
  /** The kind of node: `read-csv`, `http-request`. Names it in messages, and finds it in a registry of node types. */
  readonly type: string;
  readonly description?: string;
  readonly inputs?: I;
  readonly outputs?: O;
  readonly settings?: S;
  readonly routes?: Routes;
  /** Secrets by the name the node uses: the name the provider knows, or that and whether it may be missing. */
  readonly secrets?: X;
  /** Time limit of each visit in milliseconds. */
  readonly timeoutMs?: number;
  /** What nodes of this type state for plugins, unless the node in the workflow states its own. */
  readonly plugins?: PluginStatements;
  /**
   * For a definition that depends on what a function of yours was given: the kind that makes it again, bound as a
   * `NodeType`, and its configuration. Workflow files write it. What is no data in it cannot be written.
   */
  readonly form?: NodeForm;
}

/** A node whose work is a function. */
export interface FunctionNodeSpec<I, O, S, X = unknown> extends NodeSpec<I, O, S, X> {
  readonly run: NodeFunction<I, NoInfer<O>, S, X>;
}

/** A node whose work is a method of an object from the container. */
export interface HandlerNodeSpec<I, O, S, X = unknown> extends NodeSpec<I, O, S, X> {
  /** A class or service identifier; resolved from the runtime's container when a plan is compiled. */
  readonly handler: ServiceIdentifier<NodeHandler<I, NoInfer<O>, S, X>>;
}

/** A node whose function is made when a plan is compiled, for what takes work once: a condition to be read, say. */
export interface CompiledNodeSpec<I, O, S, X = unknown> extends NodeSpec<I, O, S, X> {
  /** Called once for each node of a plan. What it throws refuses the workflow. */
  readonly compile: (place: NodePlace) => NodeFunction<I, NoInfer<O>, S, X>;
}

type AnyNodeSpec<I, O, S, X> =
  | FunctionNodeSpec<I, O, S, X>
  | HandlerNodeSpec<I, O, S, X>
  | CompiledNodeSpec<I, O, S, X>;

/**
 * Defines a node: its ports and what it does. Throws WORKFLOW_INVALID when the declaration contradicts itself.
 *
 * @example
 * const addBonus = defineNode({
 *   type: 'add-bonus',
 *   inputs: { amount: port<number>(), rate: port<number>().default(0.1) },
 *   outputs: { total: port<number>() },
 *   run: ({ amount, rate }) => ({ total: amount * (1 + rate) }),
 * });
 */
export function defineNode<
  const I extends PortMap = Record<never, never>,
  const O extends PortMap = Record<never, never>,
  const S extends PortMap = Record<never, never>,
  const X extends SecretMap = Record<never, never>,
>(spec: AnyNodeSpec<I, O, S, X>): Node<I, O, S> {
  return nodeDefinition(spec, bodyOf(spec));
}

function bodyOf<I, O, S, X>(spec: AnyNodeSpec<I, O, S, X>): NodeBody {
  if ('handler' in spec) return handlerBody(spec.handler);
  return 'compile' in spec
    ? compiledBody(spec.type, spec.compile)
    : functionBody(spec.type, spec.run);
}

/** Puts a definition together and checks it. Shared by every way of defining a node. */
export function nodeDefinition<I extends PortMap, O extends PortMap, S extends PortMap>(
  spec: NodeSpec<I, O, S>,
  body: NodeBody,
): Node<I, O, S> {
  if (typeof spec.type !== 'string' || spec.type === '') {
    throw invalid('A node type needs a name.', 'Give defineNode a non-empty "type".');
  }
  const inputs = checkedPorts(spec.type, 'input', spec.inputs);
  const outputs = checkedPorts(spec.type, 'output', spec.outputs);
  const settings = checkedPorts(spec.type, 'setting', spec.settings);
  for (const name of settings.keys()) {
    if (!inputs.has(name)) continue;
    throw invalid(
      `Node type "${spec.type}" declares "${name}" as an input and as a setting.`,
      'Configuration names both alike: rename one.',
    );
  }
  const plugins = statedForPlugins(spec.plugins);
  return Object.freeze({
    type: spec.type,
    description: spec.description,
    inputs,
    outputs,
    settings,
    routes: checkedRoutes(spec.type, spec.routes, outputs),
    secrets: secretNeeds(spec.secrets),
    timeoutMs: spec.timeoutMs,
    body,
    ...(plugins !== undefined && { plugins }),
    ...(spec.form !== undefined && { form: freezeData(copyData(spec.form)) }),
  });
}

function functionBody<I, O, S, X>(type: string, run: NodeFunction<I, O, S, X>): NodeBody {
  if (typeof run !== 'function') {
    throw invalid(`Node type "${type}" has no "run".`, FUNCTION_HINT);
  }
  return Object.freeze({
    kind: 'function',
    run: run as unknown as NodeFunction<unknown, unknown, unknown>,
  });
}

function compiledBody<I, O, S, X>(
  type: string,
  compile: CompiledNodeSpec<I, O, S, X>['compile'],
): NodeBody {
  if (typeof compile !== 'function') {
    throw invalid(`The "compile" of node type "${type}" is no function.`, FUNCTION_HINT);
  }
  return Object.freeze({
    kind: 'compiled',
    compile: compile as unknown as Extract<NodeBody, { readonly kind: 'compiled' }>['compile'],
  });
}

const FUNCTION_HINT = 'Give defineNode a "run", a "handler" or a "compile".';

function handlerBody<I, O, S, X>(service: ServiceIdentifier<NodeHandler<I, O, S, X>>): NodeBody {
  return Object.freeze({
    kind: 'handler',
    service,
  });
}

function checkedPorts(type: string, what: string, ports: PortMap | undefined): PortTable {
  for (const [name, like] of Object.entries(ports ?? {})) {
    if (name !== '' && isPortLike(like)) continue;
    throw invalid(
      `The ${what} "${name}" of node type "${type}" is not a port.`,
      `Declare it as ${name === '' ? 'name' : name}: port<Type>() or by a schema.`,
    );
  }
  return portTable(ports);
}

function checkedRoutes(
  type: string,
  routes: Routes | undefined,
  outputs: PortTable,
): Routes | undefined {
  if (routes === undefined) return undefined;
  for (const name of routes.ports) {
    if (outputs.has(name)) continue;
    throw invalid(
      `Node type "${type}" routes through "${name}", which is none of its outputs.`,
      'List only declared outputs in "routes.ports".',
    );
  }
  return Object.freeze({ ports: Object.freeze([...routes.ports]), multiple: routes.multiple });
}

function secretNeeds(secrets: SecretMap | undefined): ReadonlyMap<string, SecretNeed> {
  const needs = new Map<string, SecretNeed>();
  for (const [key, need] of Object.entries(secrets ?? {})) {
    needs.set(
      key,
      Object.freeze(
        typeof need === 'string'
          ? { name: need, optional: false }
          : { name: need.name, optional: need.optional ?? false },
      ),
    );
  }
  return needs;
}

/** Whether a value is a node definition. Structural, so that another copy of the core may have made it. */
export function isNodeDefinition(value: unknown): value is NodeDefinition {
  return (
    isPlainObject(value) &&
    typeof value['type'] === 'string' &&
    value['inputs'] instanceof Map &&
    value['outputs'] instanceof Map &&
    value['settings'] instanceof Map &&
    value['secrets'] instanceof Map &&
    isPlainObject(value['body'])
  );
}

function invalid(message: string, hint: string): RuntimeError {
  return new RuntimeError('WORKFLOW_INVALID', message, { hint });
}

import {
  type Capability,
  type Case,
  type CaseGraph,
  graphsOf,
  isObject,
  type Json,
} from './case.js';
import type { Installation } from './plugins.js';

/** Kinds of node whose definition comes with a plugin. */
const KIND_OWNERS: ReadonlyMap<string, Capability> = new Map([
  ['branch', 'conditional'],
  ['switch-on', 'conditional'],
  ['partition', 'conditional'],
  ['merge', 'conditional'],
  ['secret-echo', 'parameters'],
]);

/** Members of `config` in which `${` is no template. */
const LITERAL: ReadonlySet<string> = new Set(['cases', 'condition', 'schema', 'types']);

/**
 * The capabilities that a case needs and nothing installed provides. A case that asks for a plugin to be left out does
 * not need it, but the kinds of node that come with it.
 */
export function missingFor(stated: Case, installed: readonly Installation[]): Capability[] {
  const without = new Set(stated.options?.without);
  const needed = new Set([...usesOf(stated)].filter((capability) => !without.has(capability)));
  for (const { kind } of graphsOf(stated).flatMap(({ nodes }) => nodes)) {
    const owner = KIND_OWNERS.get(kind);
    if (owner !== undefined) needed.add(owner);
  }
  for (const { capability } of installed) if (capability !== undefined) needed.delete(capability);
  return [...needed].sort();
}

/**
 * The capabilities that a case uses, apart from kinds of node. The option `validation` says how to treat what checks
 * find, and declared inputs of the workflow are the core's: neither needs a plugin by itself.
 */
function* usesOf(stated: Case): Generator<Capability> {
  const { contracts, options = {}, executions = [], parameters, parametersOf } = stated;
  for (const graph of graphsOf(stated)) yield* usesOfGraph(graph);
  if (options.mode === 'skip-branches') yield 'conditional';

  const given = [parameters, ...executions.map((execution) => execution.parameters)];
  if (given.some(holdsSomething) || parametersOf !== undefined) yield 'parameters';
  if (options.coerce !== undefined || options.unknown !== undefined) yield 'parameters';
  if (options.secrets !== undefined) yield 'parameters';
  if (contracts !== undefined) yield 'validation';
}

function* usesOfGraph({ nodes, connections, loops = [] }: CaseGraph): Generator<Capability> {
  if (loops.length > 0) yield 'cycles';
  if (nodes.some(({ config = {} }) => Object.entries(config).some(isTemplate))) yield 'parameters';
  if (connections.some(({ contract }) => contract !== undefined)) yield 'validation';
  // `typed` declares the type of its output, `emit` those that it is configured with.
  if (nodes.some(({ kind, config }) => kind === 'typed' || config?.['types'] !== undefined)) {
    yield 'validation';
  }
}

function holdsSomething(parameters: Json | undefined): boolean {
  if (isObject(parameters)) return Object.keys(parameters).length > 0;
  return parameters !== undefined && parameters !== null;
}

/** Whether a configured value holds `${` in any text, `$${` included: writing it plainly is the same plugin's work. */
function isTemplate([name, value]: readonly [string, Json]): boolean {
  return !LITERAL.has(name) && textsOf(value).some((text) => text.includes('${'));
}

function textsOf(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((member: Json) => textsOf(member));
}

import type { NodeDefinition } from '../workflow/node.js';
import type { PortTable } from '../workflow/port.js';
import type { Issue } from './issue.js';
import type { Level } from './nesting.js';
import { connectionText, errorIn, type Place, quoted } from './subject.js';
import { isTemplated } from './templates.js';

/** What a workflow may need of plugins, beside what definitions say that they require. */
const CAPABILITIES = ['parameters', 'validation', 'cycles', 'conditional'];

/** A finding names so many of the places that need a plugin, and counts the rest. */
const MOST_PLACES = 3;

/** What is known of the plugins of a runtime. */
export interface CapabilityOptions {
  /** The capabilities that plugins provide. */
  readonly provided: ReadonlySet<string>;
  /** How to get a capability: the package to install. */
  readonly installationOf: (capability: string) => string | undefined;
}

/**
 * One finding for each capability that a workflow, or one inside it, needs and no plugin provides: loops need `cycles`,
 * exclusive output ports `conditional`, templates and declared secrets `parameters`, schemas and contracts `validation`,
 * and a definition may require others.
 */
export function missingPlugins(
  levels: readonly Level[],
  { provided, installationOf }: CapabilityOptions,
): Issue[] {
  const missing = new Map<string, Places>();
  for (const capability of [...CAPABILITIES, ...requiredIn(levels)]) {
    if (!provided.has(capability)) missing.set(capability, { first: [], count: 0 });
  }
  if (missing.size === 0) return [];
  for (const level of levels) {
    for (const need of needsOf(level)) {
      const places = missing.get(need.capability);
      if (places === undefined) continue;
      places.count++;
      if (places.first.length < MOST_PLACES) places.first.push(need);
    }
  }
  const issues: Issue[] = [];
  for (const [capability, { first, count }] of missing) {
    const [need] = first;
    if (need === undefined) continue;
    const list = first.map(({ what }) => what()).join(', ');
    const more = count > first.length ? `, and ${String(count - first.length)} more` : '';
    const installation =
      installationOf(capability) ??
      `Add a plugin whose manifest says provides: ["${capability}"] to the plugins of createRuntime.`;
    const otherwise = first.find((place) => place.otherwise !== undefined)?.otherwise;
    issues.push(
      errorIn(
        need.level,
        'PLUGIN_MISSING',
        `No plugin of this runtime provides "${capability}", which is needed by ${list}${more}.`,
        need.where,
        otherwise === undefined ? installation : `${installation} ${otherwise}`,
      ),
    );
  }
  return issues;
}

interface Places {
  readonly first: Need[];
  count: number;
}

/** One place that needs a capability. */
interface Need {
  readonly capability: string;
  readonly what: () => string;
  readonly level: Level;
  readonly where: Place;
  /** How to do without, where that is not plain. */
  readonly otherwise?: string;
}

function* needsOf(level: Level): Generator<Need> {
  yield* nodeNeeds(level);
  const { connections, loops, inputs, outputs } = level.resolved.workflow;
  for (const [index, connection] of connections.entries()) {
    if (connection.contract === undefined) continue;
    const text = connectionText(connection);
    const what = () => `connection "${text}" (a contract)`;
    yield { capability: 'validation', what, level, where: { connection: { index, text } } };
  }
  for (const { id, back } of loops) {
    yield { capability: 'cycles', what: () => `loop ${quoted(id)}`, level, where: { loop: id } };
    for (const [index, connection] of back.entries()) {
      if (connection.contract === undefined) continue;
      const text = connectionText(connection);
      const what = () => `back edge "${text}" (a contract)`;
      const where = { loop: id, connection: { index, text } };
      yield { capability: 'validation', what, level, where };
    }
  }
  for (const { name, port } of [...inputs, ...outputs]) {
    if (port.schema === undefined) continue;
    const what = () => `the workflow's own port ${quoted(name)} (a schema)`;
    yield { capability: 'validation', what, level, where: { port: name } };
  }
}

function* nodeNeeds(level: Level): Generator<Need> {
  const { workflow, definitions } = level.resolved;
  const known = new Map<NodeDefinition, readonly (readonly [string, string])[]>();
  for (const [index, { id, config }] of workflow.nodes.entries()) {
    const definition = definitions[index];
    const where = { node: id };
    if (definition !== undefined) {
      let needs = known.get(definition);
      if (needs === undefined) {
        needs = [...definitionNeeds(definition)];
        known.set(definition, needs);
      }
      for (const [capability, why] of needs) {
        yield { capability, what: () => `node ${quoted(id)} (${why})`, level, where };
      }
    }
    if (isTemplated(Object(config) as typeof config, definition)) {
      const what = () => `node ${quoted(id)} (a template in its configuration)`;
      yield { capability: 'parameters', what, level, where, otherwise: NO_TEMPLATE };
    }
  }
}

const NO_TEMPLATE = 'Where "${" is meant to be text, declare the port raw().';

function* definitionNeeds(definition: NodeDefinition): Generator<readonly [string, string]> {
  const { routes, secrets, inputs, outputs, settings } = definition;
  if (routes !== undefined) yield ['conditional', 'exclusive output ports'];
  if (secrets.size > 0) yield ['parameters', 'declared secrets'];
  const port = portWithSchema(inputs) ?? portWithSchema(outputs) ?? portWithSchema(settings);
  if (port !== undefined) yield ['validation', `a schema of ${quoted(port)}`];
  if (definition.requires !== undefined) yield* definition.requires;
}

function requiredIn(levels: readonly Level[]): ReadonlySet<string> {
  const required = new Set<string>();
  for (const { resolved } of levels) {
    for (const definition of resolved.definitions) {
      for (const capability of definition?.requires?.keys() ?? []) required.add(capability);
    }
  }
  return required;
}

function portWithSchema(table: PortTable): string | undefined {
  for (const [name, port] of table) if (port.schema !== undefined) return name;
  return undefined;
}

import type { Connection, JsonSchema, NodeDefinition, Port, Source } from '@tenon/core';
import { schemaAt } from '../compare/at-path.js';
import { clashBetween } from '../compare/disjoint.js';
import { jsonView, portView } from '../compare/json-view.js';
import { connectionsOf, findingIn, type Placed, type Rule, type Subject } from './subject.js';

/**
 * TYPE_MISMATCH: no value could ever pass from an output to the input it is connected to. Also between the workflow's own
 * ports and those of its nodes. CONTRACT_UNSATISFIABLE: the same of what a contract asks. Only what is certain is told;
 * where checks are off, nothing is.
 */
export const types: Rule = function* (subject) {
  if (subject.mode === 'off') return;
  const views = new Views(subject);
  const { workflow } = subject.resolved;
  for (const placed of connectionsOf(subject)) {
    const { connection } = placed;
    const given = views.given(connection);
    const taken = views.taken(connection.to, connection.input);
    const clash = views.clash(given, taken);
    if (clash !== undefined) {
      yield findingIn(
        subject,
        'TYPE_MISMATCH',
        `No value can pass over ${placed.title}: ${clash}.`,
        { where: { node: connection.to, port: connection.input, ...placed.where }, hint: HINT },
      );
    }
    if (connection.contract !== undefined) yield* contracted(subject, views, placed, given, taken);
  }
  for (const { name, port, to } of workflow.inputs) {
    for (const { node, input } of to) {
      const clash = views.clash(elementView(port), views.taken(node, input));
      if (clash === undefined) continue;
      yield findingIn(
        subject,
        'TYPE_MISMATCH',
        `No value can pass from the workflow's input "${name}" to input "${input}" of node "${node}": ${clash}.`,
        { where: { node, port: input }, hint: HINT },
      );
    }
  }
  for (const { name, port, source } of workflow.outputs) {
    const clash = source && views.clash(views.given(source), portView(port));
    if (source === undefined || clash === undefined) continue;
    yield findingIn(
      subject,
      'TYPE_MISMATCH',
      `No value can pass from node "${source.from}" to the workflow's output "${name}": ${clash}.`,
      { where: { node: source.from, port: name }, hint: HINT },
    );
  }
};

const HINT = 'Correct one of the two schemas, or put a node between that converts.';

function* contracted(
  subject: Subject,
  views: Views,
  { connection, where, title }: Placed,
  given: JsonSchema | undefined,
  taken: JsonSchema | undefined,
) {
  const { contract } = subject.contracts.compile(connection.contract, subject.resolved.workflow);
  const source = jsonView(contract.schemas.source);
  const target = jsonView(contract.schemas.target);
  const clash =
    views.clash(given, source) ??
    views.clash(given, target) ??
    views.clash(source, target) ??
    views.clash(source, taken) ??
    views.clash(target, taken);
  if (clash === undefined) return;
  yield findingIn(
    subject,
    'CONTRACT_UNSATISFIABLE',
    `No value on ${title} can keep its contract: ${clash}.`,
    {
      where,
      hint: 'Correct the contract, or the schemas of the two ports.',
      // In `warn` such a connection only warns, at each value.
      severity: subject.mode === 'strict' ? 'error' : 'warning',
    },
  );
}

/** A single connection carries one element of a port that takes many. */
function elementView({ schema }: Port): JsonSchema | undefined {
  return jsonView(schema);
}

/** Schemas of ports as JSON Schemas, and what came of comparing them: many nodes share few definitions. */
class Views {
  readonly #subject: Subject;
  readonly #views = new Map<Port, JsonSchema | undefined>();
  readonly #elements = new Map<Port, JsonSchema | undefined>();
  readonly #clashes = new Map<JsonSchema, Map<JsonSchema, string | undefined>>();

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** What is known of the value that a connection delivers. */
  given({ from, output, path }: Source): JsonSchema | undefined {
    const port = this.#definition(from)?.outputs.get(output);
    return port && schemaAt(known(this.#views, port, portView), path);
  }

  /** What an input takes over one connection. */
  taken(to: Connection['to'], input: Connection['input']): JsonSchema | undefined {
    const port = this.#definition(to)?.inputs.get(input);
    return port && known(this.#elements, port, elementView);
  }

  clash(given: JsonSchema | undefined, taken: JsonSchema | undefined): string | undefined {
    if (given === undefined || taken === undefined) return undefined;
    let against = this.#clashes.get(given);
    if (against === undefined) {
      against = new Map();
      this.#clashes.set(given, against);
    }
    if (!against.has(taken)) against.set(taken, clashBetween(given, taken));
    return against.get(taken);
  }

  #definition(id: string): NodeDefinition | undefined {
    const { topology, definitions } = this.#subject.resolved;
    const index = topology.indexOf.get(id);
    return index === undefined ? undefined : definitions[index];
  }
}

function known<K, V>(map: Map<K, V>, key: K, make: (key: K) => V): V {
  if (!map.has(key)) map.set(key, make(key));
  return map.get(key) as V;
}

import {
  type Case,
  type CaseEdge,
  type CaseGraph,
  type CaseLoop,
  type Expected,
  type InnerWorkflow,
  isObject,
  type Json,
} from './case.js';
import { renameInCondition } from './rename-in-condition.js';

/** Names that a language, a file format or a careless object takes for something else. All are identifiers. */
const WORDS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'toJSON',
  'then',
  'length',
  'arguments',
  'undefined',
];

/** Ids that are no identifiers besides. */
const TEXTS = [
  ...WORDS,
  'a.b',
  'a b',
  'a[0]',
  '0',
  '-1',
  '..',
  '/',
  '\\',
  '"',
  "it's",
  'two\nlines',
  '${value}',
  '%s',
  '*',
  '<b>',
  ' ',
  'ünïcødé 秋 🌲',
];

/** Names that conditions of loops know: a node with such an id means something there. */
const SPOKEN = new Set(['nodes', 'previous', 'iteration', 'elapsedMs']);

/**
 * The same case with every node and loop under an awkward id: an id is a name and nothing else, so the outcome must be
 * the same but for the names. Nodes that the condition of a loop may name get ids that can be written there. Ids that
 * the case is about stay: what is no valid id, and the names that conditions know. Workflows inside have names of their
 * own for their nodes.
 */
export function renamed(stated: Case): Case {
  const { nodes, parameters, parametersOf, executions, expected, workflows = {} } = stated;
  const own = renamesOf(stated, new Set(keysIn(stated)));
  const { node } = own;
  const inner = new Map(
    Object.entries(workflows).map(([name, graph]) => [name, renamesOf(graph, new Set())]),
  );
  const insideOf = (id: string): Rename => {
    const kind = nodes.find((one) => one.id === id)?.kind ?? '';
    return inner.get(kind.replace(/^workflow:/, ''))?.node ?? ((name) => name);
  };
  const outcome = (one: Expected) => expectedUnder(one, own, insideOf);
  const addressed = (given: Json) => addressedUnder(given, node);
  return {
    ...graphUnder(stated, own),
    ...(stated.workflows && {
      workflows: Object.fromEntries(
        Object.entries(workflows).map(([name, graph]) => [
          name,
          innerUnder(graph, inner.get(name) ?? own),
        ]),
      ),
    }),
    ...(parameters !== undefined && { parameters: addressed(parameters) }),
    ...(parametersOf?.nodes && {
      parametersOf: { ...parametersOf, nodes: keysUnder(parametersOf.nodes, node) },
    }),
    ...(executions && {
      executions: executions.map((execution) =>
        execution.parameters === undefined
          ? execution
          : { parameters: addressed(execution.parameters) },
      ),
    }),
    expected:
      'executions' in expected
        ? { executions: expected.executions.map(outcome) }
        : outcome(expected),
  };
}

type Rename = (name: string) => string;

interface Renames {
  readonly node: Rename;
  readonly loop: Rename;
}

/** Names for the nodes and loops of one workflow. */
function renamesOf({ nodes, loops = [] }: CaseGraph, taken: ReadonlySet<string>): Renames {
  const inConditions = loops.some((loop) => loop.until !== undefined || loop.while !== undefined);
  return {
    node: renaming(
      nodes.map(({ id }) => id),
      inConditions ? WORDS : TEXTS,
      taken,
    ),
    loop: renaming(
      loops.map(({ id }) => id),
      TEXTS,
      taken,
    ),
  };
}

function innerUnder(graph: InnerWorkflow, renames: Renames): InnerWorkflow {
  const { outputs } = graph;
  return {
    ...graphUnder(graph, renames),
    ...(outputs && {
      outputs: outputs.map((output) => ({ ...output, from: renames.node(output.from) })),
    }),
  };
}

function graphUnder<G extends CaseGraph>(graph: G, { node, loop }: Renames): G {
  const { nodes, connections, loops, inputs } = graph;
  return {
    ...graph,
    nodes: nodes.map((one) => ({ ...one, id: node(one.id) })),
    connections: connections.map((connection) => edgeUnder(connection, node)),
    ...(loops && { loops: loops.map((one) => ({ ...loopUnder(one, node), id: loop(one.id) })) }),
    ...(inputs && {
      inputs: inputs.map((input) => ({
        ...input,
        to: input.to.map((target) => ({ ...target, node: node(target.node) })),
      })),
    }),
  };
}

/** Gives each id that stands for itself only a name of its own that is not taken; all other names stay. */
function renaming(
  ids: readonly string[],
  names: readonly string[],
  taken: ReadonlySet<string>,
): Rename {
  const known = new Set(ids);
  const given = new Map<string, string>();
  const free = unused(names, taken);
  for (const id of known) {
    if (isWellFormed(id) && !SPOKEN.has(id)) given.set(id, free.next().value);
  }
  return (name) => given.get(name) ?? name;
}

function* unused(names: readonly string[], taken: ReadonlySet<string>): Generator<string, never> {
  for (let round = 0; ; round++) {
    for (const name of names) {
      const candidate = round === 0 ? name : `${name}_${String(round)}`;
      if (!taken.has(candidate)) yield candidate;
    }
  }
}

/** Ids of the case, and names that would be guessed to address a node if a node had them. */
function* keysIn({ nodes, loops = [], parameters, executions = [] }: Case): Generator<string> {
  for (const { id } of [...nodes, ...loops]) yield id;
  for (const given of [parameters, ...executions.map((execution) => execution.parameters)]) {
    if (isObject(given)) yield* Object.keys(given);
  }
}

function isWellFormed(id: string): boolean {
  return id !== '' && !/\p{Surrogate}/u.test(id);
}

function edgeUnder<E extends CaseEdge>(edge: E, node: Rename): E {
  return { ...edge, from: node(edge.from), to: node(edge.to) };
}

function loopUnder(loop: CaseLoop, node: Rename): CaseLoop {
  return {
    ...loop,
    back: loop.back.map((edge) => edgeUnder(edge, node)),
    ...(loop.until !== undefined && { until: renameInCondition(loop.until, node) }),
    ...(loop.while !== undefined && { while: renameInCondition(loop.while, node) }),
  };
}

/** Parameters guessed by form: what is addressed to a node is addressed to it under its new name. */
function addressedUnder(given: Json, node: Rename): Json {
  if (!isObject(given)) return given;
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [isObject(value) ? node(key) : key, value]),
  );
}

function expectedUnder(
  expected: Expected,
  { node, loop }: Renames,
  insideOf: (id: string) => Rename,
): Expected {
  const { results, outcomes, nested, error, loops, mayRun, sample } = expected;
  return {
    ...expected,
    ...(results && { results: keysUnder(results, node) }),
    ...(outcomes && { outcomes: keysUnder(outcomes, node) }),
    ...(nested && {
      nested: Object.fromEntries(
        Object.entries(nested).map(([id, inside]) => [
          node(id),
          inside && keysUnder(inside, insideOf(id)),
        ]),
      ),
    }),
    ...(error && {
      error: {
        ...error,
        ...(error.node !== undefined && { node: node(error.node) }),
        ...(error.loop !== undefined && { loop: loop(error.loop) }),
      },
    }),
    ...(loops && { loops: keysUnder(loops, loop) }),
    ...(mayRun && { mayRun: mayRun.map(node) }),
    ...(sample && { sample: keysUnder(sample, node) }),
  };
}

function keysUnder<T>(record: Readonly<Record<string, T>>, rename: Rename): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [rename(key), value]));
}

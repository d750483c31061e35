import type { EdgeSpec, NodeSpec, Scenario } from './scenario.js';
import { hash } from './script.js';

/** Names that mean something to JavaScript, to paths or to JSON, and must mean nothing here. */
const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  'valueOf',
  '__defineGetter__',
  'then',
  '0',
  '-1',
  ' ',
  'a.b',
  'x[0]',
  '"',
  '\\',
  '\n',
  '${x}',
  'é',
  'e\u0301',
  '\u202e',
  'length',
  'null',
  'undefined',
  'node',
];

/** Every id, input and exclusive port of a scenario under another name; loops too. */
export function renamed(scenario: Scenario): Scenario {
  const ids = new Map(scenario.nodes.map(({ id }, at) => [id, oddName(at)]));
  const loops = new Map(scenario.loops.map(({ id }, at) => [id, oddName(at)]));
  const node = (id: string) => ids.get(id) as string;
  const edge = ({ from, output, path, to, input }: EdgeSpec): EdgeSpec => ({
    from: node(from),
    output: portName(output),
    path,
    to: node(to),
    input: inputName(input),
  });
  return {
    ...scenario,
    nodes: scenario.nodes.map((spec): NodeSpec => {
      const inputs = spec.inputs.map((input) => ({ ...input, name: inputName(input.name) }));
      const routes = spec.routes && { ...spec.routes, ports: spec.routes.ports.map(portName) };
      return { ...spec, id: node(spec.id), inputs, routes };
    }),
    edges: scenario.edges.map(edge),
    loops: scenario.loops.map((loop) => ({
      id: loops.get(loop.id) as string,
      body: loop.body.map(node),
      back: loop.back.map(edge),
      controller: { ...loop.controller, watches: node(loop.controller.watches) },
    })),
    supplies: scenario.supplies.map((supply) => ({
      ...supply,
      node: node(supply.node),
      input: inputName(supply.input),
    })),
    cut: scenario.cut && { ...scenario.cut, loop: loops.get(scenario.cut.loop) as string },
  };
}

/**
 * A scenario with its declarations in another order, where that order is no part of the meaning: nodes, loops and
 * parameters anywhere, connections anywhere but among those into the same input.
 */
export function shuffled(scenario: Scenario, seed: number): Scenario {
  return {
    ...scenario,
    nodes: shuffle(scenario.nodes, seed),
    edges: shuffleEdges(scenario.edges, seed),
    loops: shuffle(
      scenario.loops.map((loop) => ({
        ...loop,
        body: shuffle(loop.body, seed),
        back: shuffleEdges(loop.back, seed),
      })),
      seed,
    ),
    supplies: shuffle(scenario.supplies, seed),
  };
}

function shuffleEdges(edges: readonly EdgeSpec[], seed: number): readonly EdgeSpec[] {
  const left = [...edges];
  return shuffle(edges, seed).map(({ to, input }) => {
    const next = left.findIndex((edge) => edge.to === to && edge.input === input);
    return left.splice(next, 1)[0] as EdgeSpec;
  });
}

function shuffle<T>(list: readonly T[], seed: number): readonly T[] {
  return list
    .map((item, at) => ({ item, rank: hash(`${String(seed)}/${String(at)}`) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

function oddName(at: number): string {
  const name = ODD_NAMES[at % ODD_NAMES.length] as string;
  return at < ODD_NAMES.length ? name : `${name}${String(at)}`;
}

/** `i0`, `i1`, … */
function inputName(name: string): string {
  return oddName(Number(name.slice(1)));
}

/** The exclusive ports `a`, `b`, `c`; other outputs keep their names, for the nodes' scripts write them. */
function portName(name: string): string {
  const at = ['a', 'b', 'c'].indexOf(name);
  return at < 0 ? name : oddName(at);
}

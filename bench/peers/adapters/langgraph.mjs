import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { bodyOf, inputsOf, lackOf, sumOf, together, versionOf } from '../../dist/peers/kit.js';

process.env.LANGSMITH_TRACING = 'false';

/** The graph is compiled once, without a checkpointer. Each node has a channel of its own and reads those of its parents. */
export default {
  name: 'LangGraph',
  version: versionOf('@langchain/langgraph'),
  note: 'a channel for each node, nothing kept between runs; no checkpointer, no tracing',
  prepare(workload) {
    const lack = lackOf(workload, { loops: true, switches: true, runsAtOnce: true });
    if (lack !== undefined) return { unable: lack };
    const { nodes, concurrentRuns } = workload;
    const compiled = graphOf(workload).compile();
    // Every visit of a node counts as a step, or a layer of them.
    const options = { recursionLimit: 100_000 };
    const once = async () => {
      const state = await compiled.invoke({ v0: 0 }, options);
      return sumOf(nodes.map((_, index) => state[`v${index}`] ?? 0));
    };
    return together(once, concurrentRuns);
  },
};

function graphOf({ nodes, loops, iterations }) {
  const channels = Object.fromEntries(nodes.map((_, index) => [`v${index}`, Annotation()]));
  const turns = Object.fromEntries(loops.map(({ last }) => [`t${last}`, Annotation()]));
  const graph = new StateGraph(Annotation.Root({ ...channels, ...turns }));
  const turning = new Map(loops.map((loop) => [loop.last, loop]));
  for (const [index, node] of nodes.entries()) {
    graph.addNode(`n${index}`, actionOf(node, index, turning.has(index)), {
      input: readsOf(node, index, turning.has(index)),
    });
  }
  const hasChild = new Set(nodes.flatMap(({ parents }) => parents));
  for (const [index, node] of nodes.entries()) {
    const isFirst = loops.some(({ first }) => first === index);
    if (node.parents.length === 0 || isFirst) graph.addEdge(START, `n${index}`);
    else addEdges(graph, nodes, node, index);
    if (node.role === 'switch') addSwitch(graph, nodes, index);
    const loop = turning.get(index);
    if (loop !== undefined) {
      const goesOn = (state) => (state[`t${index}`] < iterations ? `n${loop.first}` : END);
      graph.addConditionalEdges(`n${index}`, goesOn, [`n${loop.first}`, END]);
    } else if (!hasChild.has(index)) graph.addEdge(`n${index}`, END);
  }
  return graph;
}

/** Behind several parents a node waits for all of them; behind the two sides of a switch for the one that runs. */
function addEdges(graph, nodes, { parents, arm }, index) {
  if (arm !== undefined && parents.includes(arm.of)) return;
  const names = parents.map((parent) => `n${parent}`);
  if (names.length > 1 && parents.every((parent) => nodes[parent].arm === undefined)) {
    graph.addEdge(names, `n${index}`);
  } else for (const name of names) graph.addEdge(name, `n${index}`);
}

function addSwitch(graph, nodes, index) {
  const sides = [0, 1].map(
    (side) => `n${nodes.findIndex(({ arm }) => arm?.of === index && arm.side === side)}`,
  );
  graph.addConditionalEdges(`n${index}`, (state) => sides[state[`v${index}`] & 1], sides);
}

function readsOf({ parents }, index, isTurning) {
  const own = isTurning ? [[`t${index}`, Annotation()]] : [];
  const given = parents.map((parent) => [`v${parent}`, Annotation()]);
  // A graph must read something, and so must a source.
  const all = given.length === 0 ? [['v0', Annotation()]] : given;
  return Annotation.Root(Object.fromEntries([...all, ...own]));
}

function actionOf(node, index, isTurning) {
  const body = bodyOf(node);
  const keep = (state, { value }) =>
    isTurning
      ? { [`v${index}`]: value, [`t${index}`]: (state[`t${index}`] ?? 0) + 1 }
      : { [`v${index}`]: value };
  return (state) => {
    const values = node.parents.map((parent) => state[`v${parent}`] ?? 0);
    const given = body(inputsOf(node, values));
    return given instanceof Promise ? given.then((late) => keep(state, late)) : keep(state, given);
  };
}

import { createRequire } from 'node:module';
import { bodyOf, lackOf, sumOf, versionOf } from '../../dist/peers/kit.js';

const { Flow } = createRequire(import.meta.url)('flowed');

/** The flow is made once, and reset behind each run. Each task requires its parents' values by name and provides its own. */
export default {
  name: 'flowed',
  version: versionOf('flowed'),
  note: 'tasks by the names of the values they need; one flow, reset for each run',
  prepare(workload) {
    const lack = lackOf(workload, { loops: 'unwritten', switches: 'unwritten' });
    if (lack !== undefined) return { unable: lack };
    const { nodes } = workload;
    const names = nodes.map((_, index) => `v${index}`);
    const tasks = Object.fromEntries(
      nodes.map((node, index) => [`n${index}`, taskOf(node, index)]),
    );
    const resolvers = Object.fromEntries(
      nodes.map((node, index) => [`r${index}`, resolverOf(node)]),
    );
    const flow = new Flow({ tasks });
    return async () => {
      const results = await flow.start({}, names, resolvers);
      flow.reset();
      return sumOf(Object.values(results));
    };
  },
};

function taskOf({ arity, parents }, index) {
  const requires = parents.map((parent) => `v${parent}`);
  const nameOf = (at) =>
    arity === 'one' ? 'value' : arity === 'three' ? 'abc'.charAt(at) : `p${at}`;
  const params = Object.fromEntries(requires.map((required, at) => [nameOf(at), required]));
  return {
    requires,
    provides: [`v${index}`],
    resolver: { name: `r${index}`, params, results: { value: `v${index}` } },
  };
}

function resolverOf(node) {
  const body = bodyOf(node);
  if (node.parents.length === 0) return () => body({ value: 0 });
  if (node.arity === 'many') return (params) => body({ values: Object.values(params) });
  return body;
}

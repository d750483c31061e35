import auto from 'async/auto.js';
import { bodyOf, inputsOf, lackOf, sumOf, together, versionOf } from '../../dist/peers/kit.js';

/** The tasks are made once; `auto` reads them at each run, as it keeps nothing. */
export default {
  name: 'async, auto',
  version: versionOf('async'),
  note: 'functions by the names of what they depend on; reads the tasks anew at each run',
  prepare(workload) {
    const lack = lackOf(workload, { runsAtOnce: true });
    if (lack !== undefined) return { unable: lack };
    const tasks = Object.fromEntries(
      workload.nodes.map((node, index) => [`n${index}`, taskOf(node)]),
    );
    const once = async () => sumOf(Object.values(await auto(tasks)));
    return together(once, workload.concurrentRuns);
  },
};

function taskOf(node) {
  const body = bodyOf(node);
  const parents = node.parents.map((parent) => `n${parent}`);
  const given = (results) =>
    body(
      inputsOf(
        node,
        parents.map((parent) => results[parent]),
      ),
    );
  if (node.isAsync) {
    const run = async (results) => (await given(results)).value;
    return parents.length === 0 ? run : [...parents, run];
  }
  if (parents.length === 0) return (callback) => callback(null, given({}).value);
  return [...parents, (results, callback) => callback(null, given(results).value)];
}

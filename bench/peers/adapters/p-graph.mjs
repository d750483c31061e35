import { PGraph } from 'p-graph';
import { lackOf, programOf, sumOf, together, versionOf } from '../../dist/peers/kit.js';

/** The graph is made once. Dependencies carry no data, so that nodes read and write an array of the run's values. */
export default {
  name: 'p-graph',
  version: versionOf('p-graph'),
  note: 'a graph of functions; its dependencies carry no data, which nodes keep in an array of their own',
  prepare(workload) {
    const lack = lackOf(workload, { runsAtOnce: true });
    if (lack !== undefined) return { unable: lack };
    const { nodes, concurrentRuns } = workload;
    const { calls } = programOf(workload);
    const numbers = new Map(nodes.map((_, index) => [`n${index}`, index]));
    const graph = new PGraph(
      new Map([...numbers.keys()].map((id) => [id, {}])),
      nodes.flatMap(({ parents }, index) => parents.map((parent) => [`n${parent}`, `n${index}`])),
    );
    const once = async () => {
      const values = new Array(nodes.length).fill(0);
      const run = (id) => {
        const index = numbers.get(id);
        const given = calls[index](values);
        if (!(given instanceof Promise)) {
          values[index] = given.value;
          return undefined;
        }
        return given.then(({ value }) => {
          values[index] = value;
        });
      };
      await graph.run({ run });
      return sumOf(values);
    };
    return together(once, concurrentRuns);
  },
};

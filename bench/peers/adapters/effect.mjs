import { Effect } from 'effect';
import { layersOf, programOf, sumOf, together, versionOf } from '../../dist/peers/kit.js';

/** Effects put together by code: a step for each node in order, and for timers all nodes of a layer at once. */
export default {
  name: 'effect',
  version: versionOf('effect'),
  note: 'code, which keeps no graph: an effect for each node, in order',
  prepare(workload) {
    const { nodes, group, concurrentRuns } = workload;
    const { calls, order, isAsync } = programOf(workload);
    const step = (values, node) => {
      const keep = ({ value }) => {
        values[node] = value;
      };
      if (nodes[node].isAsync) {
        return Effect.promise(async () => {
          const given = await calls[node](values);
          if (given !== undefined) keep(given);
        });
      }
      return Effect.sync(() => {
        const given = calls[node](values);
        if (given !== undefined) keep(given);
      });
    };
    const inOrder = (values) =>
      Effect.gen(function* () {
        for (const node of order) yield* step(values, node);
        return sumOf(values);
      });
    const layers = group === 'timers' ? layersOf(nodes) : [];
    const inLayers = (values) =>
      Effect.gen(function* () {
        for (const layer of layers) {
          const steps = layer.map((node) => step(values, node));
          yield* Effect.all(steps, { concurrency: 'unbounded', discard: true });
        }
        return sumOf(values);
      });
    const program = () =>
      (group === 'timers' ? inLayers : inOrder)(new Array(nodes.length).fill(0));
    const once = isAsync ? () => Effect.runPromise(program()) : () => Effect.runSync(program());
    return together(once, concurrentRuns);
  },
};

import type { Given } from '../workloads/bodies.js';
import type { GraphNode } from '../workloads/workload.js';
import type { Call } from './program.js';
import type { Work } from './work.js';

/** The call of a node, with its inputs put together by hand. */
export function callOf({ arity, parents }: GraphNode, work: Work): Call {
  const run = work as (inputs: object, scope: never) => Given | Promise<Given>;
  const [first = -1, second = -1, third = -1] = parents;
  switch (arity) {
    case 'one':
      return first < 0
        ? (_values, scope) => run({ value: 0 }, scope)
        : (values, scope) => run({ value: values[first] as number }, scope);
    case 'three':
      return (values, scope) =>
        run(
          {
            a: values[first] as number,
            b: values[second] as number,
            c: values[third] as number,
          },
          scope,
        );
    case 'many':
      return (values, scope) =>
        run({ values: parents.map((parent) => values[parent] as number) }, scope);
  }
}

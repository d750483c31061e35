import {
  defineNode,
  type LoopLimits,
  type Plugin,
  port,
  type ResolvedWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { aRuntime } from '@tenon/testing';

/** Adds up what comes in, plus one. */
const sum = defineNode({
  type: 'sum',
  inputs: { in: port<number>().many().optional() },
  outputs: { out: port<number>() },
  run: ({ in: values }) => ({ out: values.reduce((total, value) => total + value, 1) }),
});

/** A loop in a sketch: its back edges, `b>a c>a`, and its limits. */
export type SketchedLoop = LoopLimits & { readonly back: string };

/** A workflow from one line: nodes are named by the edges, `a>b b>c`, and by `also`. */
export function sketch(
  edges: string,
  loops: Readonly<Record<string, SketchedLoop>> = {},
  also = '',
): Workflow {
  const flow = workflow('sketch');
  const pairs = (text: string) =>
    text
      .split(' ')
      .filter((edge) => edge !== '')
      .map((edge) => edge.split('>'));
  const ids = new Set(
    [edges, ...Object.values(loops).map(({ back }) => back)].flatMap((text) => pairs(text).flat()),
  );
  for (const id of also.split(' ')) if (id !== '') ids.add(id);
  for (const id of ids) if (!id.startsWith('?')) flow.add(id, sum);
  const wired = ([from = '', to = '']: readonly string[]) => ({
    from,
    output: 'out',
    to,
    input: 'in',
  });
  for (const edge of pairs(edges)) flow.wire(wired(edge));
  for (const [id, { back, ...limits }] of Object.entries(loops)) {
    flow.loop(id, { back: pairs(back).map(wired), ...limits });
  }
  return flow.build();
}

/** A workflow with its topology, as a runtime sees it. */
export function resolved(flow: Workflow): ResolvedWorkflow {
  let seen: ResolvedWorkflow | undefined;
  const looking: Plugin = {
    manifest: { name: 'looking', version: '1.0.0' },
    apply(hooks) {
      hooks.verify.tap('looking', (_issues, found) => {
        seen = found;
      });
    },
  };
  aRuntime({ plugins: [looking] }).runtime.verify(flow);
  if (seen === undefined) throw new Error('The workflow was not verified.');
  return seen;
}

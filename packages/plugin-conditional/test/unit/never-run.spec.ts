import {
  defineNode,
  guardsOf,
  port,
  type ResolvedWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { merge, route } from '@tenon/plugin-conditional';
import { aWorkflow } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { neverRunning } from '#conditional/analysis/never-run.js';
import { tapping } from '../support/plugins.js';
import { run, withBranches } from '../support/runtime.js';

/** A switch that takes the port that the test says, whatever it is given. */
function chooser(id: string, choice: ReadonlyMap<string, string>) {
  return defineNode({
    type: 'chooser',
    inputs: { a: port().optional(), b: port().optional() },
    outputs: { left: port(), right: port() },
    routes: { ports: ['left', 'right'], multiple: false },
    run: (_inputs) => route((choice.get(id) ?? 'left') as 'left', { left: 1, right: 1 }),
  });
}

/** A node that requires its input `a`, and `b` too where it is strict. */
function step(isStrict: boolean) {
  return defineNode({
    type: 'step',
    inputs: { a: port(), b: isStrict ? port() : port().optional() },
    outputs: { left: port(), right: port() },
    run: () => ({ left: 1, right: 1 }),
  });
}

interface Sketch {
  readonly kinds: readonly ('switch' | 'strict' | 'lax')[];
  readonly edges: readonly (readonly [number, number, 'left' | 'right', 'a' | 'b'])[];
}

const sketches: fc.Arbitrary<Sketch> = fc.integer({ min: 3, max: 9 }).chain((size) =>
  fc.record({
    kinds: fc.array(fc.constantFrom('switch', 'strict', 'strict', 'lax'), {
      minLength: size,
      maxLength: size,
    }),
    edges: fc.array(
      fc.tuple(
        fc.nat(size - 1),
        fc.nat(size - 1),
        fc.constantFrom('left', 'right'),
        fc.constantFrom('a', 'b'),
      ),
      { minLength: 2 * size, maxLength: 6 * size },
    ),
  }),
);

/** The workflow of a sketch: edges lead from earlier nodes to later ones; what nothing feeds is configured. */
function build({ kinds, edges }: Sketch, choice: ReadonlyMap<string, string>): Workflow {
  const flow = workflow('random');
  const seen = new Set<string>();
  const plain = edges.filter(([from, to, , input]) => {
    const isNew = from < to && !seen.has(`${String(to)} ${input}`);
    if (isNew) seen.add(`${String(to)} ${input}`);
    return isNew;
  });
  const isFed = (node: number, input: string) =>
    plain.some(([, to, , into]) => to === node && into === input);
  for (const [at, kind] of kinds.entries()) {
    const id = `n${String(at)}`;
    const config = Object.fromEntries(
      ['a', 'b'].filter((input) => !isFed(at, input)).map((input) => [input, 0]),
    );
    if (kind === 'switch') flow.add(id, chooser(id, choice), config);
    else flow.add(id, step(kind === 'strict'), config);
  }
  for (const [from, to, output, input] of plain) {
    flow.wire({ from: `n${String(from)}`, output, to: `n${String(to)}`, input });
  }
  return flow.build();
}

/** Every way in which the switches of a sketch may choose. */
function* choicesOf({ kinds }: Sketch): Generator<ReadonlyMap<string, string>> {
  const ids = kinds.flatMap((kind, at) => (kind === 'switch' ? [`n${String(at)}`] : []));
  for (let number = 0; number < 2 ** ids.length; number++) {
    yield new Map(ids.map((id, bit) => [id, (number >> bit) % 2 === 0 ? 'left' : 'right']));
  }
}

/** A workflow as the runtime sees it. */
function resolvedBy(flow: Workflow): ResolvedWorkflow {
  let resolved: ResolvedWorkflow | undefined;
  const looking = tapping('looking', (hooks) => {
    hooks.verify.tap('looking', (_issues, seen) => {
      resolved = seen;
    });
  });
  withBranches({ plugins: [looking] }).runtime.verify(flow);
  if (resolved === undefined) throw new Error('Nothing was verified.');
  return resolved;
}

describe('nodes that never run', () => {
  it('run in no run, whichever ports the switches take', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(sketches, async (sketch) => {
        const resolved = resolvedBy(build(sketch, new Map()));
        const never = neverRunning(resolved, guardsOf(resolved)).flatMap(({ node, behind }) => [
          node,
          ...behind,
        ]);
        if (never.length === 0) return;
        found++;
        for (const choice of choicesOf(sketch)) {
          const { outcomes } = await run(build(sketch, choice));
          for (const node of never) expect(outcomes.get(node)?.status, node).to.equal('skipped');
        }
      }),
      { numRuns: 400 },
    );
    expect(found).to.be.greaterThan(10);
  }).timeout(30_000);

  it('are found wherever two inputs of a node hang on two ports of one switch', () => {
    const flow = aWorkflow()
      .node('s', chooser('s', new Map()))
      .node('x', step(false))
      .node('y', step(false))
      .node('many', step(true))
      .node('last', step(false))
      .edge('s.left', 'x.a')
      .edge('s.right', 'y.a')
      .edge('x.left', 'many.a')
      .edge('y.left', 'many.b')
      .edge('many.left', 'last.a')
      .build();
    const resolved = resolvedBy(flow);
    expect(neverRunning(resolved, guardsOf(resolved))).to.deep.equal([
      { node: 'many', inputs: ['a', 'b'], switch: 's', ports: ['left', 'right'], behind: ['last'] },
    ]);
  });

  it('are looked for also where one node has 80,000 connections', () => {
    const flow = workflow('wide');
    flow.add('s', chooser('s', new Map()), { a: 0, b: 0 });
    flow.add('join', merge());
    for (let i = 0; i < 80_000; i++) {
      flow.add(`n${String(i)}`, step(false), { b: 0 });
      flow.wire({ from: 's', output: 'left', to: `n${String(i)}`, input: 'a' });
      flow.wire({ from: `n${String(i)}`, output: 'left', to: 'join', input: 'values' });
    }
    const resolved = resolvedBy(flow.build());
    const guards = guardsOf(resolved);
    expect(neverRunning(resolved, guards)).to.deep.equal([]);
  }).timeout(30_000);
});

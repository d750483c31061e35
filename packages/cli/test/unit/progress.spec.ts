import {
  createRuntime,
  defineNode,
  type LoopDetails,
  type NodeOutcome,
  port,
  type RunEvent,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { cycles } from '@tenon/plugin-cycles';
import { expect } from 'chai';
import { createColors } from 'picocolors';
import type { OutlineEntry } from '#cli/progress/outline.js';
import { PlanWatch } from '#cli/progress/plan-watch.js';
import { convergenceOf, Progress } from '#cli/progress/progress.js';
import { rowsOf } from '#cli/progress/rows.js';
import { countsText, treeLines } from '#cli/progress/tree.js';

const step = defineNode({
  type: 'step',
  inputs: { n: port<number>().default(0) },
  outputs: { n: port<number>() },
  run: ({ n }) => ({ n: n + 1 }),
});

/** The outline of a workflow's plan. */
async function outline(flow: Workflow): Promise<readonly OutlineEntry[]> {
  const watch = new PlanWatch(() => flow);
  await createRuntime({ plugins: [cycles(), watch.plugin] }).execute(flow);
  return watch.outline() ?? [];
}

function shown(entries: readonly OutlineEntry[]): string[] {
  return entries.map(({ kind, key, depth }) => `${'  '.repeat(depth)}${kind} ${key}`);
}

/** A node, a loop of two nodes, and a sub-workflow with a loop in it. */
function aFlow(): Workflow {
  const inner = workflow('inner');
  const turn = inner.add('turn', step);
  inner.loop('again', { back: [[turn.out.n, turn.in.n]], maxIterations: 2 });
  const flow = workflow('flow');
  const first = flow.add('first', step);
  const a = flow.add('a', step);
  const b = flow.add('b', step);
  flow.connect(first.out.n, a.in.n);
  flow.connect(a.out.n, b.in.n);
  flow.loop('fit', { back: [[b.out.n, a.in.n]], maxIterations: 3 });
  flow.add('sub', subWorkflow(inner.build()));
  return flow.build();
}

function event(facts: object): RunEvent {
  return { seq: 1, at: 0, runId: 'run', ...facts } as RunEvent;
}

function settled(node: string, status: NodeOutcome['status'] = 'completed', more = {}): RunEvent {
  const outcome = { node, status, durationMs: 5, attempts: 1, ...more };
  return event({ type: 'nodeSettled', node, outcome });
}

const started = (node: string) => event({ type: 'nodeStarted', node });

describe('the outline of a plan', () => {
  it('has loops and sub-workflows before what is in them', async () => {
    const entries = await outline(aFlow());
    expect(shown(entries)).to.deep.equal([
      'node first',
      'loop fit',
      '  node a',
      '  node b',
      'workflow sub',
      '  loop sub/again',
      '    node sub/turn',
    ]);
    expect(entries.map(({ parent, end }) => [parent, end])).to.deep.equal([
      [-1, 1],
      [-1, 4],
      [1, 3],
      [1, 4],
      [-1, 7],
      [4, 7],
      [5, 7],
    ]);
  });

  it('has loops inside loops', async () => {
    const flow = workflow('nested');
    const a = flow.add('a', step);
    const b = flow.add('b', step);
    flow.connect(a.out.n, b.in.n);
    flow.loop('outer', { back: [[b.out.n, a.in.n]], maxIterations: 2 });
    flow.loop('inner', { back: [[b.out.n, b.in.n]], maxIterations: 2 });
    expect(shown(await outline(flow.build()))).to.deep.equal([
      'loop outer',
      '  node a',
      '  loop inner',
      '    node b',
    ]);
  });

  it('is of any depth', async () => {
    let flow = workflow('w0');
    flow.add('leaf', step);
    for (let i = 1; i < 60; i++) {
      const outer = workflow(`w${String(i)}`);
      outer.add('in', subWorkflow(flow.build()));
      flow = outer;
    }
    expect((await outline(flow.build())).at(-1)?.depth).to.equal(59);
  });
});

describe('Progress', () => {
  async function progress() {
    let now = 0;
    const made = new Progress(await outline(aFlow()), () => now);
    return { made, at: (ms: number) => (now = ms) };
  }

  it('counts nodes by how they stand', async () => {
    const { made } = await progress();
    made.apply(started('first'));
    expect(made.counts).to.include({ waiting: 3, running: 1 });
    made.apply(settled('first'));
    made.apply(settled('sub/turn', 'failed'));
    made.apply(settled('unknown'));
    made.apply(event({ type: 'runStarted' }));
    expect(made.counts).to.include({ waiting: 2, completed: 1, failed: 1 });
    expect(countsText(made.counts, createColors(false))).to.equal('2 of 4 nodes, 1 failed');
  });

  it('opens what is running, and closes what is done', async () => {
    const { made, at } = await progress();
    const rows = () => rowsOf(made, 20, 10).map(({ title, note }) => `${title}: ${note}`);
    expect(rows()).to.deep.equal(['first: ', 'fit: loop', 'sub: ']);
    at(5);
    made.apply(started('a'));
    expect(rows()).to.deep.equal(['first: ', 'fit: loop', 'a: ', 'b: ', 'sub: ']);
    const details = { watched: { 'a.n': { last: 0.000012345, trend: 'settling' } } };
    made.apply(event({ type: 'loopIterated', loop: 'fit', iteration: 12, details }));
    expect(rows()[1]).to.equal('fit: loop, iteration 12, a.n 0.0000123, settling');
    made.apply(event({ type: 'loopEnded', loop: 'fit', iterations: 14, reason: 'converged' }));
    expect(rows()[1]).to.equal('fit: converged after 14 iterations, a.n 0.0000123, settling');
    expect(rows()).to.have.lengthOf(3);
    made.apply(started('a'));
    expect(rows()).to.have.lengthOf(5);
    made.apply(event({ type: 'loopEnded', loop: 'fit', iterations: 1, reason: 'failed' }));
    expect(rows()[1]).to.include('fit: failed after 1 iteration');
    made.apply(event({ type: 'loopEnded', loop: 'none', iterations: 1, reason: 'failed' }));
    made.apply(event({ type: 'loopIterated', loop: 'none', iteration: 1 }));
  });

  it('tells how long a node runs, and how often it was tried', async () => {
    const { made } = await progress();
    made.apply(started('first'));
    expect(rowsOf(made, 9, 2500)[0]?.note).to.equal('2.5 s');
    made.apply(settled('first', 'completed', { attempts: 3 }));
    expect(rowsOf(made, 9, 0)[0]?.note).to.equal('3 attempts, 5.0 ms');
    made.apply(settled('first', 'skipped'));
    expect(rowsOf(made, 9, 0)[0]?.note).to.equal('skipped');
  });

  it('takes a loop that was never entered for skipped', async () => {
    const { made } = await progress();
    made.apply(settled('a', 'skipped'));
    made.apply(settled('b', 'skipped'));
    expect(rowsOf(made, 9, 0)[1]).to.include({ status: 'skipped', note: 'loop, skipped' });
  });
});

describe('the tree', () => {
  const palette = createColors(false);

  async function many(count: number) {
    const flow = workflow('many');
    for (let i = 0; i < count; i++) flow.add(`n${String(i)}`, step);
    return new Progress(await outline(flow.build()), () => 0);
  }

  it('fits the terminal with 1,000 nodes: what stands alike becomes one row', async () => {
    const progress = await many(1000);
    for (let i = 0; i < 400; i++) progress.apply(settled(`n${String(i)}`));
    for (let i = 400; i < 404; i++) progress.apply(started(`n${String(i)}`));
    progress.apply(settled('n200', 'failed'));
    const lines = treeLines(progress, { columns: 40, rows: 24, palette, now: 1200 });
    expect(lines).to.deep.equal([
      '  ✓ 200 completed',
      '  ✗ n200  5.0 ms',
      '  ✓ 199 completed',
      '  ▸ n400  1.2 s',
      '  ▸ n401  1.2 s',
      '  ▸ n402  1.2 s',
      '  ▸ n403  1.2 s',
      '  · 596 waiting',
      '  400 of 1000 nodes, 4 running, 1 faile',
    ]);
  });

  it('shows what runs and what failed where even that is too much', async () => {
    const progress = await many(100);
    for (let i = 0; i < 100; i += 2) progress.apply(started(`n${String(i)}`));
    const lines = treeLines(progress, { columns: 80, rows: 8, palette, now: 0 });
    expect(lines).to.have.lengthOf(7);
    expect(lines[0]).to.equal('  ▸ n0');
    expect(lines[5]).to.equal('  ▸ … and 45 more');
  });

  it('is drawn in no time for 20,000 nodes', async () => {
    const progress = await many(20_000);
    const start = performance.now();
    treeLines(progress, { columns: 80, rows: 30, palette, now: 0 });
    expect(performance.now() - start).to.be.below(500);
  });

  it('lets no id act on the terminal, or break its line', async () => {
    const flow = workflow('bad');
    flow.add('a\u001b[2J\nb', step);
    const progress = new Progress(await outline(flow.build()), () => 0);
    expect(treeLines(progress, { columns: 80, rows: 9, palette, now: 0 })[0]).to.equal(
      '  · a␛[2J␊b',
    );
  });
});

describe('convergenceOf', () => {
  it('is the first number that a loop goes by', () => {
    const of = (watched: unknown) => convergenceOf({ watched } as LoopDetails);
    expect(of({ x: { last: 'no' }, y: { last: 1234567.891, trend: 'moving' } })).to.equal(
      'y 1230000',
    );
    expect(of({ x: { last: Number.NaN, trend: 'diverged' } })).to.equal('x NaN, diverged');
    expect(of(undefined)).to.equal(undefined);
    expect(convergenceOf(undefined)).to.equal(undefined);
  });
});

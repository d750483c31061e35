import type { NodeOutcome, RunEvent, RunEvents } from '@tenon/core';
import { defineNode, port, workflow } from '@tenon/core';
import { recordTimeline } from '@tenon/pictures';
import { aRuntime, aWorkflow, pass, sleeping, VirtualClock, value } from '@tenon/testing';
import { expect } from 'chai';
import { failingWith, taking } from '../../support/nodes.js';
import { gates } from '../../support/plugins.js';

type Told = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, 'seq' | 'runId'>
    : never
  : never;

/** The events of a run that never was. */
function events(told: Iterable<Told>, dropped = 0): { events(): RunEvents } {
  async function* all(): AsyncGenerator<RunEvent> {
    let seq = 0;
    for (const event of told) {
      yield await Promise.resolve({ ...event, seq: ++seq, runId: 'run' } as RunEvent);
    }
  }
  return { events: () => Object.assign(all(), { dropped }) };
}

function* visit(node: string, at: number, outputs: object = {}): Generator<Told> {
  yield { type: 'nodeStarted', node, at };
  const outcome = { node, status: 'completed', outputs } as unknown as NodeOutcome;
  yield { type: 'nodeSettled', node, at: at + 1, outcome };
}

describe('a recorded timeline', () => {
  it('has each visit with its times, and none of nodes that were skipped', async () => {
    const flow = aWorkflow()
      .node('choose', taking('left'))
      .node('went', pass)
      .node('stayed', pass)
      .node('fails', failingWith('no luck'))
      .edge('choose.left', 'went.value')
      .edge('choose.right', 'stayed.value')
      .build();
    const { runtime } = aRuntime({ plugins: [gates] });
    const handle = runtime.start(flow, { onError: 'continue' });
    const { visits, startedAt, endedAt, missing } = await recordTimeline(handle);
    expect(visits.map(({ node, status }) => `${node}: ${status}`)).to.have.members([
      'choose: completed',
      'went: completed',
      'fails: failed',
    ]);
    for (const one of visits) {
      expect(one.startedAt).to.be.at.least(startedAt);
      expect(one.endedAt).to.be.within(one.startedAt, endedAt);
    }
    expect(missing).to.equal(0);
  });

  it('shows what runs side by side', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    const flow = aWorkflow()
      .node('one', sleeping(clock, 20))
      .node('two', sleeping(clock, 30))
      .build();
    const handle = runtime.start(flow);
    const timeline = recordTimeline(handle);
    await clock.until(handle.result);
    const { visits } = await timeline;
    expect(visits.map(({ startedAt, endedAt }) => endedAt - startedAt)).to.deep.equal([20, 30]);
    expect(visits[0]?.startedAt).to.equal(visits[1]?.startedAt);
  });

  it('keeps numbers of nodes that are visited several times, and no other values', async () => {
    const outputs = (n: number) => ({
      error: 1 / n,
      text: 'a secret',
      fit: { slope: n, name: 'x', deep: { n } },
      get shy() {
        throw new Error('called');
      },
    });
    const told = [1, 2, 3].flatMap((n) => [...visit('fit', n * 10, outputs(n))]);
    const { series } = await recordTimeline(events([...told, ...visit('once', 99, { n: 1 })]));
    expect(series).to.deep.equal([
      {
        name: 'fit.error',
        node: 'fit',
        points: [
          [1, 1],
          [2, 1 / 2],
          [3, 1 / 3],
        ],
      },
      {
        name: 'fit.fit.slope',
        node: 'fit',
        points: [
          [1, 1],
          [2, 2],
          [3, 3],
        ],
      },
    ]);
  });

  it('looks at few members of large outputs, and thins out long series but for their end', async () => {
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`n${String(i)}`, i]));
    const many = Array.from({ length: 9_999 }, (_, i) => [...visit('long', i, { i })]).flat();
    const { series } = await recordTimeline(
      events([...many, ...visit('wide', 0, wide), ...visit('wide', 1, wide)]),
    );
    expect(series.filter(({ node }) => node === 'wide')).to.have.length(8);
    const [{ points } = { points: [] }] = series;
    expect(points.length).to.be.within(1_000, 2_001);
    expect(points[0]).to.deep.equal([1, 0]);
    expect(points.at(-1)).to.deep.equal([9_999, 9_998]);
  });

  it('has ends of loops, and counts what there was no room for', async () => {
    const end = {
      type: 'loopEnded',
      loop: 'fit',
      iterations: 3,
      reason: 'converged',
      at: 5,
    } as const;
    const { loops, missing, visits } = await recordTimeline(
      events(
        [
          ...new Array<typeof end>(20_003).fill(end),
          ...Array.from({ length: 20_001 }, (_, i) => [...visit('n', i)]).flat(),
        ],
        7,
      ),
    );
    expect(loops[0]).to.deep.equal({ loop: 'fit', endedAt: 5, iterations: 3, reason: 'converged' });
    expect([loops.length, visits.length, missing]).to.deep.equal([20_000, 20_000, 3 + 1 + 7]);
  });

  it('is empty where nothing was told', async () => {
    expect(await recordTimeline(events([]))).to.deep.equal({
      ...{ startedAt: 0, endedAt: 0, visits: [], series: [], loops: [], missing: 0 },
    });
  });

  it('turns timing on for the result as well', async () => {
    const flow = workflow('flow');
    flow.add('one', value(1));
    flow.add(
      'two',
      defineNode({ type: 'two', outputs: { n: port<number>() }, run: () => ({ n: 2 }) }),
    );
    const handle = aRuntime().runtime.start(flow.build());
    await recordTimeline(handle);
    expect((await handle.result).outcomes.get('two')?.durationMs).to.be.a('number');
  });
});

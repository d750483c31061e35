import {
  defineNode,
  type LoopCondition,
  NodeHandle,
  OutputHandle,
  port,
  workflow,
} from '@tenon/core';
import { aRuntime } from '@tenon/testing';
import { expect } from 'chai';
import { computing, counter, forked } from '../support/nodes.js';
import { run } from '../support/runtime.js';

/** A counter that feeds itself, under a condition; at most 20 times. */
function counting(until: LoopCondition) {
  const flow = workflow('counting');
  const count = flow.add('count', counter);
  flow.loop('loop', {
    back: [[count.out.value, count.in.value]],
    until,
    maxIterations: 20,
  });
  return { count, built: flow.build() };
}

const COUNT = new OutputHandle<number>('count', 'value');

async function iterationsOf(until: LoopCondition): Promise<number | string | undefined> {
  const { error, loops } = await run(counting(until).built);
  return error?.code ?? loops['loop']?.iterations;
}

describe('the condition of a loop', () => {
  describe('as text', () => {
    it('sees the nodes of the body, the last iteration, the count and the time', async () => {
      const conditions: readonly (readonly [string, number])[] = [
        ['count.value >= 4', 4],
        ['nodes["count"].value >= 4', 4],
        ['nodes.count.value >= 4', 4],
        ['iteration == 5', 5],
        ['previous != null && previous.count.value + count.value > 10', 6],
        ['previous != null && previous["count"].value == 2', 3],
        ['elapsedMs >= 0 && iteration > 1', 2],
      ];
      for (const [text, iterations] of conditions) {
        expect(await iterationsOf(text), text).to.equal(iterations);
      }
    });

    it('goes by the text where there is no number to compare, whatever stood there before', async () => {
      const seen = [1, 2, Number.NaN, 'three', undefined];
      const odd = defineNode({
        type: 'odd',
        inputs: { at: port<number>() },
        outputs: { at: port<number>(), value: port().optional() },
        run: ({ at }) => ({ at: at + 1, value: seen[at] }),
      });
      const iterations = async (until: string) => {
        const flow = workflow('odd');
        const node = flow.add('odd', odd, { at: 0 });
        flow.loop('loop', { back: [[node.out.at, node.in.at]], until, maxIterations: 5 });
        const { error, loops } = await run(flow.build());
        return [error?.code, loops['loop']?.iterations];
      };
      expect(await iterations('odd.value > 1')).to.deep.equal([undefined, 2]);
      expect(await iterations('odd.value > 2')).to.deep.equal(['CONDITION_FAILED', 3]);
      expect(await iterations('odd.value != 1')).to.deep.equal([undefined, 2]);
      expect(await iterations('odd.value == 5')).to.deep.equal(['CONDITION_FAILED', 5]);
    });

    it('reads ids that are no names through "nodes"', async () => {
      for (const id of ['a-b', '__proto__', 'constructor', 'if', '1', 'two words']) {
        const flow = workflow('odd');
        const node = flow.add(id, counter);
        flow.loop('loop', {
          back: [[node.out.value, node.in.value]],
          until: `nodes[${JSON.stringify(id)}].value >= 3 && previous[${JSON.stringify(id)}].value == 2`,
        });
        const { loops } = await run(flow.build());
        expect(loops['loop']?.iterations, id).to.equal(3);
      }
    });

    it('alone fails the loop over what cannot be read, and only where it comes to read it', async () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      const flow = (until: string) => {
        const building = workflow('revoked');
        const give = defineNode({
          type: 'give',
          inputs: { again: port().optional() },
          outputs: { data: port() },
          run: () => ({ data: proxy }),
        });
        const node = building.add('node', give);
        building.loop('loop', { back: [[node.out.data, node.in.again]], until });
        return building.build();
      };
      const passing = await run(flow('iteration == 2 || node.data.x > 3'));
      expect(passing.error?.code).to.equal('CONDITION_FAILED');
      const spared = await run(flow('iteration == 1 || node.data.x > 3'));
      expect([spared.status, spared.loops['loop']?.reason]).to.deep.equal([
        'completed',
        'converged',
      ]);
    });

    it('fails the loop where it cannot be evaluated: CONDITION_FAILED with text and position', async () => {
      for (const text of ['previous.count.value > 2', 'count.value > "x"', 'count.value']) {
        const { error, loops, outcomes } = await run(counting(text).built);
        expect([error?.code, error?.where.loop]).to.deep.equal(['CONDITION_FAILED', 'loop']);
        expect(error?.message).to.include(text);
        expect((error as { expression?: string }).expression).to.equal(text);
        expect(loops['loop']).to.deep.include({ reason: 'failed', iterations: 1 });
        expect(outcomes.get('count')?.status).to.equal('completed');
      }
      const { error } = await run(counting('previous.count.value > 2').built);
      expect((error as { position?: { column: number } }).position?.column).to.equal(1);
    });
  });

  describe('as a function', () => {
    it('sees the same, typed by handles', async () => {
      const { count } = counting('true');
      const conditions: readonly (readonly [LoopCondition, number])[] = [
        [({ value }) => value(count.out.value) >= 4, 4],
        [({ of }) => (of(count)?.value ?? 0) >= 4, 4],
        [({ nodes }) => nodes['count']?.['value'] === 4, 4],
        [({ iteration }) => iteration === 5, 5],
        [({ previous, value }) => previous?.value(COUNT) === value(COUNT) - 1, 2],
        [({ previous }) => previous?.of(count)?.value === 6, 7],
        [({ previous }) => previous?.nodes['count']?.['value'] === 6, 7],
        [({ elapsedMs, iteration }) => elapsedMs >= 0 && iteration > 1, 2],
      ];
      for (const [until, iterations] of conditions) {
        expect(await iterationsOf(until)).to.equal(iterations);
      }
    });

    it('may take its time, and is awaited only where it does', async () => {
      const seen: string[] = [];
      const thenable = {
        then: (resolve: (value: boolean) => void) => {
          seen.push('then');
          resolve(true);
        },
      };
      expect(await iterationsOf(({ iteration }) => iteration > 2 && (thenable as never))).to.equal(
        3,
      );
      expect(seen).to.deep.equal(['then']);
      const slow: LoopCondition = async ({ iteration }) => {
        await new Promise((resolve) => setImmediate(resolve));
        return iteration === 3;
      };
      expect(await iterationsOf(slow)).to.equal(3);
    });

    it('fails the loop with whatever it throws or rejects with', async () => {
      const boom = new Error('boom');
      const conditions: readonly LoopCondition[] = [
        () => {
          throw boom;
        },
        () => Promise.reject(boom),
      ];
      for (const until of conditions) {
        const { error, loops } = await run(counting(until).built);
        expect([error?.code, error?.cause, loops['loop']?.reason]).to.deep.equal([
          'CONDITION_FAILED',
          boom,
          'failed',
        ]);
      }
      const odd: readonly unknown[] = [undefined, null, 'text', Object.freeze(new Error('x'))];
      for (const thrown of odd) {
        const { error } = await run(
          counting(() => {
            throw thrown;
          }).built,
        );
        expect([error?.code, error?.cause]).to.deep.equal(['CONDITION_FAILED', thrown]);
      }
    });

    it('answers true or false, and nothing that is like it', async () => {
      for (const odd of [1, 0, 'true', null, undefined, {}, Promise.resolve('yes')]) {
        expect(await iterationsOf((() => odd) as never)).to.equal('CONDITION_FAILED');
      }
    });

    it('fails where it goes by a value that is not there', async () => {
      const cases: readonly (readonly [LoopCondition, string])[] = [
        [
          ({ value }) => value(new OutputHandle<number>('count', 'valeu')) > 1,
          'delivered no "count.valeu"',
        ],
        [({ value }) => value(COUNT.at('toFixed' as never)) === 1, 'delivered no'],
        [
          ({ value }) => value(new OutputHandle<number>('cuont', 'value')) > 1,
          '"cuont" is not in the body',
        ],
        [
          ({ of }) => of(new NodeHandle('other', 0, {}, counter)) === undefined,
          '"other" is not in the body',
        ],
        [
          ({ previous }) =>
            (previous as never as { value: (h: unknown) => number }).value(COUNT) > 1,
          'null',
        ],
      ];
      for (const [until, text] of cases) {
        const { error } = await run(counting(until).built);
        expect(error?.code).to.equal('CONDITION_FAILED');
        expect(error?.message).to.include(text);
      }
    });

    it('cannot write on what it sees', async () => {
      const views: unknown[] = [];
      const until: LoopCondition = (view) => {
        views.push(view);
        expect(Object.isFrozen(view)).to.equal(true);
        expect(Object.isFrozen(view.nodes)).to.equal(true);
        return true;
      };
      expect(await iterationsOf(until)).to.equal(1);
      expect(views).to.have.lengthOf(1);
    });
  });

  describe('over a node that was skipped', () => {
    /** `high` runs from the third iteration on; `low` before it. */
    const forking = (until: LoopCondition) => {
      const flow = workflow('forking');
      const count = flow.add('count', counter);
      const fork = flow.add('fork', forked(3));
      const low = flow.add(
        'low',
        computing((value) => value),
      );
      const high = flow.add(
        'high',
        computing((value) => value),
      );
      flow.connect(count.out.value, fork.in.value);
      flow.connect(fork.out.low, low.in.value);
      flow.connect(fork.out.high, high.in.value);
      flow.loop('loop', {
        back: [
          [low.out.value, count.in.value],
          [high.out.value, count.in.value],
        ],
        until,
        maxIterations: 9,
      });
      return run(flow.build());
    };

    it('sees null in text, also where it ran in the iteration before', async () => {
      const first = await forking('high != null && previous.high == null');
      expect(first.loops['loop']?.iterations).to.equal(3);
      const second = await forking('high != null && low == null && previous.high != null');
      expect(second.loops['loop']?.iterations).to.equal(4);
      expect((await forking('high.value > 1')).error?.code).to.equal('CONDITION_FAILED');
    });

    it('sees null or undefined as a function, and an error where it asks for a value', async () => {
      const of = await forking(({ nodes }) => nodes['low'] === null && nodes['high'] !== null);
      expect(of.loops['loop']?.iterations).to.equal(3);
      const { error } = await forking(
        ({ value }) => value(new OutputHandle<number>('high', 'value')) > 1,
      );
      expect(error?.code).to.equal('CONDITION_FAILED');
      expect(error?.message).to.include('Node "high" was skipped in this iteration');
    });
  });

  it('sees what the nodes of an inner loop gave last, and null where that was not entered', async () => {
    const flow = workflow('nested');
    const a = flow.add('a', counter);
    const fork = flow.add('fork', forked(2));
    const inner = flow.add('inner', counter);
    const end = flow.add(
      'end',
      computing((value) => value),
    );
    flow.connect(a.out.value, fork.in.value);
    flow.connect(fork.out.high, inner.in.value);
    flow.connect(a.out.value, end.in.value);
    flow.loop('outer', {
      back: [
        [end.out.value, a.in.value],
        [inner.out.value, a.in.step],
      ],
      until: ({ nodes, iteration }) => {
        if (iteration === 1) expect(nodes['inner']).to.equal(null);
        else expect(nodes['inner']).to.deep.equal({ value: 5 });
        return iteration === 2;
      },
    });
    flow.loop('inner', { back: [[inner.out.value, inner.in.value]], maxIterations: 3 });
    const { error, loops } = await run(flow.build());
    expect(error).to.equal(undefined);
    expect(loops['outer']).to.deep.include({ reason: 'converged', iterations: 2 });
  });

  it('is read once, however often its workflow runs', async () => {
    const { built } = counting('count.value >= 3');
    const { runtime } = aRuntime({ plugins: [(await import('@tenon/plugin-cycles')).cycles()] });
    const results = await Promise.all(Array.from({ length: 20 }, () => runtime.execute(built)));
    expect(results.map(({ loops }) => loops['loop']?.iterations)).to.deep.equal(
      Array.from({ length: 20 }, () => 3),
    );
  });
});

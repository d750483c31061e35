import { defineNode, port, RuntimeError, type Workflow } from '@tenon/core';
import {
  add,
  aRuntime,
  aSchedule,
  aWorkflow,
  collect,
  exploreSchedules,
  failing,
  only,
  type Schedule,
  type ScheduleOptions,
  sleeping,
  spied,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';

async function failureOf(promise: Promise<unknown>): Promise<RuntimeError> {
  return promise.then(
    () => expect.fail('Nothing failed.'),
    (error: unknown) => error as RuntimeError,
  );
}

/** So many nodes that do not depend on one another, `n0` and so on. */
function row(count: number, node = value(1)): Workflow {
  const flow = aWorkflow();
  for (let i = 0; i < count; i++) flow.node(`n${String(i)}`, node);
  return flow.build();
}

const running = (flow: Workflow) => (schedule: Schedule) => {
  const { plugin, until } = schedule;
  return until(aRuntime({ plugins: [plugin] }).runtime.start(flow).result);
};

async function orderOf(flow: Workflow, options: ScheduleOptions): Promise<string> {
  const schedule = aSchedule(options);
  await running(flow)(schedule);
  return schedule.order.join();
}

describe('aSchedule', () => {
  it('lets nodes complete as they do anyway where there is no seed', async () => {
    expect(await orderOf(row(4), {})).to.equal('n0,n1,n2,n3');
  });

  it('lets them complete in an order that its seed alone decides', async () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const order = await orderOf(row(3), { seed });
      expect(await orderOf(row(3), { seed })).to.equal(order);
      orders.add(order);
    }
    expect([...orders].sort()).to.deep.equal([
      'n0,n1,n2',
      'n0,n2,n1',
      'n1,n0,n2',
      'n1,n2,n0',
      'n2,n0,n1',
      'n2,n1,n0',
    ]);
  });

  it('holds one node up while a long row of others goes on', async () => {
    const flow = aWorkflow().node('slow', value(1)).node('n0', value(1));
    for (let i = 1; i < 10; i++) {
      flow.node(`n${String(i)}`, add, { b: 1 }).edge(`n${String(i - 1)}`, `n${String(i)}.a`);
    }
    const built = flow.build();
    const orders: string[] = [];
    for (let seed = 0; seed < 40; seed++) orders.push(await orderOf(built, { seed }));
    expect(orders.some((order) => order.endsWith('slow'))).to.equal(true);
    expect(orders.some((order) => order.startsWith('slow'))).to.equal(true);
  });

  it('does not hold everything, so that nodes that answer at once stand beside others', async () => {
    const calls: string[] = [];
    const { node } = spied((_, { nodeId }) => ({ value: calls.push(nodeId) }));
    const schedule = aSchedule({ seed: 3 });
    const { runtime } = aRuntime({ plugins: [schedule.plugin] });
    const run = runtime.start(row(10, node as never), { concurrency: 10 });
    await schedule.clock.settle();
    expect(calls.length).to.be.within(1, 9);
    await schedule.until(run.result);
    expect(calls).to.have.length(10);
  });

  it('moves its clock where nothing is held, and not before', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const schedule = aSchedule({ seed });
      const flow = aWorkflow()
        .node('early', sleeping(schedule.clock, 10))
        .node('late', sleeping(schedule.clock, 20))
        .build();
      expect((await running(flow)(schedule)).status).to.equal('completed');
      expect(schedule.clock.now()).to.be.within(20, 30);
      expect(schedule.clock.pendingTimers).to.equal(0);
    }
  });

  it('lets timers overtake what is held, as long as it may be held', async () => {
    const ends = async (holdMs: number) => {
      const orders = new Set<string>();
      for (let seed = 0; seed < 60; seed++) {
        const schedule = aSchedule({ seed, holdMs });
        const flow = aWorkflow()
          .node('quick', value(1))
          .node('late', sleeping(schedule.clock, 20))
          .build();
        await running(flow)(schedule);
        orders.add(schedule.order.join());
      }
      return [...orders].sort();
    };
    expect(await ends(19)).to.deep.equal(['quick,late']);
    expect(await ends(20)).to.deep.equal(['late,quick', 'quick,late']);
  });

  it('hands failures on as they are, thrown or rejected', async () => {
    for (const later of [false, true]) {
      for (let seed = 0; seed < 10; seed++) {
        const thrown = { seed };
        const result = await running(only(failing(thrown, { later })))(aSchedule({ seed }));
        expect(result.error?.cause).to.equal(thrown);
      }
    }
  });

  it('waits for the world outside where no timer is set', async () => {
    const { node } = spied(
      () => new Promise((resolve) => void setTimeout(() => resolve({ value: 1 }), 5)),
    );
    const { plugin, until } = aSchedule({ seed: 1 });
    const limits = { wallMs: Infinity };
    const { runtime } = aRuntime({ limits, plugins: [plugin] });
    const { status } = await until(runtime.start(row(3, node as never)).result);
    expect(status).to.equal('completed');
  });

  it('does not draw by run ids, which may be drawn themselves', async () => {
    const orders = new Set<string>();
    for (const id of ['one', 'two', 'three']) {
      const { plugin, until, order } = aSchedule({ seed: 5 });
      await until(aRuntime({ plugins: [plugin] }).runtime.execute(row(5), { id }));
      orders.add(order.join());
    }
    expect(orders.size).to.equal(1);
  });

  it('refuses a runtime with another clock', () => {
    const { plugin } = aSchedule();
    expect(() => aRuntime({ clock: new VirtualClock(), plugins: [plugin] }))
      .to.throw('another clock')
      .with.property('code', 'OPTION_INVALID');
  });

  it('refuses options that are none', () => {
    for (const options of [
      { seed: 0.5 },
      { seed: '1' },
      { holdMs: -1 },
      { holdMs: '1' },
      { sed: 1 },
    ]) {
      expect(() => aSchedule(options as ScheduleOptions), JSON.stringify(options))
        .to.throw()
        .with.property('code', 'OPTION_INVALID');
    }
  });
});

describe('exploreSchedules', () => {
  /** Nodes that all add to one list that no connection states. */
  function coupled() {
    const seen: string[] = [];
    const flow = aWorkflow();
    for (const id of ['a', 'b', 'c']) {
      const node = defineNode({
        type: 'coupled',
        outputs: { value: port<number>() },
        run: () => ({ value: seen.push(id) }),
      });
      flow.node(id, node);
    }
    return flow.build();
  }

  it('finds nothing where results depend on nothing but the workflow', async () => {
    const flow = aWorkflow()
      .node('one', value(1))
      .node('two', value(2))
      .node('both', collect)
      .node('sum', add)
      .edge('one', 'both.values')
      .edge('two', 'both.values')
      .edge('one', 'sum.a')
      .edge('two', 'sum.b')
      .build();
    const { schedules, orders } = await exploreSchedules(running(flow));
    expect(schedules).to.equal(100);
    expect(orders).to.equal(4);
  });

  it('finds a result that depends on the order, with a seed that shows it again, alone', async () => {
    const test = (schedule: Schedule) => running(coupled())(schedule);
    const error = await failureOf(exploreSchedules(test));
    expect(error.code).to.equal('SCHEDULE_DEPENDENT');
    const [, seed] = /under seed (\d+) /.exec(error.message) ?? [];
    expect(error.message).to.match(
      /"results\.[abc]\.value" is \d, and was \d where nothing is held \(a, b, c\)/,
    );
    expect(error.hint).to.contain(`{ seed: ${String(seed)}, schedules: 1 }`);
    const again = await failureOf(exploreSchedules(test, { seed: Number(seed), schedules: 1 }));
    expect(again.message).to.equal(error.message);
  });

  it('compares whatever the test answers', async () => {
    const error = await failureOf(
      exploreSchedules(async (schedule) => {
        await running(row(3))(schedule);
        return [...schedule.order];
      }),
    );
    expect(error.code).to.equal('SCHEDULE_DEPENDENT');
    expect(error.message).to.match(/"\[\d\]" is 'n\d', and was 'n\d'/);
  });

  it('tells of a test that fails under one order only, and keeps what it failed with', async () => {
    const cause = new Error('out of order');
    const error = await failureOf(
      exploreSchedules(async (schedule) => {
        await running(row(2))(schedule);
        if (schedule.order[0] === 'n1') throw cause;
      }),
    );
    expect(error.code).to.equal('SCHEDULE_FAILED');
    expect(error.cause).to.equal(cause);
    expect(error.message).to.contain('(n1, n0): out of order');
    expect(error.hint).to.contain('schedules: 1');
  });

  it('shows the beginning of a long order', async () => {
    const error = await failureOf(
      exploreSchedules(async (schedule) => {
        await running(row(20))(schedule);
        if (schedule.seed !== undefined) throw new Error('always');
      }),
    );
    expect(error.message).to.match(/\((n\d+, ){12}…\)/);
  });

  it('throws what a test fails with under any order as it is', async () => {
    const cause = new Error('always');
    expect(await failureOf(exploreSchedules(() => Promise.reject(cause)))).to.equal(cause);
  });

  it('fails where nothing was under its order', async () => {
    const error = await failureOf(exploreSchedules(() => aRuntime().runtime.execute(row(2))));
    expect(error.code).to.equal('SCHEDULE_UNUSED');
  });

  it('refuses options that are none', async () => {
    for (const options of [{ schedules: 0 }, { seed: NaN }, { seeds: 1 }, { holdMs: -1 }]) {
      const error = await failureOf(exploreSchedules(() => 1, options));
      expect(RuntimeError.is(error, 'OPTION_INVALID'), JSON.stringify(options)).to.equal(true);
    }
  });
});

import {
  Clock,
  type Clock as ClockService,
  createRuntime,
  defineNode,
  IdSource,
  type Plugin,
  port,
  Routed,
  type RunResult,
  type RuntimeError,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import {
  add,
  aFault,
  aRuntime,
  aWorkflow,
  CountingIds,
  collect,
  failing,
  forEveryFault,
  gates,
  loops,
  only,
  type Recording,
  type ReplayOptions,
  record,
  replay,
  sleeping,
  spied,
  type Tape,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { observable } from '#testing/schedules/observable.js';

type Test = (tape: Tape) => Promise<RunResult>;

/** Runs a workflow on the tape; on a virtual clock while it is recorded. */
function running(flow: Workflow, plugins: readonly Plugin[] = []): Test {
  return ({ plugin }) => aRuntime({ plugins: [...plugins, plugin] }).runtime.start(flow).result;
}

async function recorded(test: Test, clock = new VirtualClock()) {
  return clock.until(record(test, { clock, ids: new CountingIds() }));
}

/** As JSON says it. */
function throughJson(recording: Recording): Recording {
  return JSON.parse(JSON.stringify(recording)) as Recording;
}

async function failureOf(promise: Promise<unknown>): Promise<RuntimeError> {
  return promise.then(
    () => expect.fail('Nothing failed.'),
    (error: unknown) => error as RuntimeError,
  );
}

/** Records a test, replays it from JSON, and expects the same; answers the recording. */
async function expectSame(test: Test, options?: ReplayOptions): Promise<Recording> {
  const { recording, answer } = await recorded(test);
  const again = await replay(throughJson(recording), test, options);
  expect(observable(again)).to.deep.equal(observable(answer));
  expect(again.runId).to.equal(answer.runId);
  return recording;
}

describe('record', () => {
  it('is plain data: calls, inputs, outputs and their order', async () => {
    const flow = aWorkflow().node('one', value(1)).node('sum', add, { b: 2 }).edge('one', 'sum.a');
    const { recording, answer } = await recorded(running(flow.build()));
    expect(answer.status).to.equal('completed');
    expect(recording.ids).to.deep.equal(['run-1']);
    const events = recording.events.map((event) => ({ ...event, readings: undefined }));
    expect(events).to.deep.equal([
      { type: 'begin', run: 1, node: 'one', call: 1, inputs: {}, readings: undefined },
      {
        type: 'end',
        run: 1,
        node: 'one',
        call: 1,
        isLate: false,
        outputs: { value: 1 },
        readings: undefined,
      },
      { type: 'begin', run: 1, node: 'sum', call: 1, inputs: { a: 1, b: 2 }, readings: undefined },
      {
        type: 'end',
        run: 1,
        node: 'sum',
        call: 1,
        isLate: false,
        outputs: { value: 3 },
        readings: undefined,
      },
    ]);
    expect(throughJson(recording)).to.deep.equal(recording);
  });

  it('uses the clock of the machine and random ids where nothing is said', async () => {
    const { recording } = await record(({ plugin, isReplay }) => {
      expect(isReplay).to.equal(false);
      return createRuntime({ plugins: [plugin] }).execute(only(value(1)), { timing: true });
    });
    expect(recording.ids[0]).to.match(/^[0-9a-f-]{36}$/);
    const readings = recording.events.flatMap((event) => event.readings?.now ?? []);
    expect(readings.length).to.be.above(0);
  });

  it('writes one thing after another, in the order in which the runtime learns of it', async () => {
    const clock = new VirtualClock();
    const flow = aWorkflow()
      .node('slow', sleeping(clock, 20))
      .node('quick', sleeping(clock, 10))
      .node('twin', sleeping(clock, 10))
      .build();
    const { recording } = await recorded(running(flow), clock);
    const ends = recording.events.flatMap((event) => (event.type === 'end' ? [event.node] : []));
    expect(ends).to.deep.equal(['quick', 'twin', 'slow']);
  });

  it('neither writes nor fires a timer that another one of the same moment cancels', async () => {
    const test = ({ clock }: Tape) =>
      new Promise<void>((resolve) => {
        clock.timer(5, () => {
          second.cancel();
          clock.timer(1, resolve);
        });
        const second = clock.timer(5, () => expect.fail('It fired.'));
      });
    const clock = new VirtualClock();
    const { recording } = await clock.until(record(test, { clock }));
    const timers = recording.events.map((event) => event.type === 'timer' && event.timer);
    expect(timers).to.deep.equal([1, 3]);
    await replay(recording, test);
  });

  it('holds no secret that a run masks', async () => {
    const masking: Plugin = {
      manifest: { name: 'masking', version: '1.0.0' },
      apply(hooks) {
        hooks.prepare.tap('masking', (_, run) => {
          const text = (given: string) => given.replaceAll('hunter2', '***');
          run.mask = {
            text,
            value: (given) => JSON.parse(text(JSON.stringify(given))) as typeof given,
          };
        });
      },
    };
    const { recording } = await recorded(
      running(
        aWorkflow()
          .node('leak', value('is hunter2'))
          .node('next', add, { b: 1 })
          .edge('leak', 'next.a')
          .build(),
        [masking],
      ),
    );
    expect(JSON.stringify(recording)).not.to.contain('hunter2');
    expect(JSON.stringify(recording)).to.contain('is ***');
  });

  it('throws what the test throws', async () => {
    const cause = new Error('mine');
    expect(await failureOf(record(() => Promise.reject(cause)))).to.equal(cause);
    expect((await failureOf(record(() => 1, { clok: 1 } as never))).code).to.equal(
      'OPTION_INVALID',
    );
  });

  it('refuses a runtime with another clock or other ids', async () => {
    const { plugin } = (await record((tape) => tape)).answer;
    expect(() => aRuntime({ clock: new VirtualClock(), plugins: [plugin] })).to.throw(
      'another clock',
    );
    expect(() =>
      aRuntime({
        plugins: [plugin],
        configure: ({ bind }) => void bind(IdSource).toConstantValue(new CountingIds()),
      }),
    ).to.throw('another source of ids');
  });
});

describe('replay', () => {
  it('answers from the recording, and calls nobody', async () => {
    const { node, calls } = spied(async () => {
      await Promise.resolve();
      return { value: calls.length };
    });
    const test = running(aWorkflow().node('a', node).node('b', node).edge('a', 'b.value').build());
    await expectSame(test);
    expect(calls).to.have.length(2);
  });

  it('lets nodes come back in the order in which they did', async () => {
    const clock = new VirtualClock();
    const flow = aWorkflow();
    for (const ms of [30, 10, 20]) flow.node(`n${String(ms)}`, sleeping(clock, ms));
    const built = flow.build();
    const orders: string[][] = [];
    const test: Test = async ({ plugin }) => {
      const order: string[] = [];
      orders.push(order);
      const watching: Plugin = {
        manifest: { name: 'watching', version: '1.0.0' },
        apply: (hooks) => hooks.nodeSettled.tap('watching', ({ node }) => void order.push(node)),
      };
      return aRuntime({ plugins: [watching, plugin] }).runtime.start(built).result;
    };
    const { recording } = await recorded(test, clock);
    await replay(throughJson(recording), test);
    expect(orders).to.deep.equal([
      ['n10', 'n20', 'n30'],
      ['n10', 'n20', 'n30'],
    ]);
  });

  it('says the times and ids that were, to the reading', async () => {
    const test: Test = ({ plugin }) =>
      createRuntime({ plugins: [plugin] }).start(only(value(1)), { timing: true }).result;
    const { recording, answer } = await record(test);
    const again = await replay(throughJson(recording), test);
    expect(again.runId).to.equal(answer.runId);
    expect(again.outcomes.get('only')).to.deep.equal(answer.outcomes.get('only'));
  });

  it('says the date that was', async () => {
    const dating: Plugin = {
      manifest: { name: 'dating', version: '1.0.0' },
      apply(hooks, services) {
        const clock = services.get(Clock);
        hooks.prepare.tap('dating', (_, run) =>
          run.warn({ code: 'TIMEOUT', message: clock.date().toISOString() }),
        );
      },
    };
    const clock = new VirtualClock({ date: new Date('2026-02-03T04:05:06Z') });
    const test = running(only(value(1)), [dating]);
    const { recording } = await recorded(test, clock);
    const again = await replay(throughJson(recording), test);
    expect(again.warnings[0]?.message).to.equal('2026-02-03T04:05:06.000Z');
  });

  it('repeats time limits, retries and other timers without waiting for them', async () => {
    const clock = new VirtualClock();
    const retrying: Plugin = {
      manifest: { name: 'retrying', version: '1.0.0' },
      apply(hooks, services) {
        const time = services.get(Clock);
        hooks.node.tap('retrying', (wraps) =>
          wraps.add('retry', (next) => async (inputs, context) => {
            try {
              return await next(inputs, context);
            } catch {
              await new Promise<void>((resolve) => void time.timer(86_400, resolve));
              return next(inputs, context);
            }
          }),
        );
      },
    };
    let calls = 0;
    const flaky = spied(() => {
      if (calls++ === 0) throw new TypeError('flaky');
      return { value: 7 };
    }).node;
    const flow = aWorkflow()
      .node('flaky', flaky)
      .node('hangs', sleeping(clock, 1e9, { ignoresAbort: true }), {}, { timeoutMs: 500_000 })
      .build();
    const test: Test = ({ plugin }) =>
      aRuntime({ plugins: [retrying, plugin] }).runtime.start(flow, { onError: 'continue' }).result;
    const { recording, answer } = await recorded(test, clock);
    expect(answer.error?.code).to.equal('TIMEOUT');
    const again = await replay(throughJson(recording), test);
    expect(observable(again)).to.deep.equal(observable(answer));
    expect(again.results['flaky']).to.deep.equal({ value: 7 });
    expect(calls).to.equal(2);
  });

  it('repeats what was thrown, at once or later', async () => {
    for (const later of [false, true]) {
      const test = running(only(failing(new RangeError('out'), { later })));
      const { recording } = await recorded(test);
      const again = await replay(throughJson(recording), test);
      expect(again.error?.cause).to.include({ name: 'RangeError', message: 'out' });
    }
  });

  it('repeats routes, with what explains them, loops and sub-workflows', async () => {
    const route = defineNode({
      type: 'route',
      outputs: { left: port<number>(), right: port<number>() },
      routes: { ports: ['left', 'right'], multiple: false },
      run: () => new Routed({ left: 1 }, ['left'], () => ({ text: 'of old custom' })),
    });
    const plain = defineNode({
      type: 'plain-route',
      outputs: { left: port<number>(), right: port<number>() },
      routes: { ports: ['left', 'right'], multiple: false },
      run: () => new Routed({ right: 1 }, ['right']),
    });
    const inner = workflow('inner');
    inner.add('deep', value(5));
    const flow = workflow('outer');
    flow.add('sub', subWorkflow(inner.build()));
    const count = flow.add('count', add, { a: 0, b: 1 });
    flow.loop('thrice', { back: [[count.out.value, count.in.a]], maxIterations: 3 });
    const way = flow.add('way', route);
    flow.add('plain', plain);
    const [left, right] = [flow.add('left', collect), flow.add('right', collect)];
    flow.connect(way.out.left, left.in.values);
    flow.connect(way.out.right, right.in.values);
    const test: Test = ({ plugin }) =>
      aRuntime({ plugins: [gates(), loops(), plugin] }).runtime.start(flow.build()).result;
    const { recording, answer } = await recorded(test);
    const again = await replay(throughJson(recording), test);
    expect(observable(again)).to.deep.equal(observable(answer));
    expect(again.why('right')).to.deep.equal(answer.why('right'));
    expect(recording.events).to.deep.include.members(
      recording.events.filter((event) => event.type === 'begin' && event.node === 'sub/deep'),
    );
    expect(again.outcomes.get('sub')?.nested?.get('deep')?.status).to.equal('completed');
    await replay(throughJson(recording), test, { call: 'all' });
  });

  it('repeats several runs that go on at the same time', async () => {
    const clock = new VirtualClock();
    const flow = only(sleeping(clock, 10), { value: 3 });
    const test = async ({ plugin }: Tape) => {
      const { runtime } = aRuntime({ plugins: [plugin] });
      const runs = await Promise.all([runtime.execute(flow), runtime.execute(flow)]);
      return runs.map(({ runId, results }) => [runId, results['only']]);
    };
    const { recording, answer } = await clock.until(
      record(test, { clock, ids: new CountingIds() }),
    );
    expect(await replay(throughJson(recording), test)).to.deep.equal(answer);
  });

  it('stands up to every fault in the run it repeats', async () => {
    await forEveryFault(
      async (fault) => {
        const flow = aWorkflow()
          .node('a', value(1))
          .node('b', add, { b: 1 })
          .edge('a', 'b.a')
          .build();
        const test: Test = ({ plugin, isReplay }) => {
          const { kind, on, nth } = fault;
          const own = isReplay ? aFault({ kind, on, nth }) : fault;
          return aRuntime({ plugins: [own.plugin, plugin] }).runtime.start(flow, {
            signal: own.signal,
            timeoutMs: 5000,
            graceMs: 10,
          }).result;
        };
        await expectSame(test);
      },
      { on: ['step', 'attempt'] },
    );
  });

  describe('with functions that are called again', () => {
    it('gives them the times that they read, and compares what they answer', async () => {
      const reading = (clock: () => ClockService, calls: number[]) =>
        defineNode({
          type: 'reading',
          outputs: { at: port<number>(), on: port<number>() },
          run: async () => {
            const [at, on] = [clock().now(), clock().date().getTime()];
            await new Promise<void>((resolve) => void clock().timer(50, resolve));
            await new Promise<void>((resolve) => void clock().immediate(resolve));
            return { at: calls.push(clock().now() - at) && at, on };
          },
        });
      const calls: number[] = [];
      let clock: ClockService = new VirtualClock();
      const flow = only(reading(() => clock, calls));
      const test: Test = (tape) => {
        clock = tape.clock;
        return running(flow)(tape);
      };
      const recording = await expectSame(test, { call: ['only'] });
      await replay(recording, test, { call: 'all' });
      expect(calls).to.deep.equal([50, 50, 50]);
    });

    it('calls those only that are named', async () => {
      const [one, other] = [spied(() => ({ value: 1 })), spied(() => ({ value: 2 }))];
      const test = running(aWorkflow().node('one', one.node).node('other', other.node).build());
      await expectSame(test, { call: ['other'] });
      expect([one.calls.length, other.calls.length]).to.deep.equal([1, 2]);
    });

    it('calls functions that fail, now and later', async () => {
      for (const later of [false, true]) {
        await expectSame(running(only(failing(new RangeError('out'), { later }))), { call: 'all' });
      }
    });

    it('calls what answers something that is no data, which nothing else can replay', async () => {
      class Order {
        readonly total = 3;
      }
      const test = running(only(spied(() => ({ value: new Order() })).node));
      const { recording } = await recorded(test);
      const error = await failureOf(replay(throughJson(recording), test));
      expect(error.code).to.equal('RECORDING_OPAQUE');
      expect(error.message).to.match(
        /^The answer of node "only" cannot be played: "value" is .*Order/,
      );
      expect(error.hint).to.contain("call: ['only']");
      const { results } = await replay(throughJson(recording), test, { call: ['only'] });
      expect(results['only']?.['value']).to.be.instanceOf(Order);
    });

    for (const [what, first, then, words] of [
      [
        'another value',
        () => ({ value: 3 }),
        () => ({ value: 4 }),
        '"outputs.value" is 4, and was 3',
      ],
      [
        'a failure',
        () => ({ value: 3 }),
        () => {
          throw new Error('no');
        },
        '"outputs" is undefined',
      ],
      [
        'another value later',
        async () => Promise.resolve({ value: 3 }),
        async () => Promise.resolve({ value: 4 }),
        '"outputs.value" is 4, and was 3',
      ],
      [
        'by a promise',
        () => ({ value: 3 }),
        async () => Promise.resolve({ value: 3 }),
        'answered by a promise',
      ],
      [
        'by a promise that fails',
        () => ({ value: 3 }),
        async () => Promise.reject(new Error('no')),
        'answered by a promise',
      ],
      [
        'at once',
        async () => Promise.resolve({ value: 3 }),
        () => ({ value: 3 }),
        'answered at once',
      ],
    ] as const) {
      it(`diverges where one answers ${what}`, async () => {
        let isAgain = false;
        const test = running(only(spied(() => (isAgain ? then() : first())).node));
        const { recording } = await recorded(test);
        isAgain = true;
        const error = await failureOf(replay(throughJson(recording), test, { call: 'all' }));
        expect(error.code).to.equal('REPLAY_DIVERGED');
        expect(error.message).to.contain('the answer of node "only" was expected');
        expect(error.message).to.contain(words);
        expect(error.where.node).to.equal('only');
      });
    }

    it('diverges where one does not come back', async () => {
      let isAgain = false;
      const test = running(
        only(spied(() => (isAgain ? new Promise(() => {}) : Promise.resolve({ value: 1 }))).node),
      );
      const { recording } = await recorded(test);
      isAgain = true;
      const error = await failureOf(replay(recording, test, { call: 'all', patienceMs: 20 }));
      expect(error.message).to.contain('the answer of node "only" was expected, and nothing came');
    });
  });

  describe('diverges', () => {
    const flow = (...ids: string[]) => {
      const built = aWorkflow();
      for (const id of ids) built.node(id, value(id));
      return built.build();
    };

    it('where another node is called, and names step, what was expected and what came', async () => {
      const { recording } = await recorded(running(flow('a', 'b')));
      const error = await failureOf(replay(recording, running(flow('a', 'c'))));
      expect(error.code).to.equal('REPLAY_DIVERGED');
      expect(error.message).to.equal(
        'The replay diverges at step 3 of the recording: the call of node "b" was expected, and node "c" was called.',
      );
      expect(error.where).to.deep.equal({ node: 'c' });
      expect(error.hint).to.contain('record the run again');
    });

    it('where a node comes with other inputs', async () => {
      const test = (b: number) =>
        running(
          aWorkflow().node('one', value(1)).node('sum', add, { b }).edge('one', 'sum.a').build(),
        );
      const { recording } = await recorded(test(2));
      const error = await failureOf(replay(recording, test(3)));
      expect(error.message).to.contain('node "sum" came with inputs in which "b" is 3, and was 2');
    });

    it('where more is called than was', async () => {
      const { recording } = await recorded(running(flow('a')));
      const error = await failureOf(replay(recording, running(flow('a', 'b'))));
      expect(error.message).to.contain(
        'step 3 of the recording: nothing more was expected, and node "b" was called',
      );
    });

    it('where less is called than was', async () => {
      const { recording } = await recorded(running(flow('a', 'b')));
      const error = await failureOf(replay(recording, running(flow('a'))));
      expect(error.message).to.contain('the call of node "b" was expected, and the test was over');
    });

    it('where more runs are started than were', async () => {
      const twice: Test = async ({ plugin, isReplay }) => {
        const { runtime } = aRuntime({ plugins: [plugin] });
        await runtime.execute(flow('a'));
        if (isReplay) await runtime.execute(flow('a'));
        return runtime.execute(flow('a'));
      };
      const { recording } = await recorded(twice);
      const error = await failureOf(replay(recording, twice));
      expect(error.code).to.equal('REPLAY_DIVERGED');
      expect(error.message).to.match(/an id was asked for, which makes 3$|an id was asked for/);
    });

    it('where a timer is not set, naming which call of which run was expected', async () => {
      const clock = new VirtualClock();
      const test: Test = async (tape) => {
        if (!tape.isReplay) {
          await new Promise<void>((resolve) => void tape.clock.timer(5, resolve));
        }
        await running(flow('a'))(tape);
        return running(flow('a'))(tape);
      };
      const { recording } = await recorded(test, clock);
      const error = await failureOf(replay(recording, test, { patienceMs: 20 }));
      expect(error.message).to.match(/timer 1 was expected/);
    });

    it('where nothing comes any more', async () => {
      const { recording } = await recorded(running(flow('a')));
      const error = await failureOf(
        replay(recording, () => new Promise<never>(() => {}), { patienceMs: 20 }),
      );
      expect(error.message).to.contain('the call of node "a" was expected, and nothing came');
    });

    it('and says so whatever the test makes of it', async () => {
      const { recording } = await recorded(running(flow('a', 'b')));
      const test: Test = async (tape) => {
        const { status } = await running(flow('b', 'a'))(tape);
        return expect.fail(`It is ${status}.`);
      };
      expect((await failureOf(replay(recording, test))).code).to.equal('REPLAY_DIVERGED');
    });
  });

  it('throws what the test throws where the replay goes the same way', async () => {
    const { recording } = await recorded(running(only(value(1))));
    const cause = new Error('mine');
    const error = await failureOf(
      replay(recording, async (tape) => {
        await running(only(value(1)))(tape);
        throw cause;
      }),
    );
    expect(error).to.equal(cause);
  });

  it('keeps to what a clock takes', async () => {
    const { recording } = await record(() => 1);
    await replay(recording, ({ clock }) => {
      expect(() => clock.timer(-1, () => undefined))
        .to.throw()
        .with.property('code', 'OPTION_INVALID');
      expect(() => clock.timer('1' as never, () => undefined)).to.throw();
      clock.timer(1, () => expect.fail('It fired.')).cancel();
      expect(clock.now()).to.equal(0);
      expect(clock.date().getTime()).to.equal(0);
    });
  });

  it('refuses what is no recording, and options that are none', async () => {
    for (const recording of [
      undefined,
      7,
      {},
      { format: 2, ids: [], events: [] },
      { format: 1, ids: [] },
    ]) {
      const error = await failureOf(replay(recording as Recording, () => 1));
      expect(error.code).to.equal('RECORDING_INVALID');
    }
    const { recording } = await recorded(running(only(value(1))));
    for (const options of [{ call: ['onyl'] }, { calls: 'all' }]) {
      const error = await failureOf(replay(recording, () => 1, options as ReplayOptions));
      expect(error.code).to.equal('OPTION_INVALID');
    }
    const error = await failureOf(replay(recording, () => 1, { call: ['onyl'] }));
    expect(error.hint).to.contain('"only"');
    expect((await failureOf(replay(recording, () => 1, { call: ['zzz'] }))).hint).to.contain(
      'sub/node',
    );
  });
});

describe('A tape', () => {
  it('is out of the way when its test is over: what still runs is neither written nor slowed down', async () => {
    const { recording, answer } = await record((tape) => tape);
    const { status } = await running(only(value(1)))(answer);
    expect(status).to.equal('completed');
    expect(recording.events).to.deep.equal([]);
    const played = await replay(recording, (tape) => tape);
    expect(() => running(only(value(1)))(played))
      .to.throw('an id was asked for')
      .with.property('code', 'REPLAY_DIVERGED');
  });
});

import {
  Clock,
  createRuntime,
  defineHookSet,
  defineNode,
  type Ending,
  LazyResults,
  Logger,
  type Plugin,
  port,
  type RegionScope,
  type RegionSession,
  type Run,
  runOf,
  TaskManager,
  workflow,
} from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  chainOf,
  failing,
  only,
  pass,
  spied,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { SyncHook } from 'tapable';
import { controlled } from '../support/controlled.js';
import { on } from '../support/hook-taps.js';
import { tapping } from '../support/plugins.js';
import { turns } from '../support/waiting.js';
import { thrown } from '../unit/errors/thrown.js';

/** Many nodes side by side that are asynchronous and wait for nothing. */
function sideBySide(count: number) {
  const { node, calls } = spied(() => Promise.resolve({}));
  const flow = aWorkflow();
  for (let i = 0; i < count; i++) flow.node(`n${String(i)}`, node);
  return { flow: flow.build(), calls };
}

describe('50,000 asynchronous nodes that wait for nothing', () => {
  it('let timers fire in between', async () => {
    const { flow } = sideBySide(50_000);
    let fired = 0;
    const timer = setInterval(() => fired++, 1);
    const { status } = await aRuntime().runtime.start(flow).result;
    clearInterval(timer);
    expect(status).to.equal('completed');
    expect(fired).to.be.above(0);
  });

  it('are stopped by a signal that a timer aborts', async () => {
    const { flow, calls } = sideBySide(50_000);
    const controller = new AbortController();
    const { runtime } = aRuntime();
    const run = runtime.start(flow, { signal: controller.signal });
    setTimeout(() => controller.abort(), 1);
    expect((await run.result).status).to.equal('aborted');
    expect(calls.length).to.be.below(50_000);
  });
});

describe('what fails in odd ways', () => {
  it('as a logger that throws when a tap of "nodeSettled" has failed lets the run end', async () => {
    const fail = () => {
      throw new Error('boom');
    };
    for (const answer of [{ value: 1 }, turns().then(() => ({ value: 1 }))]) {
      const { runtime } = aRuntime({
        plugins: [on('nodeSettled', fail)],
        configure: ({ bind }) => {
          bind(Logger).toConstantValue({ debug: fail, info: fail, warn: fail, error: fail });
        },
      });
      const flow = aWorkflow()
        .node('a', spied(() => answer).node)
        .node('b', pass)
        .edge('a', 'b.value')
        .build();
      const { status, warnings } = await runtime.start(flow).result;
      expect(status).to.equal('completed');
      expect(warnings.map(({ code }) => code)).to.deep.equal([
        'OBSERVER_FAILED',
        'OBSERVER_FAILED',
      ]);
    }
  });

  it('as an error that only bears the brand of Tenon fails its node like any other', async () => {
    const forged = Object.assign(new Error('forged'), { code: 'ABORTED' });
    Object.defineProperty(forged, Symbol.for('tenon.RuntimeError'), { value: true });
    for (const later of [false, true]) {
      const { status, error } = await aRuntime().runtime.start(only(failing(forged, { later })))
        .result;
      expect([status, error?.code, error?.where.node]).to.deep.equal([
        'failed',
        'NODE_FAILED',
        'only',
      ]);
      expect(error?.cause).to.equal(forged);
    }
  });
});

describe('a controller', () => {
  /** A loop over one node; with `any`, beside a node that the sweep leaves to the machine. */
  function looping(engine: 'sweep' | 'machine') {
    const body = spied();
    const after = spied();
    const flow = workflow('looping');
    const node = flow.add('body', body.node);
    const behind = flow.add('after', after.node);
    flow.connect(node.output('value'), behind.input('value'));
    flow.loop('again', { back: [[node.output('value'), node.input('value')]] });
    if (engine === 'machine') {
      const one = flow.add('one', value(1));
      const any = flow.add('any', pass, {}, { join: 'any' });
      flow.connect(one.out.value, any.in.value);
    }
    return { flow: flow.build(), body: body.calls, after: after.calls };
  }

  for (const engine of ['sweep', 'machine'] as const) {
    it(`that ends its loop in "begin" has no iteration run (${engine})`, async () => {
      const ends: unknown[] = [];
      const begin = (scope: RegionScope): RegionSession => {
        scope.end({ reason: 'converged' });
        return {
          decide: () => 'again',
          ended: ({ reason }: Ending, iterations: number) => void ends.push([reason, iterations]),
        };
      };
      const { flow, body } = looping(engine);
      const { runtime } = aRuntime({ plugins: [controlled(begin)] });
      const { status } = await runtime.start(flow).result;
      expect([status, body.length]).to.deep.equal(['completed', 0]);
      expect(ends).to.deep.equal([['converged', 0]]);
    });

    it(`that ends its loop in "decide" is taken at that word, not at "again" (${engine})`, async () => {
      for (const isAsync of [false, true]) {
        const begin = (): RegionSession => ({
          decide: (scope) => {
            scope.end({ reason: 'converged' });
            return isAsync ? Promise.resolve('again' as const) : 'again';
          },
        });
        const { flow, body, after } = looping(engine);
        const { runtime } = aRuntime({ plugins: [controlled(begin)] });
        const { status, loops } = await runtime.start(flow).result;
        expect([status, body.length, after.length]).to.deep.equal(['completed', 1, 1]);
        expect(loops['again']).to.deep.include({ reason: 'converged', iterations: 1 });
      }
    });

    it(`that throws in "begin" fails its loop before any node of it (${engine})`, async () => {
      const boom = new Error('boom');
      const { flow, body } = looping(engine);
      const { runtime } = aRuntime({
        plugins: [
          controlled(() => {
            throw boom;
          }),
        ],
      });
      const { status, error } = await runtime.start(flow).result;
      expect([status, error?.code, error?.cause, error?.where.loop]).to.deep.equal([
        'failed',
        'LOOP_FAILED',
        boom,
        'again',
      ]);
      expect(body).to.have.length(0);
    });

    it(`that answers no verdict fails its loop, now or later (${engine})`, async () => {
      for (const answer of [undefined, true, {}]) {
        for (const isAsync of [false, true]) {
          const decide = () => (isAsync ? Promise.resolve(answer) : answer) as never;
          const { flow, body } = looping(engine);
          const { runtime } = aRuntime({ plugins: [controlled(() => ({ decide }))] });
          const { status, error } = await runtime.start(flow).result;
          expect([status, error?.code, body.length]).to.deep.equal(['failed', 'LOOP_FAILED', 1]);
        }
      }
    });
  }

  it('that fails is named by "why" for what waits behind the loop, with its error', async () => {
    const { flow } = looping('sweep');
    const begin = (): RegionSession => ({
      decide: () => {
        throw new Error('boom');
      },
    });
    const { runtime } = aRuntime({ plugins: [controlled(begin)] });
    const result = await runtime.start(flow, { onError: 'continue' }).result;
    const why = result.why('after');
    expect(why?.text).to.include('waits for loop "again", which failed').and.to.include('boom');
    expect(why?.error).to.equal(result.error);
    expect(why?.error?.code).to.equal('LOOP_FAILED');
  });
});

describe('a plugin', () => {
  for (const [hook, answer] of [
    ['prepare', 1],
    ['plan', {}],
    ['verify', [null]],
    ['admit', [{ code: 'WORKFLOW_INVALID', message: 'no place', severity: 'error' }]],
    ['review', [{ code: 'WORKFLOW_INVALID', message: 'm', severity: 'fatal', where: {} }]],
  ] as const) {
    it(`that answers rubbish in the hook "${hook}" is named, and the run is refused`, async () => {
      const { runtime } = aRuntime({ plugins: [on(hook, () => answer)] });
      const { status, error } = await runtime.start(only(value(1))).result;
      expect([status, error?.code, error?.where.plugin, error?.where.hook]).to.deep.equal([
        'refused',
        'HOOK_MISUSE',
        'mine',
        hook,
      ]);
    });
  }

  it('without a stage sees in "results" what was executed, and its answer is kept', async () => {
    const seen: unknown[] = [];
    const answering = tapping('mine', (hooks) => {
      hooks.results.tap('mine', ({ record }) => {
        seen.push({ ...record });
        return new LazyResults(() => ({ ...record, mine: { value: 2 } }));
      });
    });
    const { runtime } = aRuntime({ plugins: [answering] });
    const { results } = await runtime.execute(only(value(1)));
    expect(seen).to.deep.equal([{ only: { value: 1 } }]);
    expect({ ...results }).to.deep.equal({ only: { value: 1 }, mine: { value: 2 } });
  });

  it('that checks visits leaves the limit of the runtime as it is', async () => {
    const counts: number[] = [];
    const checking = tapping('mine', (hooks) => {
      hooks.prepare.tap('mine', (_request, run) => {
        run.checkVisits((visits) => {
          counts.push(visits);
          return visits + 1;
        });
      });
    });
    const { runtime } = aRuntime({ plugins: [checking], limits: { nodeVisits: 3 } });
    const { status, error, outcomes } = await runtime.start(chainOf(10)).result;
    expect([status, error?.code]).to.deep.equal(['failed', 'LIMIT_REACHED']);
    expect(outcomes.get('n3')?.reason).to.equal('notStarted');
    expect(counts).to.include.members([1, 2, 3]);
  });

  it('whose hook set is named like a service does not hide that', () => {
    const set = defineHookSet('Clock', () => ({ ticked: new SyncHook<[number]>(['ticks']) }));
    const clock = new VirtualClock();
    const found: unknown[] = [];
    const owner = tapping('owner', (_hooks, services) => void found.push(services.get(Clock)), {
      publishes: [set],
    });
    const { runtime } = aRuntime({ clock, plugins: [owner] });
    expect([...found, runtime.services.get(Clock)]).to.deep.equal([clock, clock]);
  });

  it('finds the run of a visit by its context', async () => {
    const runs: Run[] = [];
    const finding: Plugin = tapping('mine', (hooks) => {
      hooks.prepare.tap('mine', (_request, run) => void runs.push(run));
      hooks.node.tap('mine', (wraps) => {
        wraps.add('observe', (next) => (inputs, context) => {
          runs.push(runOf(context));
          return next(inputs, context);
        });
      });
    });
    await aRuntime({ plugins: [finding] }).runtime.execute(only(value(1)));
    expect(runs).to.have.length(2);
    expect(runs[0] === runs[1]).to.equal(true);
  });
});

describe('options', () => {
  const start = (options: unknown) => () => createRuntime(options as never);

  it('with a misspelt limit, or that are no object, are refused', () => {
    expect(thrown(start({ limits: { nodeVisit: 1 } })).code).to.equal('OPTION_INVALID');
    expect(thrown(start(null)).code).to.equal('OPTION_INVALID');
    const { runtime } = aRuntime();
    const run = () => runtime.start(only(value(1)), null as never);
    expect(thrown(run).code).to.equal('OPTION_INVALID');
  });
});

describe('time that synchronous code takes', () => {
  it('counts for the limit of a run, although no timer can fire', async () => {
    const clock = new VirtualClock();
    const { node, calls } = spied(() => {
      clock.block(60);
      return { value: 1 };
    });
    const { runtime } = aRuntime({ clock });
    const flow = aWorkflow().node('a', node).node('b', node).edge('a', 'b.value').build();
    const { status, error } = await runtime.start(flow, { timeoutMs: 100 }).result;
    expect([status, error?.code, calls.length]).to.deep.equal(['failed', 'TIMEOUT', 2]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('counts for the limit of a node that goes on asynchronously', async () => {
    const clock = new VirtualClock();
    const { node } = spied(() => {
      clock.block(60);
      return new Promise((resolve) => {
        clock.timer(60, () => resolve({ value: 1 }));
      });
    });
    const { runtime } = aRuntime({ clock });
    const run = runtime.start(only(node, {}, { timeoutMs: 100 }), { graceMs: 0 });
    const { error } = await clock.until(run.result);
    expect([error?.code, error?.where.node, clock.now()]).to.deep.equal(['TIMEOUT', 'only', 100]);
  });
});

describe('a node', () => {
  it('that joins any of 3,000 edges is skipped when all their sources fail', async () => {
    const many = defineNode({
      type: 'many',
      inputs: { value: port().many() },
      outputs: { value: port().optional() },
      run: () => ({}),
    });
    const flow = aWorkflow();
    const bad = failing(new Error('boom'), { later: true });
    for (let i = 0; i < 3000; i++) flow.node(`n${String(i)}`, bad);
    flow.node('any', many, {}, { join: 'any' });
    for (let i = 0; i < 3000; i++) flow.edge(`n${String(i)}`, 'any.value');
    const { runtime } = aRuntime();
    const { failures, outcomes } = await runtime.start(flow.build(), { onError: 'continue' })
      .result;
    expect([failures.length, outcomes.get('any')?.reason]).to.deep.equal([3000, 'upstreamFailed']);
  });

  it('with a default for one value of many gets it as a list', async () => {
    const seen: unknown[] = [];
    const node = defineNode({
      type: 'many',
      inputs: { values: port<number>().default(5).many() },
      outputs: {},
      run: ({ values }) => {
        seen.push(values);
        return {};
      },
    });
    await aRuntime().runtime.execute(only(node));
    expect(seen).to.deep.equal([[5]]);
  });
});

describe('a run that has ended', () => {
  it('tells the same after a late abort', async () => {
    const { runtime } = aRuntime();
    const flow = aWorkflow()
      .node('bad', failing(new Error('boom')))
      .node('other', pass, { value: 1 })
      .build();
    const run = runtime.start(flow);
    const result = await run.result;
    const before = result.why('other')?.text;
    run.abort('late');
    expect(result.why('other')?.text).to.equal(before);
    expect(before).to.include('a failure stopped the run');
    expect([result.status, result.error?.code]).to.deep.equal(['failed', 'NODE_FAILED']);
  });

  it('has counted the warnings it did not keep', async () => {
    const warning = on('prepare', (_request: unknown, run: Run) => {
      for (let i = 0; i < 1500; i++) run.warn({ code: 'TEST', message: String(i) });
    });
    const { warnings } = await aRuntime({ plugins: [warning] }).runtime.execute(only(value(1)));
    expect(warnings).to.have.length(1001);
    expect(warnings.at(-1)?.code).to.equal('WARNINGS_DROPPED');
    expect(warnings.at(-1)?.message).to.include('500');
  });

  it('is among the runs that the task manager of the runtime shows', async () => {
    const { runtime } = aRuntime();
    await runtime.execute(only(value(1)));
    const runs = [...(await runtime.services.get(TaskManager).runs())];
    expect(runs.map(({ runId, status }) => [runId, status])).to.deep.equal([
      ['run-1', 'completed'],
    ]);
  });
});

describe('declared inputs of a workflow', () => {
  it('cannot be two for an input that takes one value', () => {
    const flow = workflow('two', { inputs: { a: port(), b: port() } });
    const node = flow.add('x', pass);
    flow.input('a').to(node.in.value);
    flow.input('b').to(node.in.value);
    const codes = aRuntime()
      .runtime.verify(flow.build())
      .map(({ code }) => code);
    expect(codes).to.include('INPUT_CONFLICT');
  });

  it('take many values where their target does, and only there', () => {
    const one = workflow('one', { inputs: { a: port<number>().many() } });
    one.input('a').to(one.add('x', pass).in.value);
    const many = workflow('many', { inputs: { a: port<number>() } });
    const list = defineNode({
      type: 'list',
      inputs: { v: port<number>().many() },
      run: () => ({}),
    });
    many.input('a').to(many.add('x', list).in.v);
    const { runtime } = aRuntime();
    for (const flow of [one.build(), many.build()]) {
      const codes = runtime.verify(flow as ReturnType<typeof many.build>).map(({ code }) => code);
      expect(codes, flow.name).to.include('WORKFLOW_INVALID');
    }
  });
});

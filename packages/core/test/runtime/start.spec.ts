import {
  createRuntime,
  describeValue,
  type Node,
  NodeTypes,
  RunError,
  RuntimeError,
  type RuntimeOptions,
  serviceId,
} from '@tenon/core';
import {
  add,
  aRuntime,
  aWorkflow,
  deferredNode,
  failing,
  only,
  spied,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { Container } from 'inversify';
import { parameters, tapping } from '../support/plugins.js';
import { eventually, turns } from '../support/waiting.js';
import { rejected, throwing, thrown } from '../unit/errors/thrown.js';

describe('runtime.start', () => {
  it('takes options that an object inherits like its own', async () => {
    const { node } = spied((_inputs, { tenant }) => ({ tenant }));
    const options = Object.create({ tenant: 'inherited' }) as object;
    const { status, results } = await aRuntime().runtime.start(only(node), options).result;
    expect([status, results]).to.deep.equal(['completed', { only: { tenant: 'inherited' } }]);
  });

  it('answers a handle with the id of the run before anything has run', async () => {
    const entered: string[] = [];
    const { node, calls } = spied();
    const { runtime } = aRuntime({
      plugins: [
        tapping('first', (hooks) => {
          hooks.prepare.tap('first', (_request, run) => void entered.push(run.id));
        }),
      ],
      tracking: 'off',
    });
    const run = runtime.start(only(node));
    expect([run.id, entered, calls.length]).to.deep.equal(['run-1', [], 0]);
    const result = await run.result;
    expect(entered).to.deep.equal(['run-1']);
    expect(calls[0]?.context.runId).to.equal('run-1');
    expect(result.runId).to.equal('run-1');
  });

  it('takes the id that the caller gives', async () => {
    const { runtime } = aRuntime();
    const { id, result } = runtime.start(only(value(1)), { id: 'order/7 ✓' });
    expect([id, (await result).runId]).to.deep.equal(['order/7 ✓', 'order/7 ✓']);
  });

  it('throws for what is no workflow, naming what it was given', () => {
    const { runtime } = aRuntime();
    for (const given of [undefined, null, 7, 'flow', {}, aWorkflow(), { nodes: 1 }]) {
      const error = thrown(() => runtime.start(given as never));
      expect(error.code, describeValue(given)).to.equal('WORKFLOW_INVALID');
      expect(error.hint).to.include('build()');
    }
  });

  it('throws for an option there is not, and for a value that an option does not take', () => {
    const { runtime } = aRuntime();
    const flow = only(value(1));
    const wrong: readonly [string, unknown, string][] = [
      ['timeout', 5, 'Did you mean "timeoutMs"?'],
      ['mode', 'fast', 'parameters'],
      ['timeoutMs', 0, 'above 0'],
      ['timeoutMs', -1, 'above 0'],
      ['timeoutMs', NaN, 'above 0'],
      ['timeoutMs', '5', 'above 0'],
      ['graceMs', -1, 'from 0 on'],
      ['graceMs', Infinity, 'from 0 on'],
      ['concurrency', 0, 'from 1 on'],
      ['concurrency', 1.5, 'from 1 on'],
      ['concurrency', NaN, 'from 1 on'],
      ['onError', 'ignore', '"stop" or "continue"'],
      ['isolation', 'clone', '"share" or "freeze" or "copy"'],
      ['signal', {}, 'an AbortSignal'],
      ['tenant', 7, 'a string'],
      ['timing', 'yes', 'true or false'],
      ['id', '', 'a non-empty string'],
      ['id', 7, 'a non-empty string'],
    ];
    for (const [name, given, hint] of wrong) {
      const error = thrown(() => runtime.start(flow, { [name]: given }));
      expect(error.code, name).to.equal('OPTION_INVALID');
      expect(error.message).to.include(`"${name}"`);
      expect(error.hint, name).to.include(hint);
    }
  });

  it('never lets the result reject, whatever goes wrong', async () => {
    const { runtime } = aRuntime({
      plugins: [
        tapping('bad', (hooks) => {
          hooks.prepare.tap('bad', throwing(undefined));
          hooks.settled.tap('bad', throwing(null));
        }),
      ],
    });
    const result = await runtime.start(only(value(1))).result;
    expect([result.status, result.error?.code]).to.deep.equal(['refused', 'HOOK_FAILED']);
  });

  it('runs the same workflow any number of times at once, with the same results', async () => {
    const { runtime } = aRuntime();
    const later = spied(async ({ value: given }) => {
      await turns();
      return { value: given };
    });
    const flow = aWorkflow()
      .node('two', value(2))
      .node('later', later.node)
      .node('sum', add, { b: 3 })
      .edge('two', 'later.value')
      .edge('later', 'sum.a')
      .build();
    const runs = Array.from({ length: 1000 }, () => runtime.start(flow).result);
    for (const { results } of await Promise.all(runs)) {
      expect(results['sum']).to.deep.equal({ value: 5 });
    }
    expect(new Set(later.calls.map(({ context }) => context.runId)).size).to.equal(1000);
  }).timeout(10_000);
});

describe('a thousand runs at once', () => {
  it('know their own principal, tenant, id and parameters, and nobody else’s', async () => {
    const { runtime } = aRuntime({ plugins: [parameters()] });
    const tells = spied(async ({ value: given }, context) => {
      await turns(3);
      const { runId, tenant, principal } = context;
      return { value: [runId, tenant, principal, given] };
    }).node;
    const flow = aWorkflow().node('a', tells).node('b', tells).edge('a', 'b.value').build();
    const runs = Array.from({ length: 1000 }, async (_, i) => {
      const [id, tenant, principal] = ['run', 'tenant', 'who'].map(
        (name) => `${name} ${String(i)}`,
      );
      const { results } = await runtime.execute(flow, {
        id: id as string,
        tenant: tenant as string,
        principal,
        parameters: { a: { value: i } },
      });
      const own = [id, tenant, principal];
      expect(results['b']).to.deep.equal({ value: [...own, [...own, i]] });
    });
    await Promise.all(runs);
  }).timeout(10_000);
});

describe('a workflow', () => {
  it('that was built does not change, whatever its builder does', async () => {
    const builder = aWorkflow().node('a', value(1));
    const before = builder.build();
    const { runtime } = aRuntime();
    await runtime.execute(before);
    builder.node('b', value(2));
    const after = builder.build();
    expect(Object.keys((await runtime.execute(before)).results)).to.deep.equal(['a']);
    expect(Object.keys((await runtime.execute(after)).results)).to.deep.equal(['a', 'b']);
    for (const part of [before, before.nodes, before.nodes[0], before.connections, before.loops]) {
      expect(Object.isFrozen(part)).to.equal(true);
    }
  });
});

describe('runtime.execute', () => {
  it('answers the result of a run that completed', async () => {
    const { runtime } = aRuntime();
    const { status, results } = await runtime.execute(only(add, { a: 1, b: 2 }));
    expect(status).to.equal('completed');
    expect(results['only']).to.deep.equal({ value: 3 });
  });

  it('rejects with RUN_FAILED, which carries the whole result and the error of the run', async () => {
    const { runtime } = aRuntime();
    const flow = aWorkflow()
      .node('good', value(1))
      .node('bad', failing(new Error('boom')))
      .build();
    const error = await rejected(runtime.execute(flow));
    expect(error).to.be.instanceOf(RunError);
    expect(error.code).to.equal('RUN_FAILED');
    expect(error.message).to.equal(
      'The run "run-1" of workflow "test" ended as failed: Node "bad" of workflow "test" failed: boom',
    );
    const { result } = error as RunError;
    expect(error.cause).to.equal(result.error);
    expect(result.results['good']).to.deep.equal({ value: 1 });
    expect(result.outcomes.get('bad')?.error).to.equal(result.error);
    expect(Object.keys(error)).not.to.include('result');
  });

  it('rejects for runs that were aborted or refused as well', async () => {
    const { runtime } = aRuntime();
    const aborted = await rejected(
      runtime.execute(only(value(1)), { signal: AbortSignal.abort() }),
    );
    expect((aborted as RunError).result.status).to.equal('aborted');
    const refused = await rejected(runtime.execute(only(add)));
    expect((refused as RunError).result.status).to.equal('refused');
    expect(RuntimeError.is(refused.cause, 'INPUT_REQUIRED')).to.equal(true);
  });

  it('rejects for wrong options, and counts further failures in the message', async () => {
    const { runtime } = aRuntime();
    const wrong = await rejected(runtime.execute(only(value(1)), { concurrency: 0 }));
    expect(wrong.code).to.equal('OPTION_INVALID');
    const flow = aWorkflow().node('a', failing('x')).node('b', failing('y')).build();
    const error = await rejected(runtime.execute(flow, { onError: 'continue' }));
    expect(error.message).to.include('(and 1 more failures)');
  });
});

describe('a refused run', () => {
  it('tells everything that is wrong at once, and enters no node', async () => {
    const { node, calls } = spied();
    const { runtime } = aRuntime();
    const flow = aWorkflow()
      .node('a', node)
      .node('a', value(1))
      .node('sum', add as Node, { c: 1 })
      .edge('nobody', 'sum.a')
      .edge('a.vaule', 'sum.b')
      .build();
    const result = await runtime.start(flow).result;
    expect(result.status).to.equal('refused');
    expect(result.issues.map(({ code }) => code)).to.deep.equal([
      'DUPLICATE_NODE',
      'UNKNOWN_NODE',
      'UNKNOWN_PORT',
      'UNKNOWN_PORT',
    ]);
    expect(result.error?.code).to.equal('DUPLICATE_NODE');
    expect(result.error?.message).to.include('(and 3 more, see "issues")');
    expect(calls).to.have.length(0);
    expect([result.outcomes.size, { ...result.results }, result.failures]).to.deep.equal([
      0,
      {},
      [],
    ]);
    expect(result.why('a')).to.equal(undefined);
  });

  it('is refused alike each time, and not for warnings', async () => {
    const { runtime } = aRuntime();
    const bad = only(add);
    const good = aWorkflow().node('Twin', value(1)).node('twin', value(2)).build();
    for (const _ of [1, 2]) {
      expect((await runtime.start(bad).result).issues).to.have.length(2);
      const { status, issues } = await runtime.start(good).result;
      expect([status, issues.map(({ code }) => code)]).to.deep.equal(['completed', ['ID_TWINS']]);
    }
  });
});

describe('runtime.verify', () => {
  it('finds the same as a run, and runs nothing', () => {
    const { node, calls } = spied();
    const { runtime } = aRuntime();
    const flow = aWorkflow()
      .node('a', node as Node, { nothing: 1 })
      .node('b', add)
      .build();
    const issues = runtime.verify(flow);
    expect(issues.map(({ code, where }) => [code, where.node])).to.deep.equal([
      ['UNKNOWN_PORT', 'a'],
      ['INPUT_REQUIRED', 'b'],
      ['INPUT_REQUIRED', 'b'],
    ]);
    expect(Object.isFrozen(issues)).to.equal(true);
    expect(calls).to.have.length(0);
    expect(runtime.verify(only(value(1)))).to.deep.equal([]);
  });

  it('throws for what is no workflow', () => {
    expect(thrown(() => aRuntime().runtime.verify({} as never)).code).to.equal('WORKFLOW_INVALID');
  });
});

describe('runtime.describe', () => {
  it('tells the solved order of the plugins, and what taps what', () => {
    const { runtime } = aRuntime({
      plugins: [tapping('mine', (hooks) => hooks.settled.tap('mine', () => undefined))],
    });
    const { plugins, hooks } = runtime.describe();
    expect(plugins.map(({ name }) => name)).to.deep.equal([
      'limits',
      'access',
      'admission',
      'audit',
      'tracking',
      'mine',
      'execution',
      'results',
    ]);
    const settled = hooks.find(({ name }) => name === 'settled');
    expect(settled?.taps.map(({ plugin }) => plugin)).to.deep.equal(['limits', 'tracking', 'mine']);
  });
});

describe('createRuntime', () => {
  it('throws for an option there is not, and for a value that an option does not take', () => {
    const wrong: readonly [RuntimeOptions, string][] = [
      [{ plugin: [] } as never, 'Did you mean "plugins"?'],
      [{ plugins: {} } as never, 'a list of plugins'],
      [{ configure: 7 } as never, 'a function'],
      [{ tracking: 'all' } as never, '"off", "runs" or "tasks"'],
      [{ contentAware: 1 } as never, 'true or false'],
      [{ hookTimeoutMs: 0 }, 'above 0'],
      [{ hookTimeoutMs: NaN }, 'above 0'],
      [{ limits: { nodeVisits: 0 } }, 'from 1 on'],
      [{ container: {} } as never, 'an Inversify container'],
    ];
    for (const [options, hint] of wrong) {
      const error = thrown(() => createRuntime(options));
      expect(error.code, hint).to.equal('OPTION_INVALID');
      expect(error.hint).to.include(hint);
    }
  });
});

describe('runtime.dispose', () => {
  it('aborts what runs, waits for it, and lets nothing start afterwards', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime();
    const run = runtime.start(only(node), { graceMs: 0 });
    await eventually(() => visits.length === 1);
    const disposal = runtime.dispose();
    expect(runtime.dispose()).to.equal(disposal);
    expect(thrown(() => runtime.start(only(node))).code).to.equal('RUNTIME_DISPOSED');
    expect(thrown(() => runtime.verify(only(node))).code).to.equal('RUNTIME_DISPOSED');
    expect((await rejected(runtime.execute(only(node)))).code).to.equal('RUNTIME_DISPOSED');
    let isDisposed = false;
    void disposal.then(() => (isDisposed = true));
    const { status, error } = await run.result;
    expect(isDisposed).to.equal(false);
    expect(status).to.equal('aborted');
    expect(RuntimeError.is(error?.cause, 'RUNTIME_DISPOSED')).to.equal(true);
    await disposal;
    expect(runtime.describe().plugins).not.to.have.length(0);
  });

  it('takes its services with it, says so, and leaves those of the host', async () => {
    const container = new Container();
    const Colour = serviceId<string>('test.Colour');
    container.bind(Colour).toConstantValue('red');
    const { runtime } = aRuntime({ container });
    await runtime.dispose();
    expect(thrown(() => runtime.services.get(NodeTypes)).code).to.equal('RUNTIME_DISPOSED');
    expect(runtime.services.tryGet(NodeTypes)).to.equal(undefined);
    expect(runtime.services.get(Colour)).to.equal('red');
  });

  it('settles also when it is asked for from inside a node', async () => {
    const { runtime } = aRuntime();
    const { node } = spied(() => runtime.dispose());
    const { status, warnings } = await runtime.start(only(node), { graceMs: 5 }).result;
    expect(status).to.equal('aborted');
    expect(warnings.map(({ code }) => code)).to.deep.equal(['NODE_ABANDONED']);
    await runtime.dispose();
  });
});

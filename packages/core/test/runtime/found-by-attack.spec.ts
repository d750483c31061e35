import { getEventListeners } from 'node:events';
import {
  type AccessDecision,
  AccessPolicy,
  defineNode,
  type Issue,
  issueWarning,
  kind,
  Logger,
  type NodeContext,
  NodeType,
  type Plan,
  port,
  Routed,
  type Run,
  RuntimeError,
  subWorkflow,
  workflow,
} from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  deferredNode,
  failing,
  only,
  pass,
  sleeping,
  spied,
  unhandledRejectionsDuring,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { controlled } from '../support/controlled.js';
import { on } from '../support/hook-taps.js';
import { gates, tapping } from '../support/plugins.js';
import { eventually, never, turns } from '../support/waiting.js';
import { rejected, thrown } from '../unit/errors/thrown.js';

/** A runtime with a policy of this kind. */
function withPolicy(policy: AccessPolicy) {
  return aRuntime({
    configure: ({ bind }) => {
      bind(AccessPolicy).toConstantValue(policy);
    },
  }).runtime;
}

/** A thenable as sloppy as its contract allows: `then` answers nothing. */
function later(decision: AccessDecision): PromiseLike<AccessDecision> {
  return {
    then(settle: (decision: AccessDecision) => void): undefined {
      setImmediate(() => settle(decision));
    },
  } as unknown as PromiseLike<AccessDecision>;
}

/** A loop over one node. */
function looping() {
  const body = spied();
  const flow = workflow('looping');
  const node = flow.add('body', body.node);
  flow.loop('again', { back: [[node.output('value'), node.input('value')]] });
  return { flow: flow.build(), calls: body.calls };
}

describe('an access policy', () => {
  it('that says no later through a thenable whose "then" answers nothing denies run and node', async () => {
    for (const perNode of [false, true]) {
      const { node, calls } = spied();
      const policy: AccessPolicy = {
        perNode,
        decide: ({ action }) => later(perNode && action === 'run'),
      };
      const { status, error } = await withPolicy(policy).start(only(node)).result;
      expect([status, error?.code]).to.deep.equal([
        perNode ? 'failed' : 'refused',
        'ACCESS_DENIED',
      ]);
      expect(calls).to.have.length(0);
    }
  });

  it('that takes its time over sub-workflows leaves the limit of concurrency inside them', async () => {
    let running = 0;
    let most = 0;
    const slow = spied(async () => {
      most = Math.max(most, ++running);
      await turns(2);
      running--;
      return {};
    });
    const inner = subWorkflow(only(slow.node));
    const flow = aWorkflow();
    for (let i = 0; i < 20; i++) flow.node(`sub${String(i)}`, inner);
    const runtime = withPolicy({ perNode: true, decide: () => turns().then(() => true) });
    const { status } = await runtime.start(flow.build(), { concurrency: 2 }).result;
    expect([status, slow.calls.length]).to.deep.equal(['completed', 20]);
    expect(most).to.equal(2);
  });
});

describe('the issues of a run', () => {
  const finding = tapping('finding', (hooks) => {
    hooks.verify.tap('finding', (issues) => [...issues, issueWarning('INPUT_CONFLICT', 'Found.')]);
  });
  const empty = (issues: readonly Issue[]) => {
    (issues as Issue[]).length = 0;
  };

  it('are the same for the next run, whatever a tap of "admit" does to their list', async () => {
    const emptying = on('admit', empty);
    const { runtime } = aRuntime({ plugins: [finding, emptying] });
    const flow = only(value(1));
    const { status, error } = await runtime.start(flow).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'HOOK_FAILED']);
    expect(error?.cause).to.be.instanceOf(TypeError);
    expect(runtime.verify(flow).map(({ message }) => message)).to.deep.equal(['Found.']);
  });

  it('are the same for the next run, whatever the caller does to their list', async () => {
    const { runtime } = aRuntime({ plugins: [finding] });
    const flow = only(value(1));
    const { issues } = await runtime.execute(flow);
    expect(() => empty(issues)).to.throw(TypeError);
    const again = await runtime.execute(flow);
    expect(again.issues.map(({ message }) => message)).to.deep.equal(['Found.']);
  });
});

describe('a node that writes on its context', () => {
  for (const member of ['turn', 'step', 'frame', 'place', 'isCancelled'] as const) {
    for (const isAsync of [false, true]) {
      it(`as "${member}"${isAsync ? ', later,' : ''} leaves the run to its end`, async () => {
        const write = (context: NodeContext) => {
          (context as unknown as Record<string, unknown>)[member] = 1;
          return { value: 1 };
        };
        const { node } = spied((_inputs, context) =>
          isAsync ? turns().then(() => write(context)) : write(context),
        );
        const flow = aWorkflow().node('a', node).node('b', pass).edge('a', 'b.value').build();
        const { runtime } = aRuntime();
        const { status, error } = await runtime.start(flow).result;
        if (status === 'completed') return; // what it wrote was ignored
        expect([status, error?.code, error?.where.node]).to.deep.equal([
          'failed',
          'NODE_FAILED',
          'a',
        ]);
        expect(error?.cause).to.be.instanceOf(TypeError);
      });
    }
  }
});

describe('a node type that holds itself', () => {
  it('twice is found at once, not after every path through it has been walked', () => {
    const { runtime } = aRuntime({
      configure: ({ bind }) => {
        bind(NodeType).toConstantValue({
          type: 'self',
          define: () =>
            subWorkflow(aWorkflow('self').node('a', kind('self')).node('b', kind('self')).build()),
        });
      },
    });
    const codes = runtime.verify(only(kind('self'))).map(({ code }) => code);
    expect(codes).to.include('SUBWORKFLOW_DEPTH');
  });
});

describe('what is given to a run', () => {
  it("is no tap's to delete from: the run is refused, and the handle answers", async () => {
    const { runtime } = aRuntime({
      plugins: [
        on('prepare', (request: { supplies?: unknown }) => {
          delete request.supplies;
        }),
      ],
    });
    const { status, error } = await runtime.start(only(value(1))).result;
    expect([status, error?.code, error?.where.plugin]).to.deep.equal([
      'refused',
      'HOOK_FAILED',
      'mine',
    ]);
  });

  it('is checked as a signal by all that is asked of it', () => {
    const signal = { aborted: false, addEventListener: () => undefined } as unknown as AbortSignal;
    const { runtime } = aRuntime();
    expect(thrown(() => runtime.start(only(value(1)), { signal })).code).to.equal('OPTION_INVALID');
  });

  it('as parameters, in whatever form, needs the plugin', async () => {
    class Given {
      readonly a = 1;
    }
    const { runtime } = aRuntime();
    for (const parameters of [
      new Map([['only', 1]]),
      new Map(),
      new Given(),
      { [Symbol('only')]: 1 },
    ]) {
      const { status, error } = await runtime.start(only(value(1)), {
        parameters: parameters as never,
      }).result;
      expect([status, error?.code]).to.deep.equal(['refused', 'PLUGIN_MISSING']);
    }
  });

  it('as a signal of 30 runs at once gets one listener, and keeps none', async () => {
    const { node, visits } = deferredNode();
    const { signal } = new AbortController();
    const { runtime } = aRuntime();
    const flow = only(node);
    const runs = Array.from({ length: 30 }, () => runtime.start(flow, { signal }));
    await eventually(() => visits.length === 30);
    expect(getEventListeners(signal, 'abort')).to.have.length(1);
    for (const visit of visits) visit.resolve(1);
    const results = await Promise.all(runs.map(({ result }) => result));
    expect(new Set(results.map(({ status }) => status))).to.deep.equal(new Set(['completed']));
    expect(getEventListeners(signal, 'abort')).to.have.length(0);
  });
});

describe('what is synchronous and answers a promise', () => {
  const late = () => Promise.reject(new Error('late')) as never;

  it('as "define" of a node type refuses the run', async () => {
    const reasons = await unhandledRejectionsDuring(async () => {
      const { runtime } = aRuntime({
        configure: ({ bind }) => {
          bind(NodeType).toConstantValue({ type: 'late', define: late });
        },
      });
      const { status, error } = await runtime.start(only(kind('late'))).result;
      expect([status, error?.code]).to.deep.equal(['refused', 'WORKFLOW_INVALID']);
    });
    expect(reasons).to.deep.equal([]);
  });

  it('as a wrapper is misuse of the hook', async () => {
    const reasons = await unhandledRejectionsDuring(async () => {
      const wrapping = tapping('mine', (hooks) => {
        hooks.node.tap('mine', (wraps) => wraps.add('body', late));
      });
      const { runtime } = aRuntime({ plugins: [wrapping] });
      const { status, error } = await runtime.start(only(value(1))).result;
      expect([status, error?.code, error?.where.plugin]).to.deep.equal([
        'refused',
        'HOOK_MISUSE',
        'mine',
      ]);
    });
    expect(reasons).to.deep.equal([]);
  });

  it('as "begin" of a controller fails the loop', async () => {
    const { flow, calls } = looping();
    const reasons = await unhandledRejectionsDuring(async () => {
      const { runtime } = aRuntime({ plugins: [controlled(late)] });
      const { status, error } = await runtime.start(flow).result;
      expect([status, error?.code]).to.deep.equal(['failed', 'LOOP_FAILED']);
    });
    expect([reasons, calls]).to.deep.equal([[], []]);
  });
});

describe('a plan', () => {
  it("is no tap's to change: its steps are frozen", async () => {
    const plans: Plan[] = [];
    const looking = tapping('looking', (hooks) => {
      hooks.node.tap('looking', (_wraps, _node, plan) => void plans.push(plan));
      hooks.execute.tap('looking', (plan) => {
        plans.push(plan);
        return undefined;
      });
    });
    const { runtime } = aRuntime({ plugins: [looking] });
    const { status } = await runtime.start(only(value(1))).result;
    expect([status, plans.length]).to.deep.equal(['completed', 2]);
    for (const { steps } of plans) expect(Object.isFrozen(steps)).to.equal(true);
  });
});

describe('a run', () => {
  /** A runtime, and the runs of it as its taps see them. */
  function withRuns(clock: VirtualClock) {
    const runs: Run[] = [];
    const noting = tapping('noting', (hooks) => {
      hooks.prepare.tap('noting', (_request, run) => void runs.push(run));
    });
    return { runtime: aRuntime({ clock, plugins: [noting] }).runtime, runs };
  }

  it('that is aborted inside a tap which never settles ends at once', async () => {
    const clock = new VirtualClock();
    const stuck = on(
      'prepare',
      () => {
        run.abort('enough');
        return never();
      },
      true,
    );
    const { runtime } = aRuntime({ clock, plugins: [stuck] });
    const run = runtime.start(only(value(1)));
    const { status, error } = await clock.until(run.result);
    expect([status, error?.code, clock.now()]).to.deep.equal(['aborted', 'ABORTED', 0]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('takes no limit of time that is none', async () => {
    const clock = new VirtualClock();
    const { runtime, runs } = withRuns(clock);
    await runtime.execute(only(value(1)));
    const limit = (ms: unknown) => () =>
      runs[0]?.limitTime(ms as number, () => new RuntimeError('TIMEOUT', 'Late.'));
    for (const ms of [Number.NaN, -1, '5', undefined]) {
      expect(thrown(limit(ms)).code).to.equal('OPTION_INVALID');
    }
  });

  it('that has ended sets no timer for a limit', async () => {
    const clock = new VirtualClock();
    const { runtime, runs } = withRuns(clock);
    await clock.until(runtime.execute(only(sleeping(clock, 1))));
    runs[0]?.limitTime(1000, () => new RuntimeError('TIMEOUT', 'Late.'));
    expect(clock.pendingTimers).to.equal(0);
  });

  it('counts no skipped node as a visit', async () => {
    const flow = aWorkflow().node('bad', failing(new Error('boom')));
    for (let i = 0; i < 20; i++)
      flow.node(`n${String(i)}`, pass).edge('bad', `n${String(i)}.value`);
    const { runtime } = aRuntime({ limits: { nodeVisits: 5 } });
    const { error, failures, outcomes } = await runtime.start(flow.build(), {
      onError: 'continue',
    }).result;
    expect([error?.code, failures.length]).to.deep.equal(['NODE_FAILED', 1]);
    expect(outcomes.get('n19')?.reason).to.equal('upstreamFailed');
  });

  it('that has ended runs no sub-workflow for a wrapper that kept its "next"', async () => {
    const { node, calls } = spied();
    let again: () => unknown = () => undefined;
    const keeping = tapping('keeping', (hooks) => {
      hooks.node.tap('keeping', (wraps, { id }) => {
        if (id !== 'only') return;
        wraps.add('observe', (next) => (inputs, context) => {
          again = async () => next(inputs, context);
          return next(inputs, context);
        });
      });
    });
    const { runtime } = aRuntime({ plugins: [keeping] });
    const inner = subWorkflow(aWorkflow('inner').node('x', node).build());
    await runtime.execute(only(inner));
    expect((await rejected(again())).code).to.equal('HOOK_MISUSE');
    expect(calls).to.have.length(1);
  });

  it('fails a node that says which port it takes by a text instead of a list', async () => {
    const node = defineNode({
      type: 'text',
      outputs: { p: port().optional() },
      routes: { ports: ['p'], multiple: false },
      run: () => new Routed({ p: 1 }, 'p' as unknown as readonly string[]),
    });
    const { runtime } = aRuntime({ plugins: [gates()] });
    const { status, error } = await runtime.start(only(node)).result;
    expect([status, error?.code]).to.deep.equal(['failed', 'OUTPUT_INVALID']);
  });

  /** Native promises that throw as soon as anybody listens to them. */
  const unheard = (): unknown[] => [
    Object.assign(Promise.resolve(), {
      then: () => {
        throw new Error('nobody listens');
      },
    }),
    Object.defineProperty(Promise.resolve(), 'constructor', {
      get: () => {
        throw new Error('nobody listens');
      },
    }),
  ];

  it('settles each run whatever promise a plugin answers, and keeps neither run nor timer', async () => {
    for (const hook of ['nodeStarted', 'nodeSettled', 'settled', 'dispose'] as const) {
      for (const answer of unheard()) {
        const odd = tapping('odd', (hooks) => {
          hooks[hook].tap('odd', () => answer);
        });
        const { runtime } = aRuntime({ plugins: [odd] });
        const { status, warnings } = await runtime.start(only(value(1))).result;
        const codes = warnings.map(({ code }) => code);
        expect([hook, status]).to.deep.equal([hook, 'completed']);
        if (hook !== 'dispose') expect(codes).to.deep.equal(['HOOK_MISUSE']);
        await runtime.dispose();
      }
    }
    for (const answer of unheard()) {
      const clock = new VirtualClock();
      const odd = tapping('odd', (hooks) => {
        hooks.prepare.tapPromise('odd', () => answer as never);
      });
      const { runtime } = aRuntime({ clock, plugins: [odd] });
      const { status } = await clock.until(runtime.start(only(value(1))).result);
      expect([typeof status, clock.pendingTimers]).to.deep.equal(['string', 0]);
      await runtime.dispose();
    }
  });

  it('takes the rejection of a logger that writes later', async () => {
    const write = (): unknown => Promise.reject(new Error('no disk'));
    const unhandled = await unhandledRejectionsDuring(async () => {
      const { runtime } = aRuntime({
        configure: ({ bind }) => {
          bind(Logger).toConstantValue({ debug: write, info: write, warn: write, error: write });
        },
      });
      const logging = defineNode({
        type: 'logging',
        run: (_inputs, { log }) => {
          log.info('here');
          return {};
        },
      });
      expect((await runtime.start(only(logging)).result).status).to.equal('completed');
      await turns();
    });
    expect(unhandled).to.deep.equal([]);
  });

  it('does not look at what a tap of a series hook answers', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const odd = tapping('odd', (hooks) => {
      hooks.node.tap('odd', () => proxy as never);
    });
    const { runtime } = aRuntime({ plugins: [odd] });
    expect((await runtime.start(only(value(1))).result).status).to.equal('completed');
  });
});

import {
  AccessPolicy,
  Clock,
  CORE_CODES,
  createRuntime,
  defineHookSet,
  defineNode,
  kind,
  type Masker,
  MemoryTaskManager,
  type Node,
  NodeType,
  port,
  type RunOptions,
  RuntimeError,
  type RuntimeOptions,
  serviceId,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import {
  add,
  aRuntime,
  aWorkflow,
  deferredNode,
  failing,
  only,
  pass,
  spied,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { SyncHook } from 'tapable';
import { loops, tapping } from '../support/plugins.js';
import { never } from '../support/waiting.js';
import { thrown } from '../unit/errors/thrown.js';

/** What was provoked: an error, the code of an issue, or that of a warning. */
type Provoked = readonly string[];
type Provoke = () => Provoked | Promise<Provoked>;

/** By what the start of a runtime throws, or anything else that throws at once. */
function throws(act: () => unknown): Provoked {
  return [thrown(act).code];
}

/** By what verification finds. */
function finds(flow: Workflow, options?: RuntimeOptions): Provoked {
  return aRuntime(options)
    .runtime.verify(flow)
    .map(({ code }) => code);
}

/** By the error of a run, the errors behind it, and its warnings. Time passes as far as the run needs it. */
async function ends(
  flow: Workflow,
  options: RuntimeOptions = {},
  run: RunOptions = {},
): Promise<Provoked> {
  const clock = new VirtualClock();
  const { runtime } = aRuntime({ ...options, clock });
  const { error, warnings } = await clock.until(runtime.start(flow, run).result);
  const codes: string[] = warnings.map(({ code }) => code);
  for (let cause: unknown = error; RuntimeError.is(cause); cause = cause.cause)
    codes.push(cause.code);
  return codes;
}

const plain = (name: string, facts = {}) => tapping(name, () => undefined, facts);
const one = only(value(1));

/** Every code of the core, and what provokes it by its cause. */
const PROVOKED: { readonly [C in keyof typeof CORE_CODES]: Provoke } = {
  WORKFLOW_INVALID: () => throws(() => workflow('')),
  PLAN_INVALID: () =>
    ends(one, {
      plugins: [
        tapping('odd', (hooks) => {
          hooks.plan.tap('odd', (draft) => ({
            ...draft,
            regions: [
              {
                id: 'r',
                body: ['nobody'],
                back: [],
                maxIterations: 1,
                controller: { begin: () => ({ decide: () => 'again' }) },
              },
            ],
          }));
        }),
      ],
    }),
  DUPLICATE_NODE: () => finds(aWorkflow().node('a', value(1)).node('a', value(2)).build()),
  ID_INVALID: () => finds(aWorkflow().node('\ud800', value(1)).build()),
  ID_TWINS: () => finds(aWorkflow().node('é', value(1)).node('e\u0301', value(2)).build()),
  UNKNOWN_KIND: () => finds(aWorkflow().node('a', kind('nothing')).build()),
  UNKNOWN_NODE: () => finds(aWorkflow().node('a', pass).edge('nobody', 'a.value').build()),
  UNKNOWN_PORT: () =>
    finds(aWorkflow().node('a', value(1)).node('b', pass).edge('a.no', 'b.value').build()),
  PATH_INVALID: () => throws(() => aWorkflow().edge('a.value[x]', 'b.value')),
  INPUT_REQUIRED: () => finds(only(add)),
  INPUT_CONFLICT: () =>
    finds(
      aWorkflow()
        .node('a', value(1))
        .node('b', pass)
        .edge('a', 'b.value')
        .edge('a', 'b.value')
        .build(),
    ),
  UNDECLARED_CYCLE: () =>
    finds(
      aWorkflow().node('a', pass).node('b', pass).edge('a', 'b.value').edge('b', 'a.value').build(),
    ),
  CONFIG_INVALID: () =>
    finds(only(defineNode({ type: 'x', settings: { path: port() }, run: () => ({}) }))),
  OPTION_INVALID: () => throws(() => createRuntime({ hookTimeoutMs: -1 })),
  PLUGIN_INVALID: () => throws(() => createRuntime({ plugins: [{} as never] })),
  PLUGIN_DUPLICATE: () => throws(() => createRuntime({ plugins: [plain('a'), plain('a')] })),
  PLUGIN_MISSING: () => ends(one, {}, { parameters: { a: 1 } }),
  PLUGIN_REQUIRES: () =>
    throws(() => createRuntime({ plugins: [plain('a', { requires: ['b'] })] })),
  PLUGIN_FAILED: () =>
    throws(() =>
      createRuntime({
        plugins: [
          tapping('a', () => {
            throw new Error('boom');
          }),
        ],
      }),
    ),
  STAGE_CONFLICT: () =>
    throws(() => createRuntime({ plugins: [plain('a', { stage: 950, before: ['limits'] })] })),
  ORDER_CYCLE: () =>
    throws(() =>
      createRuntime({ plugins: [plain('a', { after: ['b'] }), plain('b', { after: ['a'] })] }),
    ),
  CAPABILITY_CONFLICT: () =>
    throws(() =>
      createRuntime({
        plugins: [plain('a', { provides: ['x'] }), plain('b', { provides: ['x'] })],
      }),
    ),
  NODE_TYPE_DUPLICATE: () =>
    throws(() =>
      createRuntime({
        configure: ({ bind }) => {
          for (const type of [{ ...pass }, { ...pass }]) bind(NodeType).toConstantValue(type);
        },
      }),
    ),
  SERVICE_UNBOUND: () =>
    throws(() =>
      createRuntime({
        plugins: [tapping('a', (_hooks, services) => void services.get(serviceId('test.Nothing')))],
      }),
    ),
  SERVICE_CONFLICT: () =>
    throws(() =>
      createRuntime({
        configure: ({ bind }) => {
          bind(Clock).toConstantValue(new VirtualClock());
          bind(Clock).toConstantValue(new VirtualClock());
        },
      }),
    ),
  SERVICE_FAILED: () =>
    throws(() =>
      createRuntime({
        configure: ({ bind }) => {
          bind(Clock).toResolvedValue(() => {
            throw new Error('boom');
          });
        },
      }),
    ),
  HOOK_UNKNOWN: () =>
    throws(() =>
      createRuntime({ plugins: [tapping('a', (hooks) => (hooks as never)['nothing'])] }),
    ),
  HOOK_MISUSE: () =>
    throws(() =>
      createRuntime({
        plugins: [tapping('a', (hooks) => hooks.settled.tap('b', () => undefined))],
      }),
    ),
  HOOK_FAILED: () =>
    ends(one, {
      plugins: [
        tapping('a', (hooks) => {
          hooks.prepare.tap('a', () => {
            throw new Error('boom');
          });
        }),
      ],
    }),
  HOOK_TIMEOUT: () =>
    ends(one, { plugins: [tapping('a', (hooks) => hooks.prepare.tapPromise('a', never))] }),
  OBSERVER_FAILED: () =>
    ends(one, {
      plugins: [
        tapping('a', (hooks) => {
          hooks.settled.tap('a', () => {
            throw new Error('boom');
          });
        }),
      ],
    }),
  RUNTIME_STARTING: () => {
    const raw = { hit: new SyncHook<[]>() };
    const Hooks = defineHookSet('RawHooks', () => raw, { observers: ['hit'] });
    const calls = tapping(
      'a',
      (_hooks, services) => {
        services.get(Hooks.id).hit.tap('a', () => {
          throw new Error('boom');
        });
        raw.hit.call();
      },
      { publishes: [Hooks] },
    );
    return throws(() => createRuntime({ plugins: [calls] }));
  },
  RUNTIME_DISPOSED: async () => {
    const { runtime } = aRuntime();
    await runtime.dispose();
    return throws(() => runtime.start(one));
  },
  ACCESS_DENIED: () =>
    ends(one, {
      configure: ({ bind }) => {
        bind(AccessPolicy).toConstantValue({ decide: () => false });
      },
    }),
  ACCESS_FAILED: () =>
    ends(one, {
      configure: ({ bind }) => {
        bind(AccessPolicy).toConstantValue({ decide: () => 'yes' as never });
      },
    }),
  LIMIT_REACHED: () =>
    ends(aWorkflow().node('a', value(1)).node('b', value(2)).build(), {
      limits: { nodeVisits: 1 },
    }),
  OUTPUT_MISSING: () =>
    ends(aWorkflow().node('a', value(undefined)).node('b', pass).edge('a', 'b.value').build()),
  OUTPUT_INVALID: () => ends(only(spied(() => 7).node)),
  NODE_FAILED: () => ends(only(failing('boom'))),
  CONTENT_FAILED: () => ends(only(spied(() => ({ success: false })).node)),
  SUBWORKFLOW_FAILED: () => ends(only(subWorkflow(only(failing('boom'))))),
  SUBWORKFLOW_DEPTH: () => {
    let flow = one;
    for (let i = 0; i < 65; i++) flow = only(subWorkflow(flow));
    return finds(flow);
  },
  LOOP_FAILED: () => {
    const flow = workflow('loop');
    const a = flow.add('a', spied().node, { value: 1 });
    flow.loop('again', { back: [[a.output('value'), a.input('value')]] });
    const decide = () => {
      throw new Error('boom');
    };
    return ends(flow.build(), { plugins: [loops(decide)] });
  },
  TIMEOUT: () => ends(only(deferredNode().node, {}, { timeoutMs: 10 })),
  ABORTED: () => ends(one, {}, { signal: AbortSignal.abort() }),
  RUN_FAILED: async () => {
    const error: unknown = await createRuntime()
      .execute(only(add))
      .catch((failure: unknown) => failure);
    return RuntimeError.is(error) ? [error.code] : [];
  },
  TRACKING_TRANSITION: () =>
    throws(() => new MemoryTaskManager().changeRun('r', { to: 'running', at: new Date(0) })),
  SECRET_IN_OUTPUT: () => {
    const mask: Masker = {
      text: (text) => text.replaceAll('s3cret', '***'),
      value: (given) =>
        JSON.parse(JSON.stringify(given).replaceAll('s3cret', '***')) as typeof given,
    };
    const holds = tapping(
      'holds',
      (hooks) => {
        hooks.prepare.tap('holds', (_request, run) => {
          run.mask = mask;
        });
      },
      { provides: ['parameters'] },
    );
    const leaks = defineNode({
      type: 'leaks',
      outputs: { key: port() },
      secrets: { key: 'KEY' },
      run: () => ({ key: 's3cret' }),
    });
    return ends(only(leaks as unknown as Node), { plugins: [holds] });
  },
  EVENT_DROPPED: async () => {
    const wide = aWorkflow();
    for (let i = 0; i < 600; i++) wide.node(`n${String(i)}`, value(i));
    const run = aRuntime().runtime.start(wide.build());
    run.events();
    return (await run.result).warnings.map(({ code }) => code);
  },
  NODE_ABANDONED: () => ends(only(deferredNode().node), {}, { timeoutMs: 10, graceMs: 10 }),
  THREAD_BLOCKED: async () => {
    const clock = new VirtualClock();
    const flow = aWorkflow();
    const holds = spied(() => {
      clock.block(2000);
      return {};
    }).node;
    for (let i = 0; i < 20; i++) flow.node(`n${String(i)}`, holds);
    const { warnings } = await clock.until(aRuntime({ clock }).runtime.start(flow.build()).result);
    return warnings.map(({ code }) => code);
  },
  WARNINGS_DROPPED: async () => {
    const wide = aWorkflow();
    for (let i = 0; i < 1100; i++) wide.node(`n${String(i)}`, value(i));
    const noisy = tapping('noisy', (hooks) => {
      hooks.nodeSettled.tap('noisy', () => {
        throw new Error('boom');
      });
    });
    const { warnings } = await aRuntime({ plugins: [noisy] }).runtime.start(wide.build()).result;
    return warnings.map(({ code }) => code);
  },
  LATE_RESULT: async () => {
    const clock = new VirtualClock();
    const { node, visits } = deferredNode();
    const other = deferredNode();
    const flow = aWorkflow()
      .node('late', node, {}, { timeoutMs: 10 })
      .node('other', other.node)
      .build();
    const run = aRuntime({ clock }).runtime.start(flow, { graceMs: 10, onError: 'continue' });
    await clock.advance(20);
    visits[0]?.resolve();
    await clock.settle();
    other.visits[0]?.resolve();
    return (await run.result).warnings.map(({ code }) => code);
  },
};

describe('the codes of the core', () => {
  it('are all provoked below', () => {
    expect(Object.keys(PROVOKED).sort()).to.deep.equal(Object.keys(CORE_CODES).sort());
  });

  for (const [code, provoke] of Object.entries(PROVOKED)) {
    it(`${code} comes of its cause`, async () => {
      expect(await provoke()).to.include(code);
    });
  }
});

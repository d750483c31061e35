import {
  Clock,
  copyData,
  defineHookSet,
  type InvokeResult,
  type NodeWraps,
  type Plugin,
  type Run,
  RunKey,
  type RunOutcome,
  RuntimeError,
} from '@tenon/core';
import { aWorkflow, type PluginSpecOptions, pass, pluginSpec, spied } from '@tenon/testing';
import { expect } from 'chai';
import { SyncHook } from 'tapable';
import { endingTimersLeft } from './left-timers.js';
import { failuresIn, outcomesOf } from './outcomes.js';

const NAME = 'tried';
const manifest = { name: NAME, version: '1.0.0' };
const turn = () => new Promise((resolve) => setImmediate(resolve));

const applying = (apply: NonNullable<Plugin['apply']>, more: Partial<Plugin> = {}): Plugin => ({
  manifest,
  apply,
  ...more,
});

/** The claims that a plugin fails, with their messages. Few rounds, unless a claim is about many. */
async function claimsFailedBy(plugin: Plugin, options: PluginSpecOptions = {}) {
  const stated = { rounds: 20, patienceMs: 300, ...options };
  const outcomes = await outcomesOf((runner) => pluginSpec(plugin, { ...stated, ...runner }));
  const entries = Object.entries(failuresIn(outcomes));
  return Object.fromEntries(
    entries.map(([title, message]) => [title.replace(/^does [\d,]+/, 'does 20'), message]),
  );
}

const CLAIMS = {
  traces: 'starts, runs and leaves nothing behind when it is disposed of',
  bare: 'changes nothing in runtimes that do not have it',
  order: 'taps the same hooks at the same places in every order of installation',
  runtimes: 'does the same in every runtime, whatever ran in another',
  overlap: 'gives runs that overlap what each of them gets alone',
  data: 'changes no data that it is handed',
  kept: 'keeps no data that its owner may change',
  throws: 'goes on when another plugin throws in a hook of both',
  hangs: 'goes on when another plugin hangs in a hook of both',
  aborts: 'goes on when the run is aborted in a hook of both',
  nodeThrows: 'goes on when a node throws',
  nodeHangs: 'goes on when a node hangs until its run is aborted',
  disposal: 'lets its runtime be disposed of while runs are running',
  taps: 'taps hooks while it is applied, and never later',
  services: 'asks for services while it is applied, and never later',
  growth: 'does 20 runs without growth of heap, handles or listeners',
  rejections: 'leaves no rejection unhandled',
} as const;

const TriedHooks = defineHookSet(
  'TriedHooks',
  () => ({ started: new SyncHook<[run: Run]>(['run']), asked: new SyncHook<[run: Run]>(['run']) }),
  { observers: ['started'] },
);

describe('pluginSpec', () => {
  endingTimersLeft();

  pluginSpec(
    applying(
      (hooks, services) => {
        const calls = services.get(TriedHooks.calls);
        const clock = services.get(Clock);
        hooks.prepare.tap(NAME, (_, run) => {
          calls.started?.(run);
          calls.asked?.(run);
        });
        hooks.node.tap(NAME, (wraps) => {
          wraps.add('observe', (next) => (inputs, context) => {
            clock.now();
            return next(inputs, context);
          });
        });
        hooks.settled.tapPromise(NAME, async () => {});
        hooks.dispose.tapPromise(NAME, async () => {});
      },
      { publishes: [TriedHooks] },
    ),
  );

  it('has a test for each claim, which a plugin that does nothing passes', async () => {
    const outcomes = await outcomesOf((runner) =>
      pluginSpec({ manifest }, { rounds: 20, ...runner }),
    );
    expect([...outcomes.keys()]).to.deep.equal(Object.values(CLAIMS));
    expect(failuresIn(outcomes)).to.deep.equal({});
  });

  it('names the plugin above its claims', () => {
    const titles: string[] = [];
    pluginSpec({ manifest }, { describe: (title) => titles.push(title), it: () => {} });
    expect(titles).to.deep.equal(['plugin "tried"']);
  });

  it('says what to hand it where there is no runner', () => {
    const { describe: group, it: test } = globalThis;
    Object.assign(globalThis, { describe: undefined, it: undefined });
    try {
      expect(() => pluginSpec({ manifest }))
        .to.throw(RuntimeError, 'There is no runner for the spec of plugin "tried".')
        .with.property('code', 'OPTION_INVALID');
    } finally {
      Object.assign(globalThis, { describe: group, it: test });
    }
  });

  /** The only claim that a plugin fails. */
  const failing = (
    what: string,
    claim: keyof typeof CLAIMS,
    message: string | RegExp,
    plugin: () => Plugin,
    { undo, ...options }: PluginSpecOptions & { readonly undo?: () => void } = {},
  ) => {
    it(`fails a plugin that ${what}, and only for that`, async () => {
      try {
        const failed = await claimsFailedBy(plugin(), options);
        expect(Object.keys(failed)).to.deep.equal([CLAIMS[claim]]);
        expect(failed[CLAIMS[claim]]).to.match(new RegExp(message));
      } finally {
        undo?.();
      }
    });
  };

  describe('what is left behind', () => {
    const noop = () => {};
    failing(
      'leaves listeners of the process',
      'traces',
      'The process has other listeners than before',
      () => applying(() => void process.on(`${NAME} event`, noop)),
      { undo: () => void process.removeAllListeners(`${NAME} event`) },
    );
    const timers: NodeJS.Timeout[] = [];
    failing(
      'leaves a timer set',
      'traces',
      'Left behind: 1 Timeout',
      () => applying(() => void timers.push(setTimeout(noop, 1_000_000))),
      { undo: () => timers.forEach(clearTimeout) },
    );
    failing(
      'leaves a global',
      'traces',
      'Other globals are there than before',
      () => applying(() => void Object.assign(globalThis, { leftByPlugin: 1 })),
      { undo: () => void Reflect.deleteProperty(globalThis, 'leftByPlugin') },
    );
    failing(
      'adds to what is built in',
      'traces',
      '"leftByPlugin" of Array.prototype is another than it was',
      () => applying(() => void Object.assign(Array.prototype, { leftByPlugin: noop })),
      { undo: () => void Reflect.deleteProperty(Array.prototype, 'leftByPlugin') },
    );
    failing(
      'sets a variable of the environment',
      'traces',
      'The environment is another than it was',
      () => applying(() => void (process.env['LEFT_BY_PLUGIN'] = '1')),
      { undo: () => void delete process.env['LEFT_BY_PLUGIN'] },
    );
    const patched: { wraps?: NodeWraps; add?: NodeWraps['add'] } = {};
    failing(
      'changes the runtime itself',
      'bare',
      'A runtime without the plugin does not run as usual',
      () =>
        applying((hooks) => {
          hooks.node.tap(NAME, (wraps) => {
            const wrapsOfAll = Object.getPrototypeOf(wraps) as NodeWraps;
            if (patched.add !== undefined) return;
            // oxlint-disable-next-line typescript/unbound-method -- it is called with the object it is of
            const { add } = wrapsOfAll;
            Object.assign(patched, { add, wraps: wrapsOfAll });
            wrapsOfAll.add = function twice(band, wrapper) {
              add.call(this, band, wrapper);
              add.call(this, band, wrapper);
            };
          });
        }),
      { undo: () => void Object.assign(patched.wraps ?? {}, { add: patched.add }) },
    );
  });

  describe('the order', () => {
    failing('taps by turns', 'order', 'Installed as .*, the plugins stand otherwise', () => {
      let applied = 0;
      return applying((hooks) => {
        applied++;
        if (applied % 2 === 0) hooks.prepare.tap(NAME, () => undefined);
        else hooks.results.tap(NAME, () => undefined);
      });
    });
    failing('changes its place', 'order', 'the plugins stand otherwise', () => {
      let asked = 0;
      return {
        get manifest() {
          asked++;
          return { ...manifest, stage: 310 + (Math.floor(asked / 20) % 50) };
        },
      };
    });
  });

  describe('the state', () => {
    failing(
      'keeps in its factory what belongs to a runtime',
      'runtimes',
      'A second runtime does not do what the first one did',
      () => {
        const kept = new Map<string, InvokeResult>();
        return applying((hooks) => {
          hooks.node.tap(NAME, (wraps, { id }) => {
            wraps.add('body', (next) => async (inputs, context) => {
              const key = `${id} ${JSON.stringify(inputs)}`;
              const outputs = kept.get(key) ?? (await next(inputs, context));
              kept.set(key, copyData(outputs));
              return copyData(outputs);
            });
          });
        });
      },
    );
    failing(
      'keeps in its runtime what belongs to a run',
      'overlap',
      'does not end as it does alone',
      () =>
        applying((hooks) => {
          let last: Readonly<Record<string, unknown>>;
          hooks.node.tap(NAME, (wraps, { id }) => {
            if (id !== 'left') return;
            wraps.add('body', (next) => async (inputs, context) => {
              last = inputs;
              await turn();
              return next(last, context);
            });
          });
        }),
    );
    failing(
      'keeps with a node what belongs to a visit',
      'overlap',
      'A run of the same workflow does not end as it does alone',
      () =>
        applying((hooks) => {
          hooks.node.tap(NAME, (wraps) => {
            let last: Readonly<Record<string, unknown>>;
            wraps.add('body', (next) => async (inputs, context) => {
              last = inputs;
              await turn();
              return next(last, context);
            });
          });
        }),
    );
    failing(
      'hands out again what it has handed out',
      'kept',
      'Who changes the results of a run changes those of the next',
      () =>
        applying((hooks) => {
          const kept = new Map<string, InvokeResult>();
          hooks.node.tap(NAME, (wraps, { id }) => {
            if (id !== 'sum') return;
            wraps.add('body', (next) => async (inputs, context) => {
              const key = JSON.stringify(inputs);
              const outputs = kept.get(key) ?? (await next(inputs, context));
              kept.set(key, outputs);
              return outputs;
            });
          });
        }),
    );
    failing(
      'changes what nodes hand on',
      'data',
      'A run whose data is frozen ends otherwise',
      () =>
        applying((hooks) => {
          hooks.node.tap(NAME, (wraps, { id }) => {
            if (id !== 'taker') return;
            wraps.add('check', (next) => (inputs, context) => {
              (inputs['value'] as number[]).sort((a, b) => b - a);
              return next(inputs, context);
            });
          });
        }),
      {
        workflow: aWorkflow()
          .node('maker', spied(() => ({ value: [1, 2, 3] })).node)
          .node('taker', pass)
          .edge('maker', 'taker')
          .build(),
      },
    );
    failing(
      "changes the caller's parameters",
      'data',
      "The caller's parameters are changed",
      () =>
        applying(
          (hooks) => {
            hooks.prepare.tap(NAME, ({ parameters }) => {
              (parameters as { seen?: boolean }).seen = true;
              return undefined;
            });
            hooks.admit.tap(NAME, () => []);
          },
          { manifest: { ...manifest, provides: ['parameters'] } },
        ),
      { run: { parameters: {} } },
    );
  });

  describe('faults', () => {
    /** A plugin that warns in every run after one that it could not cope with. */
    const poisonedBy = (isTooMuch: (outcome: RunOutcome, run: Run) => boolean) => () =>
      applying((hooks) => {
        let isPoisoned = false;
        hooks.prepare.tap(NAME, (_, run) => {
          if (isPoisoned) run.warn({ code: 'POISONED', message: 'It cannot go on.' });
        });
        hooks.settled.tap(NAME, (outcome, run) => {
          isPoisoned ||= isTooMuch(outcome, run);
        });
      });
    const isSabotage = (error: unknown) => error instanceof Error && error.message === 'Sabotage.';
    const wasSabotaged = ({ signal }: Run) => isSabotage(signal.reason);
    const DIFFERENT = 'does not end as it does in a new runtime';

    failing(
      'does not get over a tap that throws',
      'throws',
      `before it, throws in "prepare" ${DIFFERENT}`,
      poisonedBy(({ error }) => error?.code === 'HOOK_FAILED'),
    );
    failing(
      'does not get over a tap that hangs',
      'hangs',
      `before it, hangs in "prepare" ${DIFFERENT}`,
      poisonedBy(({ error }) => error?.code === 'HOOK_TIMEOUT'),
    );
    failing(
      'does not get over an abort in a hook',
      'aborts',
      `aborts in "prepare" ${DIFFERENT}`,
      poisonedBy((_, run) => wasSabotaged(run) && run.execution === undefined),
    );
    failing(
      'does not get over a node that throws',
      'nodeThrows',
      `throws in "a node" ${DIFFERENT}`,
      poisonedBy(({ error }) => error?.code === 'NODE_FAILED' && isSabotage(error.cause)),
    );
    failing(
      'does not get over a node that hangs',
      'nodeHangs',
      `hangs in "a node" ${DIFFERENT}`,
      poisonedBy((_, run) => wasSabotaged(run) && run.execution !== undefined),
    );
    failing(
      'fails when its runtime is disposed of meanwhile',
      'disposal',
      `Plugin "tried" failed in the hook "settled": gone`,
      () =>
        applying((hooks) => {
          hooks.settled.tap(NAME, (_, { signal }) => {
            if (RuntimeError.is(signal.reason, 'RUNTIME_DISPOSED')) throw new Error('gone');
          });
        }),
    );

    it('fails a plugin that takes for granted that its own tap has run', async () => {
      const key = new RunKey<{ end(): void }>(NAME);
      const failed = await claimsFailedBy(
        applying((hooks) => {
          hooks.prepare.tap(NAME, (_, run) => run.set(key, { end() {} }));
          hooks.settled.tap(NAME, (_, run) => run.get(key)!.end());
        }),
      );
      expect(Object.keys(failed)).to.include.members([CLAIMS.throws, CLAIMS.hangs]);
      expect(failed[CLAIMS.throws]).to.match(/failed in the hook "settled".*throws in "prepare"/);
    });

    it('fails a plugin that takes for granted that what comes behind it has run', async () => {
      const key = new RunKey<boolean>(NAME);
      const failed = await claimsFailedBy(
        applying((hooks) => {
          hooks.prepare.tap(NAME, (_, run) => run.set(key, false));
          hooks.results.tap(NAME, (_, run) => run.set(key, true));
          hooks.settled.tap(NAME, (_, run) => {
            if (run.get(key) === false) throw new Error('half done');
          });
        }),
      );
      expect(failed[CLAIMS.throws]).to.match(/right after it, throws in "prepare"/);
    });

    it('fails a plugin that cannot be disposed of', async () => {
      const failed = await claimsFailedBy(
        applying((hooks) => hooks.dispose.tapPromise(NAME, () => new Promise(() => {}))),
        { patienceMs: 30 },
      );
      expect(failed[CLAIMS.traces]).to.contain('did not settle in the hook "dispose"');
    });

    it('fails a plugin in whose runs nothing comes to an end', async () => {
      const failed = await claimsFailedBy(
        applying((hooks) => {
          hooks.node.tap(NAME, (wraps) => wraps.add('limit', () => () => new Promise(() => {})));
        }),
        { patienceMs: 30, rounds: 0 },
      );
      expect(failed[CLAIMS.traces]).to.contain(
        'A run of "spec-ordinary" did not settle within 30 ms.',
      );
    });

    it('goes on to the hooks that the plugin calls itself', async () => {
      const failed = await claimsFailedBy(
        applying(
          (hooks, services) => {
            const calls = services.get(TriedHooks.calls);
            let isStuck = false;
            hooks.prepare.tap(NAME, (_, run) => {
              if (isStuck) run.warn({ code: 'STUCK', message: 'It cannot go on.' });
              isStuck = true;
              calls.asked?.(run);
              isStuck = false;
            });
          },
          { publishes: [TriedHooks] },
        ),
      );
      expect(Object.keys(failed)).to.deep.equal([CLAIMS.throws]);
      expect(failed[CLAIMS.throws]).to.contain('throws in "TriedHooks.asked"');
    });
  });

  describe('the start', () => {
    failing('taps in a run', 'taps', 'It taps hooks that are sealed', () =>
      applying((hooks) => {
        hooks.prepare.tap(NAME, () => {
          try {
            hooks.settled.tap(NAME, () => {});
          } catch {
            // That it comes too late is what the runtime says as well.
          }
        });
      }),
    );
    failing(
      'taps another plugin in a run',
      'taps',
      `is: +\\[ 'TriedHooks.started' \\]`,
      () =>
        applying((hooks, services) => {
          const taps = services.get(TriedHooks.id);
          let isTapped = false;
          hooks.results.tap(NAME, () => {
            if (isTapped) return;
            isTapped = true;
            try {
              taps.started.tap(NAME, () => {});
            } catch {
              // As above.
            }
          });
        }),
      { plugins: [{ manifest: { name: 'other', version: '1' }, publishes: [TriedHooks] }] },
    );
    failing('asks for a service in a run', 'services', `'Clock'`, () =>
      applying((hooks, services) => {
        hooks.prepare.tap(NAME, () => void services.get(Clock));
      }),
    );

    it('fails a plugin that does not start, and says why', async () => {
      const failed = await claimsFailedBy(
        applying(() => {
          throw new Error('no licence');
        }),
      );
      expect(failed[CLAIMS.traces]).to.equal('Plugin "tried" failed to apply: no licence.');
      expect(Object.keys(failed)).to.have.lengthOf.above(10);
    });
  });

  describe('growth', () => {
    failing(
      'remembers every run',
      'growth',
      'The heap grows by \\d{4} bytes with each run',
      () =>
        applying((hooks) => {
          const kept: unknown[] = [];
          hooks.settled.tap(NAME, () => void kept.push(new Array(200).fill(0)));
        }),
      { rounds: 1000 },
    );
    failing(
      "leaves listeners on the caller's signal",
      'growth',
      'Something is held that was not before',
      () =>
        applying((hooks) => {
          hooks.prepare.tap(NAME, (_, run) => {
            run.options.signal?.addEventListener('abort', () => {});
          });
        }),
      { rounds: 4 },
    );
    failing('leaves a timer in each run', 'growth', 'Timeout: \\d+', () =>
      applying((hooks) => {
        const timers: NodeJS.Timeout[] = [];
        hooks.settled.tap(NAME, () => void timers.push(setTimeout(() => {}, 1_000_000)));
        hooks.dispose.tap(NAME, () => timers.forEach(clearTimeout));
      }),
    );
    failing(
      'keeps an answer for every value',
      'growth',
      'The heap grows',
      () =>
        applying((hooks) => {
          const kept = new Map<string, string>();
          hooks.node.tap(NAME, (wraps, { id }) => {
            wraps.add('body', (next) => (inputs, context) => {
              kept.set(`${id} ${JSON.stringify(inputs)}`, id.repeat(50));
              return next(inputs, context);
            });
          });
        }),
      { rounds: 2000 },
    );
    failing('forgets a promise that is rejected', 'rejections', 'nobody waits for', () =>
      applying((hooks) => {
        hooks.prepare.tap(NAME, () => {
          void Promise.reject(new Error('forgotten'));
        });
      }),
    );
  });
});

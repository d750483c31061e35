import { expect } from 'chai';
import { RuntimeError } from '#core/errors/runtime-error.js';
import type { RuntimeHooks } from '#core/hooks/runtime-hooks.js';
import type { TapOnly } from '#core/hooks/tap-only.js';
import { rejected, throwing, thrown } from '../errors/thrown.js';
import { aRun, sealedRegistry, some, tapping } from './registry.js';

type Taps = TapOnly<RuntimeHooks>;
type AnyTaps = {
  tap(name: string, fn: () => unknown): void;
  tapPromise?(name: string, fn: () => unknown): void;
};

const DECISIONS = [
  'verify',
  'plan',
  'node',
  'prepare',
  'admit',
  'review',
  'execute',
  'results',
] as const;
const OBSERVERS = ['nodeStarted', 'nodeSettled', 'settled', 'dispose'] as const;

/** Ways in which a tap fails with a value, each by the method it is tapped with. */
const failures = (value: unknown): readonly ['tap' | 'tapPromise', () => unknown][] => [
  ['tap', throwing(value)],
  ['tapPromise', throwing(value)],
  ['tapPromise', () => Promise.reject(value)],
];

/** Everything that people throw. */
const THROWN = [
  undefined,
  null,
  '',
  0,
  false,
  'text',
  new Error('boom'),
  Object.freeze(new Error('frozen')),
  Object.defineProperty(new Error(), 'message', {
    get() {
      throw new Error('getter');
    },
  }),
];

function tap(
  hooks: Taps,
  hook: keyof RuntimeHooks,
  method: 'tap' | 'tapPromise',
  fn: () => unknown,
) {
  const taps = hooks[hook] as unknown as AnyTaps;
  if (method in taps) taps[method]?.('mine', fn);
}

/** Calls a hook of the core with what its taps hand on. */
async function callHook(
  calls: ReturnType<typeof sealedRegistry>['calls'],
  hook: keyof RuntimeHooks,
) {
  const run = aRun();
  const call = calls[hook] as unknown as ((...args: unknown[]) => unknown) | null;
  const args = {
    verify: [[], {}],
    plan: [{}, {}],
    node: [{}, {}, {}],
    prepare: [{}, run],
    admit: [[], {}, run],
    review: [[], {}],
    execute: [{}, run],
    nodeStarted: [{}, run],
    nodeSettled: [{}, {}, run],
    results: [{}, run],
    settled: [{}, run],
    dispose: [],
  }[hook];
  return { answer: await call?.(...args), run };
}

describe('a tap of a decision hook that fails', () => {
  for (const hook of DECISIONS) {
    it(`fails "${hook}" with an error that names plugin and hook, and keeps what was thrown`, async () => {
      for (const value of THROWN) {
        for (const [method, fail] of failures(value)) {
          const { calls } = sealedRegistry([
            tapping('mine', (hooks) => tap(hooks, hook, method, fail)),
          ]);
          if (calls[hook] === null) continue; // no tapPromise on a synchronous hook
          const error = await rejected(callHook(calls, hook));
          expect(error.code).to.equal('HOOK_FAILED');
          expect(error.message).to.include(`Plugin "mine" failed in the hook "${hook}": `);
          expect(error).to.have.property('cause', value);
          expect(error.where).to.deep.equal({ plugin: 'mine', hook });
        }
      }
    });

    it(`passes an error of Tenon through "${hook}" untouched`, async () => {
      const refusal = new RuntimeError('ACCESS_DENIED', 'no');
      for (const [method, fail] of failures(refusal)) {
        const { calls } = sealedRegistry([
          tapping('mine', (hooks) => tap(hooks, hook, method, fail)),
        ]);
        if (calls[hook] === null) continue;
        expect(await rejected(callHook(calls, hook))).to.equal(refusal);
      }
    });
  }

  it('keeps the taps behind it from running', async () => {
    const entered: string[] = [];
    const { calls } = sealedRegistry([
      tapping('a', (hooks) =>
        hooks.prepare.tapPromise('a', async () => {
          throw new Error('boom');
        }),
      ),
      tapping('b', (hooks) => hooks.prepare.tap('b', () => void entered.push('b'))),
    ]);
    await rejected(callHook(calls, 'prepare'));
    expect(entered).to.deep.equal([]);
  });
});

describe('a tap of an observer hook that fails', () => {
  for (const hook of OBSERVERS) {
    it(`leaves the other taps of "${hook}" alone, and is reported with its run`, async () => {
      for (const value of [...THROWN, new RuntimeError('TIMEOUT', 'of its own')]) {
        for (const [method, fail] of failures(value)) {
          const entered: string[] = [];
          const other = (name: string, stage: number) =>
            tapping(
              name,
              (hooks) => (hooks[hook] as AnyTaps).tap(name, () => void entered.push(name)),
              { stage },
            );
          const { calls, observed } = sealedRegistry([
            other('first', 1),
            tapping('mine', (hooks) => tap(hooks, hook, method, fail), { stage: 2 }),
            other('last', 3),
          ]);
          const { answer, run } = await callHook(calls, hook);
          expect(answer).to.equal(undefined);
          expect(entered).to.have.members(['first', 'last']);
          if (observed.length === 0) {
            expect(method, 'only an asynchronous hook has tapPromise').to.equal('tapPromise');
            continue;
          }
          expect(observed).to.have.lengthOf(1);
          expect(observed[0]?.error).to.include({ code: 'OBSERVER_FAILED', cause: value });
          expect(observed[0]?.error.where).to.deep.equal({ plugin: 'mine', hook });
          expect(observed[0]?.run).to.equal(hook === 'dispose' ? undefined : run);
        }
      }
    });
  }
});

describe('a tap that breaks the contract of its hook', () => {
  const unhandled: unknown[] = [];
  const collect = (reason: unknown) => unhandled.push(reason);
  before(() => process.on('unhandledRejection', collect));
  after(() => process.off('unhandledRejection', collect));
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('by answering null where a value is due, is refused', async () => {
    for (const hook of [
      'verify',
      'plan',
      'prepare',
      'admit',
      'review',
      'execute',
      'results',
    ] as const) {
      for (const method of ['tap', 'tapPromise'] as const) {
        const fn = method === 'tap' ? () => null : async () => null;
        const { calls } = sealedRegistry([
          tapping('mine', (hooks) => tap(hooks, hook, method, fn)),
        ]);
        if (calls[hook] === null) continue;
        const error = await rejected(callHook(calls, hook));
        expect(error.code).to.equal('HOOK_MISUSE');
        expect(error.message).to.equal(
          `Plugin "mine" answered null where a value is due, in the hook "${hook}".`,
        );
      }
    }
  });

  it('does not do so by answering null where no value is due', async () => {
    for (const hook of ['node', ...OBSERVERS] as const) {
      const { calls, observed } = sealedRegistry([
        tapping('mine', (hooks) => tap(hooks, hook, 'tap', () => null)),
      ]);
      expect((await callHook(calls, hook)).answer).to.equal(undefined);
      expect(observed).to.deep.equal([]);
    }
  });

  it('by answering a promise from a synchronous tap, is refused, and its rejection handled', async () => {
    for (const hook of [...DECISIONS, ...OBSERVERS]) {
      const { calls, observed } = sealedRegistry([
        tapping('mine', (hooks) =>
          tap(hooks, hook, 'tap', async () => Promise.reject(new Error('x'))),
        ),
      ]);
      const isObserver = (OBSERVERS as readonly string[]).includes(hook);
      const error = isObserver
        ? (await callHook(calls, hook), observed[0]?.error)
        : await rejected(callHook(calls, hook));
      expect(error?.code).to.equal('HOOK_MISUSE');
      expect(error?.message).to.include('answered a promise from a synchronous tap');
      expect(error?.where).to.deep.equal({ plugin: 'mine', hook });
    }
    await turn();
    expect(unhandled).to.deep.equal([]);
  });

  it('by a thenable that settles twice and throws, is heard once', async () => {
    const first = { workflow: {}, supplies: [], inputs: new Map() };
    const twice = {
      then(resolve: (value: unknown) => void, reject: (error: unknown) => void) {
        resolve(first);
        reject(new Error('second'));
        resolve({ id: 2 });
        throw new Error('third');
      },
    };
    const { calls } = sealedRegistry([
      tapping('mine', (hooks) => tap(hooks, 'prepare', 'tapPromise', () => twice)),
    ]);
    expect((await callHook(calls, 'prepare')).answer).to.equal(first);
  });

  it('does not read "then" of an answer where that throws', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const { calls } = sealedRegistry([
      tapping('mine', (hooks) => tap(hooks, 'prepare', 'tap', () => proxy)),
    ]);
    expect(thrown(() => calls.prepare?.(some(), aRun())).code).to.equal('HOOK_MISUSE');
  });
});

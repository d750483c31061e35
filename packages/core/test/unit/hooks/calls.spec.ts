import { expect } from 'chai';
import fc from 'fast-check';
import {
  AsyncSeriesBailHook,
  AsyncSeriesHook,
  AsyncSeriesWaterfallHook,
  SyncBailHook,
  SyncHook,
  SyncWaterfallHook,
} from 'tapable';
import { openCalls } from '#core/hooks/calls.js';
import { kindOf } from '#core/hooks/hook-kind.js';
import { type Issue, warning } from '#core/verify/issue.js';
import { aRun, openRegistry, sealedRegistry, some, tapping } from './registry.js';

function open<H extends object>(hooks: H) {
  return openCalls(hooks, (name) => kindOf(hooks[name as keyof H], name));
}

const REQUEST = { workflow: {}, supplies: [], inputs: new Map() };
const DONE = { outcomes: [], failures: [], loops: {}, results: {} };

describe('the calling side of hooks', () => {
  it('is null for every hook until sealing, and afterwards where nobody tapped', () => {
    const plugins = [tapping('mine', (hooks) => hooks.verify.tap('mine', () => {}))];
    expect(Object.values(openRegistry(...plugins).registry.calls)).to.deep.equal(
      Array(12).fill(null),
    );
    const { calls } = sealedRegistry(plugins);
    expect(calls.verify).to.be.a('function');
    expect(calls.nodeSettled).to.equal(null);
    expect(calls).to.be.frozen;
  });

  it('answers at once where an asynchronous hook has synchronous taps only', () => {
    const { calls } = sealedRegistry([
      tapping('a', (hooks) => {
        hooks.prepare.tap('a', () => some<never>(REQUEST));
        hooks.settled.tap('a', () => {});
        hooks.execute.tap('a', () => some<never>(DONE));
      }),
      tapping('b', (hooks) => hooks.prepare.tap('b', () => {})),
    ]);
    expect(calls.prepare?.(some(), aRun())).to.equal(REQUEST);
    expect(calls.settled?.(some(), aRun())).to.equal(undefined);
    expect(calls.execute?.(some(), aRun())).to.equal(DONE);
  });

  it('answers at once where a tap that may wait does not', async () => {
    for (const isSlow of [false, true]) {
      const { calls } = sealedRegistry([
        tapping('a', (hooks) => {
          const answer = some<never>(REQUEST);
          hooks.prepare.tapPromise('a', () => (isSlow ? Promise.resolve(answer) : answer));
          hooks.settled.tapPromise('a', () => (isSlow ? Promise.resolve() : undefined));
        }),
        tapping('b', (hooks) => hooks.prepare.tap('b', () => {})),
      ]);
      const answer = calls.prepare?.(some(), aRun());
      expect(answer instanceof Promise).to.equal(isSlow);
      expect(await answer).to.equal(REQUEST);
      expect(calls.settled?.(some(), aRun()) instanceof Promise).to.equal(isSlow);
    }
  });

  it('throws at once where a synchronous tap of an asynchronous hook throws', () => {
    const { calls } = sealedRegistry([
      tapping('a', (hooks) =>
        hooks.prepare.tap('a', () => {
          throw new Error('boom');
        }),
      ),
    ]);
    expect(() => calls.prepare?.(some(), aRun())).to.throw('boom');
  });

  it('hands a waterfall on as tapable does, for any mix of taps', async () => {
    const taps = fc.array(
      fc.record({ value: fc.option(fc.nat(9), { nil: undefined }), isAsync: fc.boolean() }),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(taps, async (list) => {
        const entered: unknown[] = [];
        const hooks = {
          sync: new SyncWaterfallHook<[number], number | void>(['value']),
          series: new AsyncSeriesWaterfallHook<[number], number | void>(['value']),
        };
        for (const { value, isAsync } of list) {
          hooks.sync.tap('x', (given) => (entered.push(given), value));
          if (isAsync) hooks.series.tapPromise('x', async () => value);
          else hooks.series.tap('x', () => value);
        }
        const side = open(hooks);
        side.seal();
        const given = list.map((_, i) =>
          list.slice(0, i).reduce((kept, { value }) => value ?? kept, -1),
        );
        const last = list.reduce((kept, { value }) => value ?? kept, -1);
        expect(side.calls.sync?.(-1)).to.equal(last);
        expect(entered).to.deep.equal(given);
        const answer = side.calls.series?.(-1);
        expect(answer instanceof Promise).to.equal(list.some(({ isAsync }) => isAsync));
        expect(await answer).to.equal(last);
      }),
    );
  });

  it('stops a bail hook at the first answer, whatever it is but undefined', async () => {
    for (const answer of [0, '', false, 7]) {
      const entered: string[] = [];
      const hooks = {
        sync: new SyncBailHook<[], unknown>([]),
        series: new AsyncSeriesBailHook<[], unknown>([]),
      };
      hooks.sync.tap('a', () => undefined);
      hooks.sync.tap('b', () => answer);
      hooks.sync.tap('c', () => entered.push('c'));
      hooks.series.tapPromise('a', async () => undefined);
      hooks.series.tap('b', () => answer);
      hooks.series.tap('c', () => entered.push('c'));
      const side = open(hooks);
      side.seal();
      expect(side.calls.sync?.()).to.equal(answer);
      expect(await side.calls.series?.()).to.equal(answer);
      expect(entered).to.deep.equal([]);
    }
  });

  it('hands every argument to every tap, and answers nothing for series', async () => {
    const hooks = {
      sync: new SyncHook<[number, number, number]>(['a', 'b', 'c']),
      series: new AsyncSeriesHook<[number, number]>(['a', 'b']),
    };
    const seen: unknown[] = [];
    hooks.sync.tap('x', (...args) => void seen.push(args));
    hooks.series.tapPromise('x', async (...args) => void seen.push(args));
    const side = open(hooks);
    side.seal();
    expect(side.calls.sync?.(1, 2, 3)).to.equal(undefined);
    expect(await side.calls.series?.(4, 5)).to.equal(undefined);
    expect(seen).to.deep.equal([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('knows what a call answers', () => {
    const { calls } = sealedRegistry([
      tapping('mine', (hooks) => {
        hooks.verify.tap('mine', () => {});
        hooks.admit.tap('mine', () => {});
        hooks.nodeStarted.tap('mine', () => {});
      }),
    ]);
    const found: readonly Issue[] | undefined = calls.verify?.([], some());
    const admitted: readonly Issue[] | Promise<readonly Issue[]> | undefined = calls.admit?.(
      [],
      some(),
      aRun(),
    );
    expect(found).to.deep.equal([]);
    expect(admitted).to.deep.equal([]);
    // @ts-expect-error a series answers nothing
    const nothing: number | undefined = calls.nodeStarted?.(some(), aRun());
    expect(nothing).to.equal(undefined);
  });

  it('carries a thousand taps on one hook', async () => {
    const found = (name: string) => warning('WORKFLOW_INVALID', name);
    const plugins = Array.from({ length: 1000 }, (_, i) =>
      tapping(`p${String(i).padStart(4, '0')}`, (hooks) => {
        const name = `p${String(i).padStart(4, '0')}`;
        if (i % 2 === 0) hooks.admit.tap(name, (issues) => [...issues, found(name)]);
        else hooks.admit.tapPromise(name, async (issues) => [...issues, found(name)]);
      }),
    );
    const issues = await sealedRegistry(plugins).calls.admit?.([], some(), aRun());
    expect(issues?.map(({ message }) => message)).to.deep.equal(
      plugins.map(({ manifest }) => manifest.name),
    );
  });
});

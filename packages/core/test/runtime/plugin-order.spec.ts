import { createRuntime, defineHookSet, type Plugin, STAGES } from '@tenon/core';
import { aRuntime, only, value } from '@tenon/testing';
import { expect } from 'chai';
import { SyncHook } from 'tapable';
import { tapping } from '../support/plugins.js';

import { thrown } from '../unit/errors/thrown.js';

describe('the order of plugins', () => {
  it('is refused where it goes in a circle, a name is missing or taken, or stages contradict it', () => {
    const plain = (name: string, facts = {}) => tapping(name, () => undefined, facts);
    const cases: readonly [readonly Plugin[], string, string][] = [
      [[plain('a', { after: ['b'] }), plain('b', { after: ['a'] })], 'ORDER_CYCLE', '"a" → "b"'],
      [[plain('a', { after: ['a'] })], 'ORDER_CYCLE', '"a" → "a"'],
      [[plain('a'), plain('a')], 'PLUGIN_DUPLICATE', '"a"'],
      [[plain('a', { requires: ['b'] })], 'PLUGIN_REQUIRES', '"b"'],
      [
        [plain('a', { provides: ['x'] }), plain('b', { provides: ['x'] })],
        'CAPABILITY_CONFLICT',
        '"x"',
      ],
      [[plain('a', { stage: 950, before: ['limits'] })], 'STAGE_CONFLICT', '"limits"'],
      [[plain('limits')], 'PLUGIN_DUPLICATE', '"limits"'],
      [[(() => plain('a')) as never], 'PLUGIN_INVALID', 'plugins[0]'],
    ];
    for (const [plugins, code, text] of cases) {
      const error = thrown(() => createRuntime({ plugins }));
      expect(error.code).to.equal(code);
      expect(error.message).to.include(text);
      expect(error.hint).not.to.equal(undefined);
    }
  });

  it('by a name that nobody has is told in the log where another name is near, and described always', () => {
    const names = { after: ['audti', 'validation'], before: ['gone'] };
    const { runtime, log } = aRuntime({ plugins: [tapping('mine', () => undefined, names)] });
    expect(log.lines).to.deep.equal([
      {
        level: 'warn',
        message:
          '"mine" declares after: ["audti"], and no plugin has this name. Did you mean "audit"?',
        details: undefined,
      },
    ]);
    expect(runtime.describe().unmatched.map(({ name }) => name)).to.deep.equal([
      'audti',
      'validation',
      'gone',
    ]);
  });

  it('is the same whatever order they are given in, and stands between the ten steps', async () => {
    const order: string[] = [];
    const noting = (name: string, facts: object) =>
      tapping(name, (hooks) => hooks.prepare.tap(name, () => void order.push(name)), facts);
    const plugins = [
      noting('third', { after: ['second'], before: ['tracking'] }),
      noting('second', { stage: 350 }),
      noting('first', { stage: STAGES.limits, before: ['second'] }),
      noting('last', {}),
    ];
    for (const given of [plugins, [...plugins].reverse()]) {
      order.length = 0;
      await aRuntime({ plugins: given }).runtime.execute(only(value(1)));
      expect(order).to.deep.equal(['first', 'second', 'third', 'last']);
    }
  });

  it('takes names that every object has members of', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'then'];
    const seen: string[] = [];
    const plugins = names.map((name) =>
      tapping(name, (hooks) => hooks.settled.tap(name, () => void seen.push(name)), {
        provides: [`cap ${name}`],
      }),
    );
    await aRuntime({ plugins }).runtime.execute(only(value(1)));
    expect(seen.sort()).to.deep.equal(names.sort());
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });

  it('holds a thousand plugins, and a thousand taps of one hook', async () => {
    let count = 0;
    const plugins = Array.from({ length: 1000 }, (_, i) =>
      tapping(
        `p${String(i)}`,
        (hooks) => hooks.nodeSettled.tap(`p${String(i)}`, () => void count++),
        {
          after: i === 0 ? [] : [`p${String(i - 1)}`],
        },
      ),
    );
    const { runtime } = aRuntime({ plugins });
    await runtime.execute(only(value(1)));
    expect(count).to.equal(1000);
  }).timeout(10_000);
});

describe('one plugin object', () => {
  it('serves two runtimes, which do not meet', async () => {
    const seen: string[] = [];
    const CountHooks = defineHookSet('CountHooks', () => ({ hit: new SyncHook<[string]>(['id']) }));
    const shared = tapping(
      'shared',
      (hooks, services) => {
        const calls = services.get(CountHooks.calls);
        hooks.settled.tap('shared', (_outcome, { id }) => {
          seen.push(id);
          calls.hit?.(id);
        });
      },
      { publishes: [CountHooks] },
    );
    const hits: string[] = [];
    const taps = tapping('taps', (_hooks, services) => {
      services.get(CountHooks.id).hit.tap('taps', (id) => void hits.push(id));
    });
    const one = aRuntime({ plugins: [shared, taps] }).runtime;
    const two = aRuntime({ plugins: [shared] }).runtime;
    await one.execute(only(value(1)), { id: 'one' });
    await two.execute(only(value(1)), { id: 'two' });
    expect([seen, hits]).to.deep.equal([['one', 'two'], ['one']]);
    await one.dispose();
    expect((await two.execute(only(value(1)))).status).to.equal('completed');
    expect(Object.keys(shared)).to.deep.equal(['manifest', 'publishes', 'apply']);
  });
});

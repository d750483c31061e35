import {
  defineNode,
  isPlainObject,
  type Masker,
  type Plugin,
  port,
  Routed,
  workflow,
} from '@tenon/core';
import { Policy } from '@tenon/plugin-validation';
import {
  aWorkflow,
  expectNoSecretIn,
  only,
  unhandledRejectionsDuring,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { z } from 'zod';
import { choosing, giving, taking } from '../support/nodes.js';
import { outcome, reportsOf, run, withValidation } from '../support/runtime.js';

/** A Standard Schema of our own. */
function schema(validate: (given: unknown) => unknown) {
  return { '~standard': { version: 1 as const, vendor: 'test', validate: validate as never } };
}

/** A value into an input with a schema. */
function into(to: object, given: unknown) {
  return aWorkflow()
    .node('from', value(given))
    .node('to', taking(to as never))
    .edge('from', 'to.value')
    .build();
}

describe('a schema that misbehaves', () => {
  it('fails the node in strict mode and is a warning otherwise, when it throws or rejects', async () => {
    const broken = [
      schema(() => {
        throw new Error('broken');
      }),
      schema(() => Promise.reject(new Error('broken'))),
      schema(() => undefined),
    ];
    for (const to of broken) {
      expect(await outcome(into(to, 1))).to.deep.equal(['completed', undefined, ['CHECK_FAILED']]);
      expect((await outcome(into(to, 1), { mode: 'strict' })).slice(0, 2)).to.deep.equal([
        ...['failed', 'CHECK_FAILED'],
      ]);
    }
    const [report] = reportsOf(await run(into(broken[0] as object, 1)));
    expect(report?.flaws).to.deep.equal([
      {
        category: 'structure',
        rule: 'failed',
        place: 'value',
        message: 'could not be checked, because the schema failed: broken',
      },
    ]);
  });

  it('leaves no rejection behind that nobody handles', async () => {
    const rejecting = schema(() => Promise.reject(new Error('broken')));
    const node = defineNode({
      type: 'three',
      inputs: { a: port(rejecting).optional(), b: port({ type: 'string' }).optional() },
      outputs: { c: port(rejecting).optional() },
      run: () => ({ c: 1 }),
    });
    const flow = aWorkflow()
      .node('x', value(1))
      .node('n', node, { b: 'b' })
      .edge('x', 'n.a')
      .edge('x', 'n.b')
      .build();
    for (const mode of ['warn', 'strict'] as const) {
      const { runtime } = withValidation({ mode });
      const rejections = await unhandledRejectionsDuring(async () => {
        await runtime.start(flow).result;
      });
      expect(rejections).to.deep.equal([]);
    }
  });

  it('cannot change what travels, also where it transforms', async () => {
    const given = { list: [1], text: 'a' };
    const mutates = schema((seen) => {
      const object = seen as { list: unknown[]; text?: string };
      object.list.push(2);
      delete object.text;
      return { value: object };
    });
    for (const to of [mutates, z.object({ text: z.string().transform((text) => text.length) })]) {
      const { results } = await run(into(to, given), { mode: 'strict' });
      expect(results['to']).to.deep.equal({ value: { list: [1], text: 'a' } });
      expect(given).to.deep.equal({ list: [1], text: 'a' });
    }
  });
});

describe('an asynchronous schema', () => {
  const yes = z.string().refine(async (text) => Promise.resolve(text === 'yes'));

  it('is waited for, before a node and behind it', async () => {
    const calls: unknown[] = [];
    const asks = defineNode({
      type: 'asks',
      inputs: { value: port(yes) },
      outputs: { value: port(yes) },
      run: ({ value: given }) => {
        calls.push(given);
        return { value: given };
      },
    });
    const flow = (text: string) =>
      aWorkflow().node('from', value(text)).node('to', asks).edge('from', 'to.value').build();
    expect((await run(flow('yes'), { mode: 'strict' })).status).to.equal('completed');
    expect(calls).to.have.length(1);
    expect((await outcome(flow('no'), { mode: 'strict' }))[1]).to.equal('SCHEMA_VIOLATED');
    expect(calls).to.have.length(1);
    expect((await outcome(flow('no')))[2]).to.deep.equal(['SCHEMA_VIOLATED', 'SCHEMA_VIOLATED']);
    const failed = await run(only(giving(yes, 'no')), { mode: 'strict' });
    expect(failed.error?.where.node).to.equal('only');
  });

  it('never lets a node start that was told to stop meanwhile', async () => {
    const clock = new VirtualClock();
    const slow = z.string().refine(
      () =>
        new Promise<boolean>((resolve) => {
          clock.timer(100, () => resolve(true));
        }),
    );
    const calls: unknown[] = [];
    const waits = defineNode({
      type: 'waits',
      inputs: { value: port(slow) },
      outputs: { value: port().optional() },
      run: ({ value: given }) => {
        calls.push(given);
        return { value: given };
      },
    });
    const flow = aWorkflow()
      .node('from', value('x'))
      .node('to', waits)
      .edge('from', 'to.value')
      .build();
    const { runtime } = withValidation({ clock, mode: 'strict' });
    const stop = new AbortController();
    const { result } = runtime.start(flow, { signal: stop.signal, graceMs: 500 });
    await clock.advance(10);
    stop.abort();
    await clock.advance(600);
    expect((await result).status).to.equal('aborted');
    expect(calls).to.have.length(0);
    await runtime.dispose();
  });
});

describe('values of all kinds', () => {
  class Account {
    readonly owner = 'ada';
    get balance(): never {
      throw new Error('a getter was called');
    }
    toString(): never {
      throw new Error('toString was called');
    }
    toJSON(): never {
      throw new Error('toJSON was called');
    }
  }
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };
  const ring: Record<string, unknown> = {};
  ring['self'] = ring;
  let deep: unknown = 1;
  for (let i = 0; i < 20_000; i++) deep = { deep };
  const sparse: unknown[] = [];
  sparse.length = 2 ** 32 - 1;

  const values: Readonly<Record<string, unknown>> = {
    null: null,
    function: () => 1,
    'class instance': new Account(),
    map: new Map([['a', 1]]),
    set: new Set([1]),
    date: new Date(Number.NaN),
    'typed array': new Uint8Array(3),
    symbol: Symbol('s'),
    bigint: 10n ** 400n,
    nan: Number.NaN,
    'promise inside': { later: Promise.resolve(1) },
    'revoked proxy': revoked(),
    ring,
    deep,
    'long text': 'x'.repeat(2 ** 20),
    getter: Object.defineProperty({}, 'x', {
      enumerable: true,
      get() {
        throw new Error('a getter was called');
      },
    }),
  };

  for (const [name, given] of Object.entries(values)) {
    it(`are told of without a crash: ${name}`, async () => {
      for (const to of [
        { type: 'integer' },
        z.int(),
        Account,
        { type: 'object', required: ['x'] },
      ]) {
        const { status, warnings } = await run(into(to, given));
        expect(status).to.equal('completed');
        for (const { message } of warnings) expect(message.length).to.be.lessThan(1000);
      }
    });
  }

  it('are told of without a crash: a list as long as can be', async () => {
    const { status, warnings } = await run(into({ type: 'integer' }, sparse));
    expect([status, warnings.length]).to.deep.equal(['completed', 1]);
  });

  it('are named with the path to the flaw, and with its producer', async () => {
    const given = { order: { lines: [{ sku: 1 }, { sku: 'b', 'odd name': 2 }] } };
    const to = {
      properties: {
        order: {
          properties: {
            lines: {
              items: { properties: { sku: { type: 'string' }, 'odd name': { type: 'null' } } },
            },
          },
        },
      },
    };
    const [report] = reportsOf(await run(into(to, given)));
    expect(report?.producers).to.deep.equal(['from']);
    expect(report?.flaws.map(({ place }) => place)).to.deep.equal([
      'value.order.lines[0].sku',
      'value.order.lines[1]["odd name"]',
    ]);
  });

  it('are told of briefly, however deep and long the place and the message', async () => {
    let nested: unknown = 'x';
    for (let i = 0; i < 2000; i++) nested = { ['n'.repeat(100)]: nested };
    const path = Array<string>(2000).fill('n'.repeat(100));
    const to = schema(() => ({ issues: [{ message: '\ud83d\ude00'.repeat(5000), path }] }));
    const { warnings } = await run(into(to, nested));
    expect(warnings[0]?.message.length).to.be.lessThan(3000);
    expect(warnings[0]?.message).to.include(' … ');
    expect(warnings[0]?.message).not.to.match(/[\ud800-\udbff]…/);
  });

  it('with many flaws are told of briefly, and reported whole', async () => {
    const { warnings } = await run(into({ items: { type: 'string' } }, [1, 2, 3, 4, 5]));
    expect(warnings[0]?.message).to.match(/"value\[2\]" is 3 and must be string; and 2 more\.$/);
    const [report] = reportsOf({ warnings } as never);
    expect(report?.flaws).to.have.length(5);
  });
});

describe('the outputs of a switch', () => {
  it('are checked like all others', async () => {
    const strict = defineNode({
      type: 'strict-switch',
      outputs: { left: port({ type: 'integer' }), right: port() },
      routes: { ports: ['left', 'right'], multiple: false },
      run: () => new Routed({ left: 'x' }, ['left']) as never,
    });
    expect((await outcome(only(strict), { mode: 'strict' }))[1]).to.equal('TYPE_MISMATCH');
    expect((await outcome(only(choosing, { take: 'left' }), { mode: 'strict' }))[0]).to.equal(
      'completed',
    );
  });
});

describe('names that mean something to a prototype', () => {
  it('are only names, as ports, ids and properties', async () => {
    const ports = (make: () => ReturnType<typeof port>) =>
      JSON.parse('{"__proto__":0,"constructor":0,"toString":0}', (key, found: unknown) =>
        key === '' ? found : make(),
      ) as Record<string, ReturnType<typeof port>>;
    const text = () => port({ type: 'string' }) as never;
    const odd = defineNode({
      type: 'constructor',
      inputs: ports(() => (text() as ReturnType<typeof port>).optional() as never),
      outputs: ports(text),
      run: (inputs) => JSON.parse(JSON.stringify(inputs)) as never,
    });
    const config = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}') as never;
    expect(await outcome(only(odd, config), { mode: 'strict' })).to.deep.equal([
      ...['completed', undefined, []],
    ]);
    expect(await outcome(only(odd), { mode: 'strict' })).to.deep.equal([
      'completed',
      undefined,
      [],
    ]);
    const wrong = JSON.parse('{"__proto__":1}') as never;
    expect((await outcome(only(odd, wrong)))[1]).to.equal('CONFIG_INVALID');
  });
});

describe('secrets', () => {
  const SECRET = 'hunter-two-and-more';

  /** Masks one text, as plugin-parameters masks the secrets of a run. */
  const masking: Plugin = {
    manifest: { name: 'masking', version: '1.0.0' },
    apply(hooks) {
      const text = (given: string) => given.replaceAll(SECRET, '[secret KEY]');
      const masker: Masker = {
        text,
        value: <T>(given: T): T => {
          if (typeof given === 'string') return text(given) as T;
          if (Array.isArray(given)) return given.map((item: unknown) => masker.value(item)) as T;
          if (!isPlainObject(given)) return given;
          const entries = Object.entries(given).map(([key, member]) => [key, masker.value(member)]);
          return Object.fromEntries(entries) as T;
        },
      };
      hooks.prepare.tap('masking', (_request, activeRun) => {
        activeRun.mask = masker;
      });
    },
  };

  it('are masked in what is told of a value, before the value is shortened', async () => {
    const around = 'x'.repeat(70) + SECRET;
    for (const given of [SECRET, around, { key: SECRET }]) {
      const to = schema(() => ({ issues: [{ message: `no ${SECRET}`, path: [] }] }));
      for (const mode of ['warn', 'strict'] as const) {
        const { warnings, error, failures } = await run(into(to, given), {
          mode,
          plugins: [masking],
        });
        expectNoSecretIn({ warnings, message: error?.message, cause: failures[0]?.cause }, SECRET);
        expect(JSON.stringify([warnings, error?.message])).not.to.include('hunter');
      }
    }
  });

  it('are opaque: nothing is said of what they hold, at any depth', async () => {
    class Secret {
      constructor() {
        Object.defineProperty(this, Symbol.for('tenon.Secret'), { value: true });
      }
      reveal() {
        return SECRET;
      }
    }
    const to = { properties: { key: { type: 'string' }, n: { type: 'integer' } } };
    expect(await outcome(into({ type: 'string' }, new Secret()), { mode: 'strict' })).to.deep.equal(
      [...['completed', undefined, []]],
    );
    const [report] = reportsOf(await run(into(to, { key: new Secret(), n: 'x' })));
    expect(report?.flaws.map(({ place }) => place)).to.deep.equal(['value.n']);
    const inside = { properties: { key: { required: ['length'] } } };
    expect(await outcome(into(inside, { key: new Secret() }))).to.deep.equal([
      ...['completed', undefined, []],
    ]);
    const held = only(taking({ type: 'string' }), { value: new Secret() as never });
    expect(await outcome(held, { mode: 'strict' })).to.deep.equal(['completed', undefined, []]);
  });
});

describe('a policy that misbehaves', () => {
  const flow = workflow('test');
  const from = flow.add('from', value({ text: 'x' }));
  const contract = { policies: ['mine'] };
  flow.connect(from.out.value, flow.add('to', taking({})).in.value, { contract });
  const over = flow.build();
  const bound = (find: (value: unknown) => unknown) => {
    const policy = { name: 'mine', find } as Policy;
    return { plugins: [binding(policy)] };
  };
  const binding = (policy: Policy): Plugin => ({
    manifest: { name: 'binding', version: '1.0.0' },
    register: ({ bind }) => void bind(Policy).toConstantValue(policy),
  });

  it('fails the node in strict mode and is a warning otherwise, whatever it answers', async () => {
    const finding = { path: [], detector: 'd', message: 'm' };
    const answers = [
      ...[undefined, null, 'x', {}, [null], [{}], [{ ...finding, path: undefined }]],
      ...[[{ ...finding, path: [{}] }], [{ ...finding, message: Symbol('m') }]],
      ...[[{ ...finding, hint: {} }], [{ ...finding, detector: 7 }]],
    ];
    for (const answer of answers) {
      const stated = bound(() => answer);
      expect(await outcome(over, stated)).to.deep.equal(['completed', undefined, ['CHECK_FAILED']]);
      expect((await outcome(over, { ...stated, mode: 'strict' })).slice(0, 2)).to.deep.equal([
        ...['failed', 'CHECK_FAILED'],
      ]);
    }
  });

  it('is named, and what it threw is not told, since it may quote the value', async () => {
    const { warnings } = await run(
      over,
      bound((given) => {
        throw new Error(JSON.stringify(given));
      }),
    );
    expect(warnings[0]?.message).to.equal(
      'Nothing is known of what node "from" delivers over "from.value → to.value": "value" could not be checked, because the policy "mine" failed.',
    );
  });

  it('by being asynchronous leaves no rejection behind that nobody handles', async () => {
    const late = bound(() => Promise.reject(new Error('late')));
    const left = await unhandledRejectionsDuring(async () => {
      expect(await outcome(over, late)).to.deep.equal(['completed', undefined, ['CHECK_FAILED']]);
    });
    expect(left).to.deep.equal([]);
  });

  it('changes nothing that travels', async () => {
    const { results } = await run(
      over,
      bound((given) => {
        (given as { text: string }).text = 'changed';
        return [];
      }),
    );
    expect(results['to']).to.deep.equal({ value: { text: 'x' } });
  });
});

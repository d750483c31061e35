import { inspect } from 'node:util';
import { ConditionFunctions, conditionFunctions, STANDARD_FUNCTIONS } from '@tenon/conditions';
import { kind, type NodeDefinition, subWorkflow, type Workflow, workflow } from '@tenon/core';
import { assert, filter, group, map, RowStream, select, sort } from '@tenon/nodes-standard';
import { aRuntime, only } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { portsUnchecked } from '../support/plugins.js';
import { failureOf, outputsOf, run, type Stated, withNodes } from '../support/runtime.js';

type Items = readonly unknown[] | RowStream;

function over(node: object, items: unknown, config: object = {}): Workflow {
  return only(node as never, { items, ...config });
}

async function made(node: object, items: unknown, config?: object): Promise<unknown> {
  const { items: given } = await outputsOf(over(node, items, config));
  return listOf(given as Items);
}

async function listOf(items: Items): Promise<unknown> {
  if (!RowStream.is(items)) return items;
  const rows: unknown[] = [];
  for await (const row of items) rows.push(row);
  return rows;
}

/** A stream of these rows, a few in each batch. */
function streamOf(rows: readonly object[], columns = Object.keys(rows[0] ?? {}), size = 2) {
  return new RowStream(columns, async function* batches() {
    for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size) as never;
  });
}

async function refusal(node: object, items: unknown, config?: object): Promise<unknown[]> {
  const { code, message } = await failureOf(over(node, items, config));
  return [code, message];
}

function thrown(fn: () => unknown): { code: string; message: string; hint?: string } {
  try {
    fn();
  } catch (error) {
    return error as never;
  }
  throw new Error('Nothing was thrown.');
}

const SALES = [
  { id: 1, region: 'north', total: 10 },
  { id: 2, region: 'south', total: 30 },
  { id: 3, region: 'north', total: 20 },
];

describe('transforms', () => {
  describe('filter', () => {
    it('keeps the items for which a condition holds, in their order', async () => {
      expect(await made(filter('value.total >= 20'), SALES)).to.deep.equal([SALES[1], SALES[2]]);
      expect(await made(filter('value % 2 == 0'), [1, 2, 3, 4])).to.deep.equal([2, 4]);
      expect(await made(filter('index > 0'), ['a', 'b'])).to.deep.equal(['b']);
      expect(
        await made(filter({ field: 'region', operator: '==', value: 'south' }), SALES),
      ).to.deep.equal([SALES[1]]);
    });

    it('may ask what it is given beside the items', async () => {
      const node = filter('value.total > given.limit');
      expect(await made(node, SALES, { given: { limit: 20 } })).to.deep.equal([SALES[1]]);
    });

    it('fails for an item that the condition cannot be asked of, and names it', async () => {
      expect(await refusal(filter('value.total > 15'), [SALES[0], { id: 2 }])).to.deep.equal([
        'CONDITION_FAILED',
        'The condition of node "only" fails for item 1: The condition "value.total > 15" reads "value.total", but "value" has no member "total", at column 1.',
      ]);
      expect((await refusal(filter('value'), [1]))[1]).to.match(
        /fails for item 0: .* gives a number, not true or false/,
      );
    });
  });

  describe('map', () => {
    it('makes a value of each item', async () => {
      expect(await made(map('value.total * 2'), SALES)).to.deep.equal([20, 60, 40]);
      expect(await made(map('[index, value]'), ['a'])).to.deep.equal([[0, 'a']]);
    });

    it('makes an object of each item, and keeps what it has where that is stated', async () => {
      const to = { net: 'value.total / 2', place: 'index' };
      expect(await made(map(to), SALES.slice(0, 1))).to.deep.equal([{ net: 5, place: 0 }]);
      expect(await made(map(to, { keep: true }), SALES.slice(0, 1))).to.deep.equal([
        { id: 1, region: 'north', total: 10, net: 5, place: 0 },
      ]);
      expect(await made(map({ total: '0' }, { keep: true }), SALES.slice(0, 1))).to.deep.equal([
        { id: 1, region: 'north', total: 0 },
      ]);
    });

    it('makes members of any name', async () => {
      const to = JSON.parse('{"__proto__": "value", "constructor": "1"}') as Record<string, string>;
      const [row] = (await made(map(to), ['x'])) as object[];
      expect(Object.entries(row ?? {})).to.deep.equal([
        ['__proto__', 'x'],
        ['constructor', 1],
      ]);
    });

    it('fails for an item that an expression cannot be worked out for', async () => {
      expect(
        await refusal(map({ net: 'value.total * 2' }), [SALES[0], { total: 'x' }]),
      ).to.deep.equal([
        'CONDITION_FAILED',
        'The member "net" of node "only" fails for item 1: The expression "value.total * 2" calculates a text * a number, at column 1.',
      ]);
      expect(await refusal(map({ a: '1' }, { keep: true }), [7])).to.deep.equal([
        'ROWS_INVALID',
        'Item 0 of the items of node "only" is no object with members.',
      ]);
    });

    it('makes no single values of a stream of rows', async () => {
      expect(await refusal(map('value.id'), streamOf(SALES))).to.deep.equal([
        'ROWS_INVALID',
        'Node "only" is to make single values of a stream of rows.',
      ]);
    });

    it('is refused where it makes nothing', () => {
      expect(thrown(() => map({}))).to.include({ code: 'CONFIG_INVALID' });
      expect(thrown(() => map('value', { keep: true })).message).to.equal(
        'A map to single values has no members to keep.',
      );
      expect(thrown(() => map('value', { kep: true } as never)).code).to.equal('OPTION_INVALID');
    });
  });

  describe('select', () => {
    it('keeps members in the order stated, and may rename them', async () => {
      expect(await made(select(['total', 'id']), SALES.slice(0, 1))).to.deep.equal([
        { total: 10, id: 1 },
      ]);
      expect(
        Object.entries(
          ((await made(select({ sum: 'total', area: 'region' }), SALES)) as object[])[0] ?? {},
        ),
      ).to.deep.equal([
        ['sum', 10],
        ['area', 'north'],
      ]);
    });

    it('fails for an item without a member, with near names', async () => {
      expect(await failureOf(over(select(['total']), [SALES[0], { totl: 1 }]))).to.deep.equal({
        code: 'ROWS_INVALID',
        message: 'Item 1 of the items of node "only" has no member "total".',
        hint: 'Did you mean "totl"?',
      });
      expect((await refusal(select(['a']), ['text']))[1]).to.match(/no object with members/);
      expect((await refusal(select(['toString']), [{}]))[1]).to.match(/has no member "toString"/);
      expect(await failureOf(over(select(['totl']), streamOf(SALES)))).to.deep.equal({
        code: 'ROWS_INVALID',
        message: 'Node "only" selects a column "totl", which its rows do not have.',
        hint: 'Did you mean "total"?',
      });
    });

    for (const columns of [[], {}, ['a', 'a'], [''], [1], { a: 1 }, 'a', null]) {
      it(`is refused with ${JSON.stringify(columns)}`, () => {
        expect(thrown(() => select(columns as never))).to.include({
          code: 'CONFIG_INVALID',
          hint: 'State ["id", "total"], or { new: "old" }.',
        });
      });
    }
  });

  describe('group', () => {
    const aggregates = { total: { sum: 'value.total' }, orders: 'count' } as const;

    it('tells of each group, in the order in which they appear', async () => {
      expect(await made(group({ by: ['region'], aggregates }), SALES)).to.deep.equal([
        { region: 'north', total: 30, orders: 2 },
        { region: 'south', total: 30, orders: 1 },
      ]);
      const by = { first: 'value.region.startsWith("n")', place: 'index == 0' };
      expect(await made(group({ by, aggregates: {} }), SALES)).to.deep.equal([
        { first: true, place: true },
        { first: false, place: false },
        { first: true, place: false },
      ]);
    });

    it('has every aggregate', async () => {
      const node = group({
        aggregates: {
          n: 'count',
          sum: { sum: 'value.total' },
          avg: { avg: 'value.total' },
          min: { min: 'value.total' },
          max: { max: 'value.region' },
          first: { first: 'value.id' },
          last: { last: 'value.id' },
          all: { collect: 'value.id' },
        },
      });
      expect(await made(node, SALES)).to.deep.equal([
        { n: 3, sum: 60, avg: 20, min: 10, max: 'south', first: 1, last: 3, all: [1, 2, 3] },
      ]);
      expect(await made(node, [])).to.deep.equal([
        { n: 0, sum: 0, avg: null, min: null, max: null, first: null, last: null, all: [] },
      ]);
      const none = group({ by: ['region'], aggregates });
      expect(await made(none, [])).to.deep.equal([]);
    });

    it('keeps keys of different types apart, and 0 and -0 together', async () => {
      const keys = [1, '1', true, 'true', null, 'null', 0, -0, '["1"]', '"1'];
      const node = group({ by: { key: 'value' }, aggregates: { n: 'count' } });
      const groups = (await made(node, keys)) as { key: unknown; n: number }[];
      expect(groups.map(({ n }) => n)).to.deep.equal([1, 1, 1, 1, 1, 1, 2, 1, 1]);
      const pairs = group({ by: ['a', 'b'], aggregates: { n: 'count' } });
      const rows = [
        { a: 'x,', b: 'y' },
        { a: 'x', b: ',y' },
      ];
      expect(((await made(pairs, rows)) as unknown[]).length).to.equal(2);
    });

    it('sums without losing what is small', async () => {
      const node = group({ aggregates: { sum: { sum: 'value' }, avg: { avg: 'value' } } });
      expect(await made(node, [1, 1e100, 1, -1e100])).to.deep.equal([{ sum: 2, avg: 0.5 }]);
      expect(
        await made(
          node,
          Array.from({ length: 10 }, () => 0.1),
        ),
      ).to.deep.equal([{ sum: 1, avg: 0.1 }]);
      expect(await made(node, [1e308, 1e308])).to.deep.equal([{ sum: Infinity, avg: Infinity }]);
    });

    it('agrees with plain sums over any integers and groups', async () => {
      const item = fc.record({ k: fc.constantFrom('a', 'b', '__proto__'), v: fc.integer() });
      await fc.assert(
        fc.asyncProperty(fc.array(item, { maxLength: 30 }), async (items) => {
          const node = group({ by: ['k'], aggregates: { sum: { sum: 'value.v' }, n: 'count' } });
          const groups = (await made(node, items)) as { k: string; sum: number; n: number }[];
          const expected = [...new Set(items.map(({ k }) => k))].map((k) => {
            const own = items.filter((one) => one.k === k);
            return { k, sum: own.reduce((sum, { v }) => sum + v, 0), n: own.length };
          });
          expect(groups).to.deep.equal(expected);
        }),
        { numRuns: 30 },
      );
    });

    it('fails for items that have no value for an aggregate or key', async () => {
      const summed = group({ aggregates });
      expect(await refusal(summed, [SALES[0], { total: '20' }])).to.deep.equal([
        'ROWS_INVALID',
        'Item 1 has no finite number for the aggregate "total" of node "only".',
      ]);
      expect((await refusal(summed, [{ total: Number.NaN }]))[1]).to.match(/no finite number/);
      const least = group({ aggregates: { least: { min: 'value' } } });
      expect((await refusal(least, [1, 'a']))[1]).to.equal(
        'Item 1 has no number for the aggregate "least" of node "only".',
      );
      expect((await refusal(least, ['a', 1]))[1]).to.match(/Item 1 has no text for/);
      expect((await refusal(least, [null]))[1]).to.match(/Item 0 has no number or text for/);
      expect((await refusal(least, [Number.NaN]))[1]).to.match(/no number or text/);
      const keyed = group({ by: ['k'], aggregates: {} });
      expect((await refusal(keyed, [{ k: 1 }, { k: {} }]))[1]).to.equal(
        'Item 1 of the items of node "only" has a key that is no text, number, boolean or null.',
      );
      expect((await refusal(keyed, [{ k: Number.NaN }]))[0]).to.equal('ROWS_INVALID');
      expect((await refusal(keyed, [{}]))[1]).to.match(/has no member "k"/);
    });

    for (const [grouping, message] of [
      [{ by: 7, aggregates: {} }, 'The "by" of "group" states no keys.'],
      [{ by: ['a', 'a'], aggregates: {} }, 'The "by" of "group" states no keys.'],
      [{ by: ['', 'a'], aggregates: {} }, 'The "by" of "group" states no keys.'],
      [{ by: ['a'] }, 'The aggregate "aggregates" of a group is undefined.'],
      [{ by: ['a'], aggregates: { a: 'count' } }, 'A group has a key and an aggregate named "a".'],
      [{ aggregates: { a: 'cnt' } }, 'The aggregate "a" of a group is "cnt".'],
      [{ aggregates: { a: { sum: '1', avg: '1' } } }, /^The aggregate "a" of a group is \{/],
      [{ aggregates: { a: {} } }, /^The aggregate "a" of a group is \{/],
      [{ aggregates: { a: { count: '1' } } }, /^The aggregate "a" of a group is \{/],
      [{ aggregates: { a: { toString: '1' } } }, /^The aggregate "a" of a group is \{/],
    ] as const) {
      it(`is refused with ${JSON.stringify(grouping)}`, () => {
        const { code, message: said } = thrown(() => group(grouping as never));
        expect(code).to.equal('CONFIG_INVALID');
        expect(said).to.match(message instanceof RegExp ? message : new RegExp(`^${message}$`));
      });
    }
  });

  describe('sort', () => {
    it('goes by one key or several, either way, and keeps the order of equals', async () => {
      expect(
        ((await made(sort(['total']), SALES)) as { id: number }[]).map(({ id }) => id),
      ).to.deep.equal([1, 3, 2]);
      const by = [{ column: 'region' }, { value: 'value.total', direction: 'desc' }] as const;
      expect(((await made(sort(by), SALES)) as { id: number }[]).map(({ id }) => id)).to.deep.equal(
        [3, 1, 2],
      );
      const equal = [
        { k: 1, n: 'a' },
        { k: 0, n: 'b' },
        { k: 1, n: 'c' },
        { k: 0, n: 'd' },
      ];
      const desc = sort([{ column: 'k', direction: 'desc' }]);
      expect(((await made(desc, equal)) as { n: string }[]).map(({ n }) => n).join('')).to.equal(
        'acbd',
      );
    });

    it('puts null where that is stated, whatever the direction', async () => {
      const items = [{ k: 2 }, { k: null }, { k: 1 }, { k: null }];
      for (const direction of ['asc', 'desc'] as const) {
        const first = sort([{ column: 'k', direction, nulls: 'first' }]);
        const last = sort([{ column: 'k', direction, nulls: 'last' }]);
        const numbers = direction === 'asc' ? [1, 2] : [2, 1];
        const keys = async (node: object) =>
          ((await made(node, items)) as { k: unknown }[]).map(({ k }) => k);
        expect(await keys(first)).to.deep.equal([null, null, ...numbers]);
        expect(await keys(last)).to.deep.equal([...numbers, null, null]);
      }
    });

    it('fails for keys of different types, and tells which', async () => {
      expect(await refusal(sort(['k']), [{ k: 1 }, { k: 2 }, { k: 'a' }])).to.deep.equal([
        'ROWS_INVALID',
        'Node "only" cannot sort: item 0 has a number to sort by, and item 2 a text.',
      ]);
      expect((await refusal(sort(['k']), [{ k: null }]))[1]).to.match(/item 0 has null to sort by/);
      expect((await refusal(sort(['k']), [{ k: Number.NaN }]))[1]).to.match(/has NaN to sort by/);
      expect((await refusal(sort(['k']), [{ k: true }]))[1]).to.match(/a value of type boolean/);
      expect((await refusal(sort([{ value: 'value.x' }]), [{}]))[1]).to.match(
        /^The sort key of node "only" fails for item 0/,
      );
    });

    for (const by of [
      undefined,
      [],
      [7],
      [{}],
      [{ column: 'a', value: 'b' }],
      [{ column: 'a', direction: 'up' }],
      [{ column: 'a', nulls: 'no' }],
      [{ column: 'a', colour: 'red' }],
      [{ column: '' }],
    ]) {
      it(`is refused by ${JSON.stringify(by)}`, () => {
        expect(thrown(() => sort(by as never))).to.include({ code: 'CONFIG_INVALID' });
      });
    }
  });

  describe('over streams', () => {
    it('stay streams where a row comes of a row, and count on from batch to batch', async () => {
      const rows = Array.from({ length: 5 }, (_, i) => ({ n: i }));
      const { items } = await outputsOf(over(map({ i: 'index' }, { keep: true }), streamOf(rows)));
      expect((items as RowStream).columns).to.deep.equal(['n', 'i']);
      expect(await listOf(items as RowStream)).to.deep.equal(rows.map(({ n }) => ({ n, i: n })));
      // Each reader counts for itself.
      expect(await listOf(items as RowStream)).to.deep.equal(rows.map(({ n }) => ({ n, i: n })));
      const odd = await outputsOf(over(filter('index % 2 == 1'), streamOf(rows)));
      expect(await listOf(odd['items'] as RowStream)).to.deep.equal([{ n: 1 }, { n: 3 }]);
      expect(await made(select({ m: 'n' }), streamOf(rows.slice(0, 1)))).to.deep.equal([{ m: 0 }]);
    });

    it('become lists where all rows are needed', async () => {
      expect(
        await made(sort([{ column: 'id', direction: 'desc' }]), streamOf(SALES)),
      ).to.deep.equal(SALES.toReversed?.() ?? [...SALES].reverse());
      const counted = group({ aggregates: { n: 'count' } });
      expect(await made(counted, streamOf(SALES))).to.deep.equal([{ n: 3 }]);
    });

    it('fail when they are read, and name the node and the row', async () => {
      const { items } = await outputsOf(
        over(filter('value.x > 1'), streamOf([{ x: 2 }, { x: 3 }, { y: 1 }])),
      );
      const error = await listOf(items as RowStream).catch((one: unknown) => one);
      expect((error as Error).message).to.match(/^The condition of node "only" fails for item 2: /);
    });
  });

  it('go through long lists in turns of the event loop, so that an abort is heard', async () => {
    const long = Array.from({ length: 50_000 }, (_, i) => i);
    expect(((await made(filter('value % 2 == 0'), long)) as unknown[]).length).to.equal(25_000);
    const stop = new AbortController();
    setImmediate(() => stop.abort());
    const { status } = await run(over(sort([{ value: 'value' }]), long), {
      run: { signal: stop.signal },
    });
    expect(status).to.equal('aborted');
  });

  for (const items of [7, 'text', null, {}, new Map()]) {
    it(`take no ${inspect(items)} for a list`, async () => {
      const { code, hint } = await failureOf(over(filter('true'), items));
      expect(code).to.equal('ROWS_INVALID');
      expect(hint).to.equal('It takes a list, or a stream of rows such as read-csv gives.');
    });
  }

  describe('with formulas', () => {
    const wrong: readonly (readonly [NodeDefinition, string])[] = [
      [filter('valu > 1'), 'The condition of node "only": The condition "valu > 1" names "valu"'],
      [filter({ operator: '=~' } as never), 'The condition of node "only": The condition'],
      [map({ a: '1 +' }), 'The member "a" of node "only": The expression "1 +"'],
      [map('x'), 'The expression of node "only": The expression "x" names "x"'],
      [sort([{ value: 'x' }]), 'The sort key of node "only": '],
      [group({ by: { a: 'x' }, aggregates: {} }), 'The group key of node "only": '],
      [group({ aggregates: { a: { sum: 'x' } } }), 'The aggregate "a" of node "only": '],
      [assert('x'), 'The condition of node "only": '],
    ];
    for (const [node, message] of wrong) {
      it(`that are wrong are found by verification: ${message}`, async () => {
        const { runtime } = withNodes();
        const [issue, ...others] = runtime
          .verify(only(node as never))
          .filter(({ code }) => code !== 'INPUT_REQUIRED');
        expect(others).to.deep.equal([]);
        expect(issue).to.deep.include({ code: 'CONDITION_INVALID', category: 'structure' });
        expect(issue?.message.slice(0, message.length)).to.equal(message);
        expect(issue?.where).to.deep.include({ node: 'only' });
      });
    }

    it('that are wrong are found inside sub-workflows', async () => {
      const inner = workflow('inner');
      inner.add('bad', filter('valu'), { items: [] });
      const { runtime } = withNodes();
      const [issue] = runtime.verify(only(subWorkflow(inner.build())));
      expect(issue?.where.within).to.deep.equal(['only']);
      expect(issue?.message).to.match(/ \(Inside "only"\.\)$/);
    });

    it('that are wrong refuse the workflow also where the plugin is not there to verify it', async () => {
      const { runtime } = aRuntime({ plugins: [portsUnchecked] });
      const { error } = await runtime.start(over(filter('valu'), [])).result;
      expect(error?.code).to.equal('CONDITION_INVALID');
      const ok = await runtime.execute(over(filter('value > 1'), [1, 2]));
      expect(ok.results['only']).to.deep.equal({ items: [2] });
    });

    it('fail by rows and by functions of the host, with the cause', async () => {
      const row = await failureOf(over(filter({ field: 'a', operator: '>', value: 1 }), [{}]));
      expect(row.message).to.match(/^The condition of node "only" fails for item 0: /);
      const cause = new Error('not today');
      const functions = conditionFunctions({
        broken: {
          takes: ['any'],
          gives: 'any',
          run: () => {
            throw cause;
          },
        },
      });
      const { error } = await run(over(map('value.broken()'), ['a']), {
        configure: ({ bind }) => {
          bind(ConditionFunctions).toConstantValue(functions);
        },
      });
      expect(error).to.deep.include({ code: 'CONDITION_FAILED', cause });
    });

    it('may call the functions of the host', async () => {
      const flow = over(map('value.upper()'), ['a']);
      const stated: Stated = {
        configure: ({ bind }) => {
          bind(ConditionFunctions).toConstantValue(STANDARD_FUNCTIONS);
        },
      };
      expect(await outputsOf(flow, stated)).to.deep.equal({
        items: ['A'],
      });
    });
  });

  describe('as kinds', () => {
    const config: readonly (readonly [string, object, unknown])[] = [
      ['filter', { where: 'value.total > 15' }, [SALES[1], SALES[2]]],
      ['map', { to: 'value.id' }, [1, 2, 3]],
      [
        'map',
        { to: { id: 'value.id * 2' }, keep: true },
        SALES.map((s) => ({ ...s, id: s.id * 2 })),
      ],
      ['select', { columns: ['id'] }, [{ id: 1 }, { id: 2 }, { id: 3 }]],
      ['sort', { by: [{ column: 'total', direction: 'desc' }] }, [SALES[1], SALES[2], SALES[0]]],
      ['group', { aggregates: { n: 'count' } }, [{ n: 3 }]],
    ];
    for (const [type, settings, expected] of config) {
      it(`${type} does what it does in code`, async () => {
        const flow = only(kind(type), { items: SALES, ...settings });
        expect(await outputsOf(flow)).to.deep.equal({ items: expected });
      });
    }

    for (const [type, settings] of [
      ['filter', {}],
      ['filter', { where: 7 }],
      ['map', { to: 7 }],
      ['select', {}],
      ['sort', {}],
      ['group', {}],
    ] as const) {
      it(`${type} with ${JSON.stringify(settings)} is refused by verification`, () => {
        const { runtime } = withNodes();
        const [issue] = runtime.verify(only(kind(type), settings as never));
        expect(issue?.code).to.equal('CONFIG_INVALID');
      });
    }
  });
});

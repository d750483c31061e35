import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuntime, kind, port, workflow } from '@tenon/core';
import {
  assert,
  delay,
  filter,
  forEach,
  group,
  HttpPolicy,
  httpRequest,
  map,
  RowStream,
  readCsv,
  sort,
  standardNodes,
  templateText,
  writeCsv,
} from '@tenon/nodes-standard';
import { parameters } from '@tenon/plugin-parameters';
import { validation } from '@tenon/plugin-validation';
import { expect } from 'chai';

describe('the examples of the README of @tenon/nodes-standard', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tenon-readme-'));
    await writeFile(
      join(root, 'orders.csv'),
      'region,price,count\nnorth,2.5,4\nsouth,100,3\nnorth,60,2\n',
    );
  });
  afterEach(() => rm(root, { recursive: true }));

  it('reads, transforms and writes a table', async () => {
    // #region table
    const flow = workflow('orders');
    const orders = flow.add('orders', readCsv, {
      path: 'orders.csv',
      stream: true,
      types: { price: 'number', count: 'integer' },
    });
    const priced = flow.add('priced', map({ total: 'value.price * value.count' }, { keep: true }));
    const large = flow.add('large', filter('value.total > 100'));
    const written = flow.add('written', writeCsv, { path: 'out/large.csv' });
    const regions = flow.add(
      'regions',
      group({ by: ['region'], aggregates: { total: { sum: 'value.total' }, orders: 'count' } }),
    );
    flow.connect(orders.out.rows, priced.in.items);
    flow.connect(priced.out.items, large.in.items);
    flow.connect(large.out.items, written.in.rows);
    flow.connect(priced.out.items, regions.in.items);

    const runtime = createRuntime({ plugins: [validation(), standardNodes({ root })] });
    const result = await runtime.execute(flow.build());
    result.of(written); // { path: 'out/large.csv', bytes: 56, count: 2 }
    result.of(regions)?.items;
    // [{ region: 'north', total: 130, orders: 2 }, { region: 'south', total: 300, orders: 1 }]
    // #endregion
    expect(result.of(written)).to.deep.equal({ path: 'out/large.csv', bytes: 56, count: 2 });
    expect(result.of(regions)?.items).to.deep.equal([
      { region: 'north', total: 130, orders: 2 },
      { region: 'south', total: 300, orders: 1 },
    ]);
    expect(await readFile(join(root, 'out/large.csv'), 'utf8')).to.equal(
      'region,price,count,total\nsouth,100,3,300\nnorth,60,2,120\n',
    );
    expect(result.warnings).to.deep.equal([]);
  });

  for (const isolation of ['share', 'freeze', 'copy'] as const) {
    it(`streams rows where ports are checked strictly, with isolation "${isolation}"`, async () => {
      const flow = workflow('strict');
      const orders = flow.add('orders', readCsv, { path: 'orders.csv', stream: true });
      const north = flow.add('north', filter({ field: 'region', operator: '==', value: 'north' }));
      const written = flow.add('written', writeCsv, { path: 'north.csv' });
      flow.connect(orders.out.rows, north.in.items);
      flow.connect(north.out.items, written.in.rows);
      const plugins = [parameters(), validation({ mode: 'strict' }), standardNodes({ root })];
      const runtime = createRuntime({ plugins });
      expect(runtime.verify(flow.build())).to.deep.equal([]);
      const dryRun = await runtime.plan(flow.build());
      expect(dryRun.isReady).to.equal(true);
      const result = await runtime.execute(flow.build(), { isolation });
      expect(result.of(written)?.count).to.equal(2);
    });
  }

  it('is told what ports do not take, strictly', async () => {
    const flow = workflow('strict');
    const orders = flow.add('orders', readCsv, { path: 7 as unknown as string });
    const runtime = createRuntime({
      plugins: [validation({ mode: 'strict' }), standardNodes({ root })],
    });
    const { status } = await runtime.start(flow.build()).result;
    expect(status).to.be.oneOf(['refused', 'failed']);
    expect(orders.id).to.equal('orders');
  });

  it('names nodes by their kinds', async () => {
    // #region kinds
    const flow = workflow('report');
    const orders = flow.add('orders', kind('read-csv'), { path: 'orders.csv' });
    const names = flow.add('names', kind('map'), { to: 'value.region' });
    flow.connect(orders.output('rows'), names.input('items'));
    // #endregion
    const runtime = createRuntime({ plugins: [validation(), standardNodes({ root })] });
    const { results } = await runtime.execute(flow.build());
    expect(results['names']).to.deep.equal({ items: ['north', 'south', 'north'] });
  });

  it('gives rows of its own', async () => {
    // #region rows
    const numbers = new RowStream(['n', 'square'], async function* batches(signal) {
      for (let n = 0; n < 1_000_000; n += 1_000) {
        signal?.throwIfAborted();
        yield Array.from({ length: 1_000 }, (_, i) => ({ n: n + i, square: (n + i) ** 2 }));
      }
    });
    for await (const { square } of numbers) if (square === 9) break; // leaving it closes it
    // #endregion
    expect(numbers.columns).to.deep.equal(['n', 'square']);
  });

  it('sorts, asserts and fills in', async () => {
    const flow = workflow('report');
    // #region formulas
    const top = flow.add('top', sort([{ column: 'total', direction: 'desc', nulls: 'last' }]));
    const some = flow.add('some', assert('size(value) >= given.least'), {
      given: { least: 1 },
      message: 'There are no orders.',
    });
    const mail = flow.add('mail', templateText, {
      template: 'Most: {{ value[0].region }}{% for o in value %}, {{ o.total }}{% endfor %}',
    });
    // #endregion
    flow.connect(top.out.items, some.in.value);
    flow.connect(some.out.value, mail.in.value);
    const runtime = createRuntime({
      plugins: [parameters(), validation(), standardNodes()],
    });
    const items = [
      { region: 'a', total: 1 },
      { region: 'b', total: 2 },
    ];
    const result = await runtime.execute(flow.build(), {
      parameters: { top: { items } },
    });
    expect(result.of(mail)).to.deep.equal({ text: 'Most: b, 2, 1' });
  });

  it('runs a workflow for each item', async () => {
    // #region for-each
    const page = workflow('page', {
      inputs: { item: port<string>() },
      outputs: { body: port() },
    });
    const fetched = page.add('fetched', httpRequest, { timeoutMs: 5_000 });
    page.input('item').to(fetched.in.url);
    page.output('body', fetched.out.body);

    const flow = workflow('pages');
    const pages = flow.add(
      'pages',
      forEach(page.build(), { output: 'body', concurrency: 8, onError: 'collect' }),
      { items: ['http://localhost/'] },
    );
    // #endregion
    const runtime = createRuntime({ plugins: [validation(), standardNodes()] });
    const result = await runtime.execute(flow.build());
    const { results, errors } = result.of(pages) ?? {};
    expect(results).to.deep.equal([null]);
    expect(errors?.map(({ index, code }) => [index, code])).to.deep.equal([[0, 'HTTP_REFUSED']]);
    await runtime.dispose();
  });

  it('takes items by parameters, and templates inside a for-each', async () => {
    const flow = workflow('each');
    flow.add('each', kind('for-each'), {
      node: 'template-text',
      with: { template: '{{ who }} {{ n }}', values: { who: '${who}', n: 1 } },
      item: 'template',
      output: 'text',
    });
    const runtime = createRuntime({ plugins: [parameters(), validation(), standardNodes()] });
    const { results } = await runtime.execute(flow.build(), {
      parameters: { each: { items: ['{{ n }}{{ who }}'], who: 'Ada' } },
    });
    expect(results['each']).to.deep.equal({ results: ['1Ada'], errors: [] });
  });

  it('asks a policy of the host', async () => {
    // #region policy
    const runtime = createRuntime({
      plugins: [validation(), standardNodes()],
      configure: ({ bind }) => {
        bind(HttpPolicy).toConstantValue({
          allowsUrl: ({ url }) => url.hostname === 'api.example.org' || 'only our API may be asked',
          allowsAddress: (address) => address.startsWith('10.') || 'it is not inside',
          maxBytes: 1_000_000,
        });
      },
    });
    // #endregion
    const flow = workflow('ask');
    flow.add('asked', httpRequest, { url: 'https://example.org/' });
    flow.add('paused', delay, { ms: 0 });
    const { error } = await runtime.start(flow.build()).result;
    expect(error?.message).to.equal(
      'Node "asked" may not ask https://example.org/ because only our API may be asked.',
    );
    await runtime.dispose();
  });
});

/**
 * Sends a CSV file through a flow, reads → adds a column → filters → writes, and groups beside it; prints what came of it and
 * how much memory that took, as JSON. Run it by hand for a large file:
 *
 * node --max-old-space-size=96 packages/nodes-standard/.build/test/support/stream-csv.js 100
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuntime, workflow } from '@tenon/core';
import { filter, group, map, readCsv, standardNodes, writeCsv } from '@tenon/nodes-standard';
import { writeLargeCsv } from './large-csv.js';
import { portsUnchecked } from './plugins.js';

const MIB = 1024 * 1024;
const megabytes = Number(process.argv[2] ?? 100);
const root = await mkdtemp(join(tmpdir(), 'tenon-csv-'));
try {
  const rows = await writeLargeCsv(join(root, 'orders.csv'), megabytes * MIB);
  const before = process.resourceUsage().maxRSS;

  const flow = workflow('orders');
  const orders = flow.add('orders', readCsv, {
    path: 'orders.csv',
    stream: true,
    types: { price: 'number', count: 'integer' },
  });
  const priced = flow.add('priced', map({ total: 'value.price * value.count' }, { keep: true }));
  const large = flow.add('large', filter('value.total > 100'));
  const written = flow.add('written', writeCsv, { path: 'large.csv' });
  const regions = flow.add(
    'regions',
    group({ by: ['region'], aggregates: { total: { sum: 'value.total' }, orders: 'count' } }),
  );
  flow.connect(orders.out.rows, priced.in.items);
  flow.connect(priced.out.items, large.in.items);
  flow.connect(large.out.items, written.in.rows);
  flow.connect(priced.out.items, regions.in.items);

  const runtime = createRuntime({ plugins: [portsUnchecked, standardNodes({ root })] });
  const began = performance.now();
  const result = await runtime.execute(flow.build());
  const seconds = (performance.now() - began) / 1000;
  await runtime.dispose();
  const { count } = result.of(written) ?? {};
  const groups = result.of(regions)?.items;
  console.log(
    JSON.stringify({
      megabytes: (await stat(join(root, 'orders.csv'))).size / MIB,
      rows,
      written: count,
      groups: Array.isArray(groups) ? groups.length : 0,
      seconds,
      startMiB: before / 1024,
      peakMiB: process.resourceUsage().maxRSS / 1024,
    }),
  );
} finally {
  await rm(root, { recursive: true });
}

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRuntime } from '@tenon/core';
import { runQueue, serve } from '@tenon/service';
import { JOBS } from './jobs.js';

const runtime = createRuntime({
  plugins: [runQueue({ concurrentRuns: 4, queuedRuns: 2, tenants: { concurrentRuns: 1 } })],
});
const service = serve(runtime);

// POST /acme/book prints a book for acme; GET /stats says how the service stands.
const answer: RequestListener = ({ method, url = '' }, response) => {
  const reply = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (url === '/stats') return reply(200, service.stats());
  const [, tenant = '', name = ''] = url.split('/');
  const job = JOBS.get(name);
  if (method !== 'POST' || job === undefined) return reply(404, { error: 'no such job' });
  const run = service.accept(job, { tenant });
  if (run.rejection !== undefined) return reply(503, { code: run.rejection.code });
  return reply(202, { state: run.state });
};

const server = createServer(answer);
await service.start(
  () => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)),
);
const { drained } = service.drainOnSignal({ timeoutMs: 3_000, graceMs: 500 });
console.log(String((server.address() as AddressInfo).port));
for (const { tenant, workflow, end, code } of (await drained).runs) {
  console.log(`  ${String(tenant)}'s ${workflow}: ${end}${code === undefined ? '' : ` (${code})`}`);
}
server.close();
await runtime.dispose();

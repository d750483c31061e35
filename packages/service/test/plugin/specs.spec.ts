import { runQueue } from '@tenon/service';
import { add, only, pluginSpec } from '@tenon/testing';

const adding = (n: number) => only(add, { a: n, b: 1 });

describe('as the guard of its runtime', () => {
  pluginSpec(
    runQueue({
      concurrentRuns: 50,
      tenants: { concurrentRuns: 50 },
      limits: { nodeVisits: 1_000, wallMs: 60_000 },
    }),
    { workflow: adding, run: { tenant: 'one' } },
  );
});

import { readFileSync } from 'node:fs';
import { formatDescription, type NodeWrapper, type Plugin } from '@tenon/core';
import { resilience } from '@tenon/plugin-resilience';
import { aRuntime } from '@tenon/testing';
import { expect } from 'chai';
import { type Act, faultyNode } from '../support/faults.js';
import { bench, only } from '../support/run.js';

/** A plugin that notes what passes it in some bands. */
function tracer(
  name: string,
  seen: string[],
  bands: readonly ('observe' | 'limit' | 'check' | 'attempt' | 'body')[],
  order: Partial<Plugin['manifest']> = {},
): Plugin {
  const around =
    (band: string): NodeWrapper =>
    (next) =>
    async (inputs, context) => {
      seen.push(`${band} (`);
      try {
        const outputs = await next(inputs, context);
        seen.push(`${band} )`);
        return outputs;
      } catch (error) {
        seen.push(`${band} ) ${(error as Error & { code?: string }).code ?? 'failed'}`);
        throw error;
      }
    };
  return {
    manifest: { name, version: '1.0.0', ...order },
    apply(hooks) {
      hooks.node.tap(name, (wraps) => {
        for (const band of bands) wraps.add(band, around(band));
      });
    },
  };
}

const POLICY = {
  retry: { attempts: 2, backoff: 'none' },
  breaker: { failures: 1 },
  timeoutMs: 50,
} as const;

describe('the order of wrappers', () => {
  it('has a span see each attempt, and a breaker count the last', async () => {
    const seen: string[] = [];
    const { run } = bench({
      plugins: [tracer('tracer', seen, ['observe', 'limit', 'check', 'attempt', 'body'])],
    });
    const acts: Act[] = ['reject', 'ok', 'reject', 'reject'];
    const flow = only(faultyNode((call) => acts[call - 1] ?? 'ok').node, POLICY);
    await run(flow);
    expect(seen).to.deep.equal([
      ...['observe (', 'limit (', 'check ('],
      ...['attempt (', 'body (', 'body ) FAULT', 'attempt ) FAULT'],
      ...['attempt (', 'body (', 'body )', 'attempt )'],
      ...['check )', 'limit )', 'observe )'],
    ]);
    seen.length = 0;
    await run(flow);
    expect(seen.filter((line) => line.startsWith('attempt'))).to.have.length(4);
    seen.length = 0;
    await run(flow);
    expect(seen).to.deep.equal([
      ...['observe (', 'limit (', 'check ('],
      ...['check ) BREAKER_OPEN', 'limit ) BREAKER_OPEN', 'observe ) BREAKER_OPEN'],
    ]);
  });

  for (const [where, order] of [
    ['before', { before: ['resilience'] }],
    ['after', { after: ['resilience'] }],
  ] as const) {
    it(`of a plugin ${where} it is that of the plugins, in a band that both use`, async () => {
      const seen: string[] = [];
      const { run, runtime } = bench({ plugins: [tracer('tracer', seen, ['attempt'], order)] });
      const hang = faultyNode(() => () => new Promise(() => undefined));
      await run(only(hang.node, { timeoutMs: 50 }), { graceMs: 5 });
      // A span around the time-out ends with it; one inside it is left with the attempt.
      expect(seen).to.deep.equal(
        where === 'before' ? ['attempt (', 'attempt ) TIMEOUT'] : ['attempt ('],
      );
      const taps = runtime.describe().hooks.find(({ name }) => name === 'node')?.taps ?? [];
      expect(taps.map(({ plugin }) => plugin)).to.deep.equal(
        where === 'before' ? ['tracer', 'resilience'] : ['resilience', 'tracer'],
      );
    });
  }

  it('is shown by the description of the runtime', () => {
    const { runtime } = aRuntime({
      plugins: [
        {
          manifest: { name: 'observability', version: '1.0.0' },
          apply(hooks) {
            hooks.node.tap('observability', () => undefined);
          },
        },
        resilience(),
      ],
    });
    const text = formatDescription(runtime.describe());
    expect(text).to.match(/node +SyncHook +1 +observability.*\n +2 +resilience/);
    const names = runtime.describe().plugins.map(({ name }) => name);
    expect(names.indexOf('resilience')).to.be.within(
      names.indexOf('observability') + 1,
      names.indexOf('audit') - 1,
    );
  });

  it('is what the README shows', () => {
    const tracing = tracer('tracing', [], ['attempt'], { before: ['resilience'] });
    const { runtime } = aRuntime({ plugins: [resilience(), tracing] });
    const shown = new URL('../../../test/support/order.txt', import.meta.url);
    expect(formatDescription(runtime.describe())).to.include(readFileSync(shown, 'utf8'));
  });

  it('does not depend on the order of registration', () => {
    const spans = tracer('spans', [], ['attempt'], { before: ['resilience'] });
    const orders = [
      [resilience(), spans],
      [spans, resilience()],
    ].map((plugins) =>
      aRuntime({ plugins })
        .runtime.describe()
        .plugins.map(({ name }) => name),
    );
    expect(orders[0]).to.deep.equal(orders[1]);
  });
});

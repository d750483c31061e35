import { defineNode, type Plugin, type PortLike, port, workflow } from '@tenon/core';
import { failing, value } from '@tenon/testing';
import { expect } from 'chai';
import { z } from 'zod';
import { outcome, run, withValidation } from '../support/runtime.js';

const INT = { type: 'integer', minimum: 3 } as const;

/** A workflow that declares an output `total`, and delivers a value there. */
function giving(total: PortLike, given: unknown) {
  const flow = workflow('sums', { outputs: { total } });
  flow.output('total', flow.add('from', value(given)).out.value);
  return flow;
}

describe('the outputs that a workflow declares', () => {
  it('are checked when the run ends, as the mode says', async () => {
    for (const [given, code] of [
      ['x', 'TYPE_MISMATCH'],
      [2, 'SCHEMA_VIOLATED'],
    ] as const) {
      const flow = giving(port(INT), given).build();
      expect(await outcome(flow, { mode: 'strict' })).to.deep.equal(['failed', code, []]);
      expect(await outcome(flow)).to.deep.equal(['completed', undefined, [code]]);
      expect(await outcome(flow, { mode: 'off' })).to.deep.equal(['completed', undefined, []]);
    }
    const good = giving(port(INT), 3).build();
    expect(await outcome(good, { mode: 'strict' })).to.deep.equal(['completed', undefined, []]);
  });

  it('are named by the error, and stay in the result', async () => {
    const { error, outputs, results } = await run(giving(port(INT), 'x').build(), {
      mode: 'strict',
    });
    expect(error?.message).to.equal(
      'Output "total" of workflow "sums" is not what the workflow declares: "total" is "x" and must be integer.',
    );
    expect(error?.where).to.include({ workflow: 'sums', port: 'total' });
    expect(outputs).to.deep.equal({ total: 'x' });
    expect(results['from']).to.deep.equal({ value: 'x' });
  });

  it('are all told of: the first fails the run, the others are warnings', async () => {
    const flow = workflow('two', { outputs: { a: port(INT), b: port(z.enum(['open'])) } });
    const from = flow.add('from', value({ a: 'x', b: 'opem' }));
    flow.output('a', from.out.value.at('a') as never);
    flow.output('b', from.out.value.at('b') as never);
    const strict = await run(flow.build(), { mode: 'strict' });
    expect(strict.error?.where.port).to.equal('a');
    expect(strict.warnings.map(({ code, hint }) => [code, hint])).to.deep.equal([
      ['ENUM_VIOLATED', 'Did you mean "open"?'],
    ]);
    const { warnings } = await run(flow.build());
    expect(warnings.map(({ code }) => code)).to.deep.equal(['TYPE_MISMATCH', 'ENUM_VIOLATED']);
  });

  it('may have asynchronous schemas, and be lists', async () => {
    const even = z.number().refine((n) => Promise.resolve(n % 2 === 0));
    const later = giving(port(even), 3).build();
    expect(await outcome(later, { mode: 'strict' })).to.deep.equal([
      'failed',
      'SCHEMA_VIOLATED',
      [],
    ]);
    expect((await run(giving(port(even), 4).build(), { mode: 'strict' })).status).to.equal(
      'completed',
    );
    const many = giving(port(INT).many(), [3, 'x']).build();
    const { error } = await run(many, { mode: 'strict' });
    expect(error?.message).to.include('"total[1]" is "x"');
  });

  it('are left alone where nothing was delivered, or the run failed anyway', async () => {
    const absent = workflow('absent', { outputs: { total: port(INT).optional() } });
    absent.add('from', value(1));
    expect(await outcome(absent.build(), { mode: 'strict' })).to.deep.equal([
      'completed',
      undefined,
      [],
    ]);
    const failed = giving(port(INT), 'x');
    failed.add('bad', failing('boom'));
    const stated = { mode: 'strict', run: { onError: 'continue' } } as const;
    expect(await outcome(failed.build(), stated)).to.deep.equal(['failed', 'NODE_FAILED', []]);
  });

  it('hold for a run that another engine executed', async () => {
    const engine: Plugin = {
      manifest: { name: 'engine', version: '1.0.0' },
      apply: (hooks) => {
        hooks.execute.tap('engine', () => ({
          outcomes: [] as never,
          failures: [],
          loops: {},
          results: {},
          outputsOf: ({ id }: { readonly id: string }) =>
            id === 'from' ? { value: 1 } : undefined,
          explain: () => undefined,
        }));
      },
    };
    const { error } = await run(giving(port(INT), 5).build(), {
      mode: 'strict',
      plugins: [engine],
    });
    expect(error?.code).to.equal('SCHEMA_VIOLATED');
  });

  it('cost nothing where none has a schema', async () => {
    const flow = giving(port<number>(), 7).build();
    const { runtime } = withValidation({ mode: 'strict' });
    let asked = 0;
    const counted = new Proxy(flow.outputs, {
      get: (outputs, name, receiver) => {
        if (name === 'flatMap') asked++;
        return Reflect.get(outputs, name, receiver) as unknown;
      },
    });
    const watched = { ...flow, outputs: counted };
    for (let i = 0; i < 3; i++) await runtime.execute(watched);
    expect(asked).to.equal(1);
  });

  it('of a sub-workflow are those of its node, and a default that does not fit is a finding', () => {
    const flow = workflow('preset', { outputs: { total: port(INT).default(1) } });
    flow.output(
      'total',
      flow.add(
        'from',
        defineNode({
          type: 'from',
          outputs: { n: port<number>() },
          run: () => ({ n: 5 }),
        }),
      ).out.n,
    );
    const [issue] = withValidation().runtime.verify(flow.build());
    expect(issue).to.deep.include({ code: 'DEFAULT_INVALID', severity: 'warning' });
  });
});

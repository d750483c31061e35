import {
  type Contract,
  defineNode,
  port,
  type RunOptions,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { NamedContract, Policy } from '@tenon/plugin-validation';
import { aWorkflow, collect, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { z } from 'zod';
import { both, choosing } from '../support/nodes.js';
import { supplying } from '../support/plugins.js';
import { outcome, reportsOf, run } from '../support/runtime.js';

const NUMBER: Contract = { name: 'num', source: { type: 'number' }, target: { maximum: 9 } };

/** A value over a contracted connection. */
function over(contract: Contract | string, given: unknown, output = 'value'): Workflow {
  const flow = workflow('test');
  flow.add('from', value(given));
  flow.add('to', pass);
  flow.wire({ from: 'from', output, to: 'to', input: 'value', contract });
  return flow.build();
}

const strict = { mode: 'strict' } as const;

describe('a contract on a connection', () => {
  it('fails the consumer in strict mode, and blames the producer', async () => {
    const { error, outcomes } = await run(over(NUMBER, 'five'), strict);
    expect([error?.code, error?.where.node]).to.deep.equal(['CONTRACT_VIOLATED', 'to']);
    expect(error?.message).to.equal(
      'Node "from" delivers over "from.value → to.value" what its contract "num" does not promise: "value" is "five" and must be number.',
    );
    expect(outcomes.get('from')?.status).to.equal('completed');
    expect((await run(over(NUMBER, 10), strict)).error?.message).to.equal(
      'Node "from" delivers over "from.value → to.value" what its contract "num" does not take: "value" is 10 and must be <= 9.',
    );
    expect(await outcome(over(NUMBER, 5), strict)).to.deep.equal(['completed', undefined, []]);
  });

  it('warns in warn mode, of each part that is broken, and is not looked at in off', async () => {
    const contract = {
      source: { type: 'string' },
      target: { type: 'boolean' },
      policies: ['credentials'],
    };
    const flow = over(contract, { password: 'x' });
    const result = await run(flow);
    expect(reportsOf(result).map(({ checked, code }) => [checked, code])).to.deep.equal([
      ['source', 'CONTRACT_VIOLATED'],
      ['target', 'CONTRACT_VIOLATED'],
      ['policy', 'POLICY_VIOLATED'],
    ]);
    expect(result.warnings[0]?.message).to.include('what its contract does not promise');
    expect(await outcome(flow, { mode: 'off' })).to.deep.equal(['completed', undefined, []]);
  });

  it('checks null, and what a path delivers', async () => {
    expect((await outcome(over(NUMBER, null), strict))[1]).to.equal('CONTRACT_VIOLATED');
    expect((await outcome(over(NUMBER, { n: 5 }, 'value.n'), strict))[0]).to.equal('completed');
    const { error } = await run(over(NUMBER, { n: ['x'] }, 'value.n[0]'), strict);
    expect(error?.message).to.include('"value.n[0]" is "x" and must be number');
  });

  it('never shows what a policy keeps from travelling', async () => {
    const result = await run(over({ policies: ['credentials'] }, { api_key: 'abc-def' }));
    expect(result.warnings.map(({ code }) => code)).to.deep.equal(['POLICY_VIOLATED']);
    expect(JSON.stringify(result.warnings)).not.to.include('abc-def');
    const [report] = reportsOf(result);
    expect(report?.flaws[0]).to.include({ category: 'policy', place: 'value.api_key' });
    expect(report?.flaws[0]).not.to.have.property('value');
  });

  it('hides the value from what schemas say of it, too', async () => {
    const quoting = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: (given: unknown) => ({
          issues: [
            { message: `was ${JSON.stringify(given)}` },
            { message: 'x', path: ['api_key'] },
          ],
        }),
      },
    };
    const throwing = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: (given: unknown) => {
          throw new Error(`was ${JSON.stringify(given)}`);
        },
      },
    };
    for (const source of [quoting, throwing, { type: 'string' }, { maxProperties: 0 }]) {
      const contract = { source, target: { enum: ['abc-deg'] }, policies: ['credentials'] };
      const { warnings } = await run(over(contract, { api_key: 'abc-def' }));
      expect(warnings).to.have.length(3);
      expect(JSON.stringify(warnings)).not.to.include('abc-def');
    }
    const contract = { source: { maxProperties: 0 }, policies: ['credentials'] };
    const [first] = reportsOf(await run(over(contract, { api_key: 'abc-def' })));
    expect(first?.flaws[0]?.message).to.equal('breaks the rule "maxProperties"');
  });

  it('may be registered by the host, and so may a policy', async () => {
    const internal: Policy = {
      name: 'internal-hosts',
      find: (given) =>
        String(given).endsWith('.internal')
          ? [
              {
                path: [],
                detector: 'suffix',
                message: 'the name of a host',
                hint: 'Use its alias.',
              },
            ]
          : [],
    };
    const stated: Parameters<typeof run>[1] = {
      ...strict,
      configure: ({ bind }) => {
        bind(Policy).toConstantValue(internal);
        bind(NamedContract).toConstantValue({ name: 'host', policies: ['internal-hosts'] });
      },
    };
    const { error } = await run(over('host', 'db.internal'), stated);
    expect([error?.code, error?.hint]).to.deep.equal(['POLICY_VIOLATED', 'Use its alias.']);
    expect((await run(over('host', 'db.example'), stated)).status).to.equal('completed');
  });

  it('whose policy throws, or answers nonsense, is a finding of its own', async () => {
    for (const answer of [
      () => undefined as never,
      () => {
        throw new Error('broken');
      },
    ]) {
      const stated: Parameters<typeof run>[1] = {
        configure: ({ bind }) => {
          bind(Policy).toConstantValue({ name: 'mine', find: answer });
        },
      };
      const flow = over({ policies: ['mine'] }, 1);
      expect(await outcome(flow, stated)).to.deep.equal(['completed', undefined, ['CHECK_FAILED']]);
      expect((await outcome(flow, { ...stated, ...strict }))[1]).to.equal('CHECK_FAILED');
    }
  });

  it('holds where its value is used only', async () => {
    const flow = over(NUMBER, 'five');
    const plugins = [supplying([{ node: 'to', rank: 'addressed', value: 1 }])];
    expect(await outcome(flow, { ...strict, plugins })).to.deep.equal([
      ...['completed', undefined, []],
    ]);
    const lower = [supplying([{ node: 'to', rank: 'workflow', value: 1 }])];
    expect((await outcome(flow, { ...strict, plugins: lower }))[0]).to.equal('failed');
  });

  it('holds on each connection into a port that takes many', async () => {
    const flow = workflow('test');
    flow.add('a', value(1));
    flow.add('b', value('two'));
    flow.add('all', collect);
    for (const from of ['a', 'b']) {
      flow.wire({ from, output: 'value', to: 'all', input: 'values', contract: NUMBER });
    }
    const [report, ...more] = reportsOf(await run(flow.build()));
    expect([report?.producers, more]).to.deep.equal([['b'], []]);
  });

  it('holds in branches, on the one that is taken', async () => {
    const flow = workflow('test');
    flow.add('from', value('five'));
    flow.add('choose', choosing, { take: 'left' });
    flow.add('l', pass);
    flow.add('r', pass);
    flow.wire({ from: 'from', output: 'value', to: 'choose', input: 'value' });
    flow.wire({ from: 'choose', output: 'left', to: 'l', input: 'value' });
    flow.wire({ from: 'choose', output: 'right', to: 'r', input: 'value', contract: NUMBER });
    expect(await outcome(flow.build(), strict)).to.deep.equal(['completed', undefined, []]);
    flow.add('also', pass);
    flow.wire({ from: 'choose', output: 'left', to: 'also', input: 'value', contract: NUMBER });
    expect((await run(flow.build(), strict)).error?.where.node).to.equal('also');
  });

  const counting = defineNode({
    type: 'counting',
    inputs: { value: port<number>().default(0) },
    outputs: { value: port<number>() },
    run: ({ value: given }) => ({ value: given + 1 }),
  });

  it('holds in loops, in every iteration and on back edges', async () => {
    const body = workflow('loop');
    body.add('c', counting);
    body.add('k', pass);
    const contract = { target: { type: 'number', maximum: 2 } };
    body.wire({ from: 'c', output: 'value', to: 'k', input: 'value', contract });
    body.loop('loop', {
      back: [{ from: 'k', output: 'value', to: 'c', input: 'value' }],
      maxIterations: 5,
    });
    const { error } = await run(body.build(), strict);
    expect([error?.code, error?.where.node]).to.deep.equal(['CONTRACT_VIOLATED', 'k']);
    expect((await run(body.build())).warnings).to.have.length(3);

    const back = workflow('loop');
    back.add('c', counting);
    back.loop('loop', {
      back: [{ from: 'c', output: 'value', to: 'c', input: 'value', contract }],
      maxIterations: 5,
    });
    const [first, ...rest] = reportsOf(await run(back.build()));
    expect([first?.connection, rest.length]).to.deep.equal(['c.value → c.value', 1]);
  });

  it('holds inside sub-workflows', async () => {
    const inner = workflow('inner', { inputs: { n: port() }, outputs: { n: port() } });
    const a = inner.add('a', pass);
    const b = inner.add('b', pass);
    inner.input('n').to(a.in.value);
    inner.connect(a.out.value, b.in.value, { contract: NUMBER });
    inner.output('n', b.out.value);
    const flow = workflow('outer');
    flow.add('sub', subWorkflow(inner.build()), { n: 'x' });
    const { error } = await run(flow.build(), strict);
    const { code } = Object(error?.cause) as { readonly code?: string };
    expect([error?.code, code]).to.deep.equal([...['SUBWORKFLOW_FAILED', 'CONTRACT_VIOLATED']]);
    const [report] = reportsOf(await run(flow.build()));
    expect([report?.workflow, report?.node]).to.deep.equal(['inner', 'b']);
  });

  it('holds under every isolation, and changes nothing that travels', async () => {
    const given = { n: 1, list: [1] };
    const mutating = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: (seen: unknown) => {
          (seen as { n: number }).n = 99;
          return { value: seen };
        },
      },
    };
    for (const isolation of ['share', 'freeze', 'copy'] as const) {
      const options: RunOptions = { isolation };
      const flow = over({ source: mutating, target: z.object({ n: z.coerce.string() }) }, given);
      const { status, results, warnings } = await run(flow, { ...strict, run: options });
      expect([status, warnings]).to.deep.equal(['completed', []]);
      expect(results['to']).to.deep.equal({ value: { n: 1, list: [1] } });
    }
  });

  it('tells of both inputs of a node, and fails with the first', async () => {
    const flow = workflow('test');
    flow.add('x', value('x'));
    flow.add('y', value('y'));
    flow.add('to', both);
    flow.wire({ from: 'y', output: 'value', to: 'to', input: 'b', contract: NUMBER });
    flow.wire({ from: 'x', output: 'value', to: 'to', input: 'a', contract: NUMBER });
    expect((await run(flow.build())).warnings).to.have.length(2);
    expect((await run(flow.build(), strict)).error?.where.port).to.equal('a');
  });

  it('comes before the schema of the input', async () => {
    const flow = aWorkflow('test').build();
    expect(flow.nodes).to.have.length(0);
    const built = workflow('test');
    built.add('from', value('x'));
    built.add(
      'to',
      defineNode({
        type: 'to',
        inputs: { value: port({ type: 'integer' }) },
        outputs: { value: port() },
        run: ({ value: given }) => ({ value: given }),
      }),
    );
    built.wire({
      from: 'from',
      output: 'value',
      to: 'to',
      input: 'value',
      contract: { target: { type: 'number' } },
    });
    expect((await run(built.build(), strict)).error?.code).to.equal('CONTRACT_VIOLATED');
    expect((await run(built.build())).warnings.map(({ code }) => code)).to.deep.equal([
      ...['CONTRACT_VIOLATED', 'TYPE_MISMATCH'],
    ]);
  });
});

import { createRuntime, defineNode, type Plugin, port, workflow } from '@tenon/core';
import {
  type CheckReport,
  formatIssues,
  NamedContract,
  Policy,
  ValidationHooks,
  ValidationMetrics,
  validation,
} from '@tenon/plugin-validation';
import { value } from '@tenon/testing';
import { expect } from 'chai';
import { IsInt, IsUrl, Max } from 'class-validator';
import { z } from 'zod';

/** The code in the README of the package: each region is shown there. */
describe('the README of plugin-validation', () => {
  it('shows verification', () => {
    const round = defineNode({
      type: 'round',
      inputs: { value: port({ type: 'number' }), digits: port({ type: 'integer' }).default(2) },
      outputs: { value: port({ type: 'number' }) },
      run: ({ value: given, digits }) => ({ value: Number(given.toFixed(digits)) }),
    });
    const named = defineNode({
      type: 'named',
      outputs: { name: port({ type: 'string' }) },
      run: () => ({ name: 'Ada' }),
    });
    const flow = workflow('pricing');
    flow.add('ada', named);
    flow.add('round', round, { digits: '2' } as never);
    flow.wire({ from: 'ada', output: 'name', to: 'round', input: 'value' });
    const pricing = flow.build();
    // #region verify
    const runtime = createRuntime({ plugins: [validation()] });
    const issues = runtime.verify(pricing); // data: code, severity, where, message, hint
    const text = formatIssues(issues); // and the same for people
    // #endregion
    expect(text).to.equal(
      [
        'workflow "pricing" › connection "ada.name → round.value"',
        '  error TYPE_MISMATCH: No value can pass over connection "ada.name → round.value": one gives string, the other takes number.',
        '    → Correct one of the two schemas, or put a node between that converts.',
        '',
        'workflow "pricing" › node "round"',
        '  error CONFIG_INVALID: "digits" in the configuration of node "round" does not fit: "digits" is "2" and must be integer.',
        '    → Correct the value, or the schema of the port.',
        '',
        '2 errors.',
      ].join('\n'),
    );
  });

  it('shows schemas, and what is told of a value', async () => {
    // #region schemas
    class Limits {
      @IsInt() @Max(1000) rows!: number;
      @IsUrl() source!: string;
    }
    const load = defineNode({
      type: 'load',
      inputs: { order: port(z.object({ id: z.int(), state: z.enum(['open', 'paid']) })) },
      outputs: { lines: port({ type: 'array', items: { type: 'string' } }) },
      settings: { limits: port(Limits) },
      run: ({ order }) => ({ lines: [`order ${String(order.id)}`] }),
    });
    // #endregion
    const flow = workflow('orders');
    flow.add('from', value({ id: 'x', state: 'payd' }));
    flow.add('load', load, { limits: { rows: 10, source: 'https://example.org' } });
    flow.wire({ from: 'from', output: 'value', to: 'load', input: 'order' });
    const orders = flow.build();
    // #region modes
    const runtime = createRuntime({ plugins: [validation({ mode: 'strict' })] });
    const { error } = await runtime.start(orders).result;
    error?.message;
    // Input "order" of node "load" does not take what node "from" delivered:
    // "order.id" is "x" and must be number; "order.state" is "payd" and must be "open" or "paid".
    const report = error?.cause as CheckReport; // every flaw as data
    report.flaws[1];
    // { category: 'constraint', rule: 'enum', place: 'order.state', value: '"payd"', message: …, hint: 'Did you mean "paid"?' }
    // #endregion
    expect(error?.message).to.equal(
      'Input "order" of node "load" does not take what node "from" delivered: "order.id" is "x" and must be number; "order.state" is "payd" and must be "open" or "paid".',
    );
    expect(report.flaws[1]).to.deep.equal({
      category: 'constraint',
      rule: 'enum',
      place: 'order.state',
      value: '"payd"',
      message: 'must be "open" or "paid"',
      hint: 'Did you mean "paid"?',
    });
  });

  it('shows contracts and policies', async () => {
    const handOn = (type: string) =>
      defineNode({
        type,
        inputs: { order: port().optional() },
        outputs: { order: port() },
        run: ({ order = { note: 'db.corp.internal' } }) => ({ order }),
      });
    const [read, send] = [handOn('read'), handOn('send')];
    const flow = workflow('mail');
    // #region contracts
    const from = flow.add('read', read);
    const to = flow.add('send', send);
    flow.connect(from.out.order, to.in.order, {
      contract: {
        source: { type: 'object', required: ['note'] }, // what the producer promises
        target: z.object({ note: z.string().max(200) }), // what the consumer asks
        policies: ['credentials', 'personal-data', 'internal-hosts'],
      },
    });
    flow.connect(from.out.order, flow.add('copy', send).in.order, { contract: 'note' });

    const internalHosts: Policy = {
      name: 'internal-hosts',
      find: (order) =>
        JSON.stringify(order).includes('.internal')
          ? [{ path: ['note'], detector: 'suffix', message: 'the name of an internal host' }]
          : [],
    };
    const runtime = createRuntime({
      plugins: [validation({ mode: 'strict' })],
      configure: ({ bind }) => {
        bind(Policy).toConstantValue(internalHosts);
        bind(NamedContract).toConstantValue({ name: 'note', policies: ['internal-hosts'] });
      },
    });
    const { failures } = await runtime.start(flow.build(), { onError: 'continue' }).result;
    failures.map(({ code, where }) => [code, where.node]);
    // POLICY_VIOLATED  send
    // POLICY_VIOLATED  copy
    // #endregion
    expect(failures.map(({ code, where }) => [code, where.node])).to.deep.equal([
      ['POLICY_VIOLATED', 'send'],
      ['POLICY_VIOLATED', 'copy'],
    ]);
  });

  it('shows the hooks and the metrics', async () => {
    const slow: string[] = [];
    const flow = workflow('one');
    const typed = defineNode({
      type: 'typed',
      inputs: { n: port({ type: 'integer' }).default('x' as never) },
      outputs: { n: port() },
      run: ({ n }) => ({ n }),
    });
    flow.add('only', typed);
    const one = flow.build();
    // #region hooks
    const strictDefaults: Plugin = {
      manifest: { name: 'strict-defaults', version: '1.0.0', after: ['validation'] },
      apply(_hooks, services) {
        const checks = services.tryGet(ValidationHooks.id);
        checks?.issues.tap('strict-defaults', (issues) =>
          issues.map((issue) =>
            issue.code === 'DEFAULT_INVALID' ? { ...issue, severity: 'error' } : issue,
          ),
        );
        checks?.checked.tap('strict-defaults', ({ node, ms }) => {
          if (ms > 100) slow.push(node);
        });
      },
    };
    // #endregion
    const runtime = createRuntime({ plugins: [validation(), strictDefaults] });
    expect((await runtime.start(one).result).error?.code).to.equal('DEFAULT_INVALID');
    const lenient = createRuntime({ plugins: [validation()] });
    await lenient.execute(one);
    const read = () => {
      // #region metrics
      const metrics = lenient.services.get(ValidationMetrics);
      const { checks, failures, byCode, byCategory, byType } = metrics.read();
      metrics.reset();
      // #endregion
      return [checks, failures, byCode.get('TYPE_MISMATCH'), byCategory.get('type'), byType.size];
    };
    expect(read()).to.deep.equal([1, 1, 1, 1, 1]);
    expect(read()).to.deep.equal([0, 0, undefined, undefined, 0]);
  });
});

import { defineNode, port, subWorkflow, workflow } from '@tenon/core';
import { only } from '@tenon/testing';
import { expect } from 'chai';
import { z } from 'zod';
import { taking } from '../support/nodes.js';
import { supplying } from '../support/plugins.js';
import { found, outcome, run, withValidation } from '../support/runtime.js';

const INT = { type: 'integer' };

describe('configuration that a run makes', () => {
  it('is refused where it does not fit, in every mode', async () => {
    const flow = only(taking({ ...INT, minimum: 5 }), { value: '${n}' });
    for (const mode of ['off', 'warn', 'strict'] as const) {
      const plugins = [supplying([{ rank: 'config', value: 3 }])];
      const { status, issues } = await run(flow, { mode, plugins });
      expect([status, issues.map(({ code }) => code)]).to.deep.equal([
        'refused',
        ['CONFIG_INVALID'],
      ]);
      expect(issues[0]?.message).to.equal(
        '"value" in the configuration of node "only" does not fit: "value" is 3 and must be >= 5.',
      );
      const good = [supplying([{ rank: 'config', value: 6 }])];
      expect((await run(flow, { mode, plugins: good })).status).to.equal('completed');
    }
  });

  it('is checked inside sub-workflows, and for settings', async () => {
    const sized = defineNode({
      type: 'sized',
      settings: { size: port(INT).optional() },
      run: () => ({}),
    });
    const inner = workflow('inner');
    inner.add('node', sized);
    const outer = workflow('outer');
    outer.add('sub', subWorkflow(inner.build()));
    const supply = {
      within: ['sub'],
      node: 'node',
      name: 'size',
      rank: 'config',
      value: 'x',
    } as const;
    const { issues } = await run(outer.build(), { plugins: [supplying([supply])] });
    expect(issues.map(({ where }) => [where.workflow, where.within, where.port])).to.deep.equal([
      ['inner', ['sub'], 'size'],
    ]);
    const lost = ['nowhere', 'node'].flatMap((id) => [
      { ...supply, within: [id] },
      { ...supply, within: ['sub', id] },
      { ...supply, node: id, within: [] },
      { ...supply, name: id },
    ]);
    expect((await run(outer.build(), { plugins: [supplying(lost)] })).status).to.equal('completed');
  });

  it('is asked of asynchronous schemas when a run begins, and what is constant once', async () => {
    let asked = 0;
    const later = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: (text: unknown) => {
          asked++;
          return Promise.resolve(
            text === 'yes' ? { value: text } : { issues: [{ message: 'no' }] },
          );
        },
      },
    };
    const flow = only(taking(later), { value: 'no' });
    expect(found(flow)).to.deep.equal([]);
    const { runtime } = withValidation({ mode: 'off' });
    expect(runtime.verify(flow)).to.deep.equal([]);
    asked = 0;
    for (let i = 0; i < 3; i++) {
      const { status, issues } = await runtime.start(flow).result;
      expect([status, issues.map(({ code }) => code)]).to.deep.equal([
        'refused',
        ['CONFIG_INVALID'],
      ]);
    }
    expect(asked).to.equal(1);
    const good = only(taking(later), { value: 'yes' });
    expect(await outcome(good, { mode: 'strict' })).to.deep.equal(['completed', undefined, []]);
    const supplied = [supplying([{ rank: 'config', value: 'no' }])];
    const open = only(taking(later), { value: '${n}' });
    expect((await run(open, { plugins: supplied })).error?.code).to.equal('CONFIG_INVALID');
  });

  it('is asked about again where a schema could not tell', async () => {
    let isAway = true;
    const flow = only(
      taking(z.string().refine(async () => (isAway && Promise.reject(new Error('away'))) || true)),
      { value: 'x' },
    );
    const { runtime } = withValidation();
    expect((await runtime.start(flow).result).status).to.equal('refused');
    isAway = false;
    expect((await runtime.start(flow).result).status).to.equal('completed');
  });

  it('is left alone where the schema rejects outright', async () => {
    const rejecting = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: () => Promise.reject(new Error('down')),
      },
    };
    const { issues } = await run(only(taking(rejecting), { value: 1 }));
    expect(issues[0]?.message).to.include('the schema failed: down');
  });
});

describe('a declared input of the workflow', () => {
  function declared(schema: object) {
    const flow = workflow('test', { inputs: { n: port(schema as never) } });
    const node = flow.add('node', taking({}));
    flow.input('n').to(node.in.value);
    return flow.build();
  }

  it('refuses the run in strict mode, and is a warning otherwise', async () => {
    const flow = declared({ enum: ['one', 'two'] });
    const plugins = [supplying([], { n: 'tow' })];
    const strict = await run(flow, { mode: 'strict', plugins });
    expect([strict.status, strict.error?.code, strict.error?.hint]).to.deep.equal([
      ...['refused', 'ENUM_VIOLATED', 'Did you mean "two"?'],
    ]);
    expect(strict.error?.message).to.equal(
      'Input "n" of workflow "test" does not take its value: "n" is "tow" and must be "one" or "two".',
    );
    expect(await outcome(flow, { plugins })).to.deep.equal([
      'completed',
      undefined,
      ['ENUM_VIOLATED'],
    ]);
    expect(await outcome(flow, { mode: 'off', plugins })).to.deep.equal([
      'completed',
      undefined,
      [],
    ]);
    const good = [supplying([], { n: 'two' })];
    expect(await outcome(flow, { mode: 'strict', plugins: good })).to.deep.equal([
      ...['completed', undefined, []],
    ]);
  });

  it('may have an asynchronous schema, and none', async () => {
    const later = declared(z.string().refine(async () => Promise.resolve(false)));
    const plugins = [supplying([], { n: 'x' })];
    expect((await run(later, { mode: 'strict', plugins })).error?.code).to.equal('SCHEMA_VIOLATED');
    expect((await outcome(later, { plugins }))[2]).to.deep.equal(['SCHEMA_VIOLATED']);
    const flow = workflow('test', { inputs: { n: port(), m: port(INT).optional() } });
    flow.input('n').to(flow.add('node', taking({})).in.value);
    expect(await outcome(flow.build(), { mode: 'strict', plugins })).to.deep.equal([
      ...['completed', undefined, []],
    ]);
  });
});

describe('the ports of a sub-workflow', () => {
  it('are checked like those of any node, in both directions', async () => {
    const inner = workflow('inner', {
      inputs: { n: port(INT) },
      outputs: { n: port({ minimum: 5 }) },
    });
    const node = inner.add('node', taking({}));
    inner.input('n').to(node.in.value);
    inner.output('n', node.out.value);
    const outer = (given: unknown) => {
      const flow = workflow('outer');
      const from = flow.add(
        'from',
        defineNode({ type: 'from', outputs: { n: port() }, run: () => ({ n: given }) }),
      );
      const sub = flow.add('sub', subWorkflow(inner.build()));
      flow.wire({ from: from.id, output: 'n', to: sub.id, input: 'n' });
      return flow.build();
    };
    const strict = { mode: 'strict' } as const;
    expect((await run(outer('x'), strict)).error?.where).to.deep.include({
      node: 'sub',
      port: 'n',
    });
    expect((await run(outer('x'), strict)).error?.code).to.equal('TYPE_MISMATCH');
    expect((await run(outer(3), strict)).error?.code).to.equal('SCHEMA_VIOLATED');
    expect((await run(outer(7), strict)).status).to.equal('completed');
  });
});

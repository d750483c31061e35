import { type Contract, defineNode, port, subWorkflow, type Workflow, workflow } from '@tenon/core';
import { aWorkflow, only, pass } from '@tenon/testing';
import { expect } from 'chai';
import { IsInt } from 'class-validator';
import { z } from 'zod';
import { giving, taking } from '../support/nodes.js';
import { converting } from '../support/plugins.js';
import { found, outcome, withValidation } from '../support/runtime.js';

const INT = { type: 'integer' };
const TEXT = { type: 'string' };

function connected(from: object, to: object, contract?: Contract | string): Workflow {
  const flow = workflow('test');
  flow.add('from', giving(from as never, 1));
  flow.add('to', taking(to as never));
  flow.wire({
    from: 'from',
    output: 'value',
    to: 'to',
    input: 'value',
    ...(contract !== undefined && { contract }),
  });
  return flow.build();
}

describe('the rule for types', () => {
  it('refuses a connection that no value can pass, in every mode that checks', async () => {
    const flow = connected(TEXT, INT);
    expect(found(flow)).to.deep.equal(['TYPE_MISMATCH from.value → to.value']);
    expect((await outcome(flow))[0]).to.equal('refused');
    expect(found(flow, { mode: 'off' })).to.deep.equal([]);
    const [issue] = withValidation().runtime.verify(flow);
    expect(issue).to.deep.include({
      severity: 'error',
      category: 'type',
      message:
        'No value can pass over connection "from.value → to.value": one gives string, the other takes integer.',
    });
  });

  it('lets pass what may fit, and what it knows nothing of', () => {
    expect(found(connected(INT, { type: 'number' }))).to.deep.equal([]);
    expect(found(connected({ type: 'number' }, INT))).to.deep.equal([]);
    expect(found(connected(z.string(), z.string().min(3)))).to.deep.equal([]);
    expect(found(connected(z.string(), z.date()))).to.deep.equal([]);
    expect(found(connected(z.string(), z.number()))).to.have.length(1);
    class Order {
      @IsInt() id!: number;
    }
    expect(found(connected(TEXT, Order))).to.have.length(1);
    expect(found(connected({ type: 'object' }, Order))).to.deep.equal([]);
  });

  it('looks behind the path, at one item of a port that takes many, and at back edges', () => {
    const many = defineNode({
      type: 'many',
      inputs: { values: port(INT).many() },
      outputs: { values: port(TEXT).many() },
      run: ({ values }) => ({ values: values.map(String) }),
    });
    const list = { type: 'array', items: TEXT };
    const flow = (output: string, schema: object) =>
      aWorkflow()
        .node('from', giving(schema as never, []))
        .node('to', many)
        .edge(`from.${output}`, 'to.values')
        .build();
    const wired = workflow('test');
    wired.add('from', giving(list as never, ['a']));
    wired.add('to', many);
    wired.wire({ from: 'from', output: { port: 'value', path: [0] }, to: 'to', input: 'values' });
    expect(found(wired.build())).to.deep.equal(['TYPE_MISMATCH from.value[0] → to.values']);
    expect(found(flow('value', INT))).to.deep.equal([]);
    expect(found(flow('value', list))).to.have.length(1);
    const loop = workflow('test');
    loop.add('to', many, { values: [1] });
    loop.loop('l', { back: [{ from: 'to', output: 'values', to: 'to', input: 'values' }] });
    expect(found(loop.build())).to.deep.equal(['TYPE_MISMATCH to.values → to.values']);
  });

  it('looks at the inputs and outputs of the workflow itself, and into sub-workflows', () => {
    const inner = workflow('inner', { inputs: { n: port(TEXT) }, outputs: { n: port(INT) } });
    const node = inner.add('node', taking({}));
    inner.input('n').to(inner.add('int', taking(INT)).in.value);
    inner.connect(inner.add('text', giving(TEXT, 'x')).out.value, node.in.value);
    inner.wire({ from: 'text', output: 'value', to: 'node', input: 'value' });
    const outer = workflow('outer');
    inner.output('n', inner.add('other', giving(TEXT, 'x')).out.value);
    outer.add('sub', subWorkflow(inner.build()), { n: 'x' });
    const built = outer.build();
    const issues = withValidation()
      .runtime.verify(built)
      .filter(({ code }) => code === 'TYPE_MISMATCH');
    expect(issues.map(({ where }) => [where.within, where.node, where.port])).to.deep.equal([
      [['sub'], 'int', 'value'],
      [['sub'], 'other', 'n'],
    ]);
    expect(issues[0]?.message).to.match(/\(Inside "sub"\.\)$/);
  });

  it('finds a contract that nothing can keep: an error in strict mode, a warning otherwise', async () => {
    const clashes: readonly Contract[] = [
      { source: TEXT },
      { target: TEXT },
      { source: { const: 1 }, target: { const: 2 } },
    ];
    for (const contract of clashes) {
      const flow = connected(INT, {}, contract);
      expect(found(flow)).to.deep.equal(['CONTRACT_UNSATISFIABLE from.value → to.value']);
      expect((await outcome(flow))[0]).to.equal('completed');
      expect((await outcome(flow, { mode: 'strict' })).slice(0, 2)).to.deep.equal([
        ...['refused', 'CONTRACT_UNSATISFIABLE'],
      ]);
    }
    expect(found(connected({}, INT, { source: TEXT }))).to.have.length(1);
    expect(found(connected({}, INT, { target: TEXT }))).to.have.length(1);
    expect(found(connected(INT, INT, { source: INT, target: { type: 'number' } }))).to.deep.equal(
      [],
    );
  });
});

describe('the rules for schemas and contracts', () => {
  it('refuse what is no schema, once for each definition, in every mode', async () => {
    const broken = defineNode({
      type: 'broken',
      inputs: { value: port({ type: 'nonsense' }).optional() },
      outputs: { value: port({ format: 'unheard-of' }) },
      settings: { size: port({ $ref: '#/nowhere' }).optional() },
      run: () => ({ value: 1 }),
    });
    const flow = workflow('test', {
      inputs: { n: port({ minLength: -1 }).optional() },
      outputs: { n: port({ tpye: 'string' }).optional() },
    });
    flow.add('a', broken);
    flow.add('b', broken);
    const built = flow.build();
    for (const mode of ['off', 'warn', 'strict'] as const) {
      expect(found(built, { mode })).to.deep.equal([
        ...['SCHEMA_INVALID a.value', 'SCHEMA_INVALID a.value', 'SCHEMA_INVALID a.size'],
        ...['SCHEMA_INVALID n', 'SCHEMA_INVALID n'],
      ]);
    }
    expect((await outcome(built))[0]).to.equal('refused');
    const [, , , first] = withValidation().runtime.verify(built);
    expect(first?.message).to.include('The schema of the workflow\'s input "n" is no JSON Schema');
  });

  it('refuse contracts that are none and names that are not registered, on back edges too', () => {
    expect(found(connected({}, {}, 'txt'))).to.deep.equal([
      'CONTRACT_UNKNOWN from.value → to.value',
    ]);
    expect(found(connected({}, {}, { policies: ['nope'] }))).to.deep.equal([
      'CONTRACT_INVALID from.value → to.value',
    ]);
    expect(found(connected({}, {}, { type: 'number' } as never), { mode: 'off' })).to.deep.equal([
      'CONTRACT_INVALID from.value → to.value',
    ]);
    const loop = workflow('test');
    loop.add('to', pass, { value: 1 });
    loop.loop('l', {
      back: [{ from: 'to', output: 'value', to: 'to', input: 'value', contract: 'nobody' }],
    });
    const [issue] = withValidation().runtime.verify(loop.build());
    expect([issue?.code, issue?.where.loop]).to.deep.equal(['CONTRACT_UNKNOWN', 'l']);
    expect(issue?.message).to.include(
      'The contract of back edge "to.value → to.value" of loop "l"',
    );
  });
});

describe('the rule for configuration', () => {
  const sized = defineNode({
    type: 'sized',
    inputs: { value: port(INT).optional(), list: port(INT).many().optional() },
    outputs: { value: port() },
    settings: { size: port({ type: 'integer', minimum: 1 }).default(1) },
    run: () => ({ value: 1 }),
  });
  const configured = (config: object) => only(sized, config as never);

  it('refuses values that do not fit their ports, in every mode', async () => {
    for (const mode of ['off', 'warn', 'strict'] as const) {
      expect(found(configured({ value: 'x', size: 0, list: [1, null] }), { mode })).to.deep.equal([
        ...['CONFIG_INVALID only.value', 'CONFIG_INVALID only.size', 'CONFIG_INVALID only.list'],
      ]);
    }
    expect(found(configured({ value: 1, size: 2, list: [1] }))).to.deep.equal([]);
    const [issue] = withValidation().runtime.verify(configured({ list: [1, 'x'] }));
    expect(issue?.message).to.equal(
      '"list" in the configuration of node "only" does not fit: "list[1]" is "x" and must be integer.',
    );
    expect((await outcome(configured({ value: 'x' }), { mode: 'off' }))[0]).to.equal('refused');
  });

  it('checks null, judges what conversion makes of a value, and leaves out templates', () => {
    expect(found(configured({ value: null }))).to.deep.equal(['CONFIG_INVALID only.value']);
    expect(found(configured({ value: '5' }), { plugins: [converting()] })).to.deep.equal([]);
    expect(found(configured({ value: 'x' }), { plugins: [converting()] })).to.have.length(1);
    const templates = [{ value: '${n}' }, { value: ['${n}'] }, { value: { a: [{ b: '$${n}' }] } }];
    for (const config of templates) {
      expect(found(configured(config)).filter((text) => text.startsWith('CONFIG'))).to.deep.equal(
        [],
      );
    }
    const ring: unknown[] = [1];
    ring.push(ring);
    expect(found(configured({ value: ring }))).to.deep.equal(['CONFIG_INVALID only.value']);
  });

  it('leaves a list that is none to the core, and secrets alone', () => {
    const [issue, ...rest] = withValidation().runtime.verify(configured({ list: 5 }));
    expect([issue?.message.includes('takes a list'), rest]).to.deep.equal([true, []]);
    const secret = Object.defineProperty({ reveal: () => 'x' }, Symbol.for('tenon.Secret'), {
      value: true,
    });
    class Holder {
      readonly secret = secret;
    }
    expect(new Holder().secret).to.equal(secret);
  });

  it('checks whole classes of settings', () => {
    class Limits {
      @IsInt() rows!: number;
    }
    const limited = defineNode({
      type: 'limited',
      settings: { limits: port(Limits) },
      run: () => ({}),
    });
    expect(found(only(limited, { limits: { rows: 1 } }))).to.deep.equal([]);
    expect(found(only(limited, { limits: { rows: 'x' } } as never))).to.deep.equal([
      'CONFIG_INVALID only.limits',
    ]);
  });

  it('warns of a default that its own port does not allow, once for each definition', () => {
    const odd = defineNode({
      type: 'odd',
      inputs: { value: port({ enum: ['a'] }).default('b' as never) },
      settings: { size: port(z.string().refine(async () => Promise.resolve(false))).default('x') },
      outputs: { value: port() },
      run: () => ({ value: 1 }),
    });
    const flow = workflow('test', { inputs: { n: port(INT).default('x') } });
    flow.add('a', odd);
    flow.add('b', odd);
    const issues = withValidation().runtime.verify(flow.build());
    expect(issues.map(({ code, severity, where }) => [code, severity, where.node])).to.deep.equal([
      ['DEFAULT_INVALID', 'warning', 'a'],
      ['DEFAULT_INVALID', 'warning', undefined],
    ]);
    expect(issues[0]?.message).to.equal(
      'The default of "value" of node type "odd", "b", is not what its own schema allows: "value" is "b" and must be "a".',
    );
  });
});

describe('verification', () => {
  it('finds everything in one pass, in order, and each inner workflow once', () => {
    const inner = workflow('inner', { outputs: { n: port() } });
    const node = inner.add('node', taking(INT), { value: 'x' });
    inner.output('n', node.out.value);
    const sub = subWorkflow(inner.build());
    const outer = workflow('outer');
    outer.add('one', sub);
    outer.add('two', sub);
    outer.add('to', taking(INT), { value: 'y' });
    outer.wire({ from: 'nobody', output: 'x', to: 'to', input: 'value', contract: 'none' });
    expect(found(outer.build())).to.deep.equal([
      'UNKNOWN_NODE nobody.x → to.value',
      'CONTRACT_UNKNOWN nobody.x → to.value',
      'CONFIG_INVALID to.value',
      'CONFIG_INVALID node.value',
    ]);
  });

  it('finds 100 faults among 10,000 nodes', () => {
    const flow = workflow('large');
    const step = taking({ type: 'integer', minimum: 0 });
    for (let i = 0; i < 10_000; i++) {
      const isFaulty = i % 100 === 50;
      flow.add(`n${String(i)}`, step, i === 0 || isFaulty ? { value: isFaulty ? -1 : 0 } : {});
      if (i === 0) continue;
      const contract = { target: { type: 'number', maximum: i % 7 } };
      flow.wire({
        from: `n${String(i - 1)}`,
        output: 'value',
        to: `n${String(i)}`,
        input: 'value',
        ...(i % 2 === 0 && { contract }),
      });
    }
    const texts = found(flow.build());
    expect(texts).to.have.length(100);
    expect(texts[99]).to.equal('CONFIG_INVALID n9950.value');
  }).timeout(20_000);
});

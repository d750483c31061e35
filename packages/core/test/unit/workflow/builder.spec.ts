import { expect } from 'chai';
import { RuntimeError } from '#core/errors/runtime-error.js';
import { isContainer } from '#core/values/data.js';
import { kind, workflow } from '#core/workflow/builder.js';
import { defineNode, isNodeDefinition } from '#core/workflow/node.js';
import { port } from '#core/workflow/port.js';
import { isNodeKind } from '#core/workflow/workflow.js';
import { thrown } from '../errors/thrown.js';

const order = defineNode({
  type: 'order',
  settings: { path: port<string>() },
  outputs: { total: port<number>(), lines: port<readonly { sku: string }[]>() },
  run: () => ({ total: 1, lines: [] }),
});
const bonus = defineNode({
  type: 'bonus',
  inputs: { amount: port<number>(), label: port<string>().optional() },
  outputs: { total: port<number>() },
  run: ({ amount }) => ({ total: amount }),
});

function pricing() {
  const flow = workflow('pricing', {
    inputs: { rate: port<number>() },
    outputs: { total: port<number>() },
  });
  const a = flow.add('order', order, { path: 'order.json' });
  const b = flow.add('bonus', bonus);
  flow.connect(a.out.total, b.in.amount, { contract: 'amount' });
  flow.connect(a.out.lines.at(0).at('sku'), b.in.label);
  flow.loop('again', { maxIterations: 3, back: [[b.out.total, b.in.amount]] });
  flow.input('rate').to(b.in.amount);
  flow.output('total', b.out.total);
  return flow;
}

describe('the builder', () => {
  it('records nodes, connections, loops, inputs and outputs in order of declaration', () => {
    const built = pricing().build();
    expect(built.name).to.equal('pricing');
    expect(built.nodes).to.deep.equal([
      {
        id: 'order',
        node: order,
        config: { path: 'order.json' },
        join: 'all',
        timeoutMs: undefined,
      },
      { id: 'bonus', node: bonus, config: {}, join: 'all', timeoutMs: undefined },
    ]);
    const common = { from: 'order', to: 'bonus' };
    expect(built.connections).to.deep.equal([
      { ...common, output: 'total', path: [], input: 'amount', contract: 'amount' },
      { ...common, output: 'lines', path: [0, 'sku'], input: 'label', contract: undefined },
    ]);
    const back = { from: 'bonus', output: 'total', path: [], to: 'bonus', input: 'amount' };
    expect(built.loops).to.deep.equal([
      { id: 'again', maxIterations: 3, back: [{ ...back, contract: undefined }] },
    ]);
    expect(built.inputs.map(({ name, to }) => ({ name, to }))).to.deep.equal([
      { name: 'rate', to: [{ node: 'bonus', input: 'amount' }] },
    ]);
    expect(built.outputs.map(({ name, source }) => ({ name, source }))).to.deep.equal([
      { name: 'total', source: { from: 'bonus', output: 'total', path: [] } },
    ]);
  });

  it('makes a value that is frozen all the way down', () => {
    const built = pricing()
      .describe({ owner: { team: 'sales' } })
      .build();
    const pending: unknown[] = [built];
    while (pending.length > 0) {
      const value = pending.pop();
      if (!isContainer(value)) continue;
      expect(value).to.be.frozen;
      pending.push(...Object.values(value));
    }
  });

  it("copies configuration and notes, and leaves the caller's untouched", () => {
    const config = { path: 'a', nested: { list: [1] } };
    const notes = { tags: ['a'] };
    const flow = workflow('copies');
    flow.add('order', kind('order'), config);
    flow.describe(notes);
    const built = flow.build();
    config.path = 'b';
    config.nested.list.push(2);
    notes.tags.push('b');
    expect(config.nested).to.not.be.frozen;
    expect(built.nodes[0]?.config).to.deep.equal({ path: 'a', nested: { list: [1] } });
    expect(built.metadata).to.deep.equal({ tags: ['a'] });
  });

  it('copies and freezes contracts, but never their schemas that are no plain data', () => {
    class Amount {
      value = 0;
    }
    const contract = { source: { type: 'number' }, target: Amount, policies: ['sql'] };
    const flow = workflow('contracts');
    flow.wire({ from: 'a', output: 'x', to: 'b', input: 'y', contract });
    const kept = flow.build().connections[0]?.contract;
    expect(kept).to.deep.equal(contract);
    expect(kept).to.be.frozen;
    expect(contract).to.not.be.frozen;
    expect(Amount).to.not.be.frozen;
  });

  it('may go on after a value was built, which then stays as it is', () => {
    const flow = pricing();
    const first = flow.build();
    const later = flow.add('late', bonus);
    flow.connect(later.out.total, later.in.amount);
    flow.input('rate').to(later.in.amount);
    flow.output('total', later.out.total);
    flow.describe({ late: true });
    const second = flow.build();
    expect(first.nodes).to.have.length(2);
    expect(first.connections).to.have.length(2);
    expect(first.inputs[0]?.to).to.have.length(1);
    expect(first.outputs[0]?.source?.from).to.equal('bonus');
    expect(first.metadata).to.deep.equal({});
    expect(second.nodes).to.have.length(3);
    expect(second.inputs[0]?.to).to.have.length(2);
    expect(second.outputs[0]?.source?.from).to.equal('late');
  });

  it('records what is wrong without judging it', () => {
    const flow = workflow('wrong');
    flow.add('a', kind('nope'));
    flow.add('a', kind('nope'));
    flow.add('', kind('nope'));
    flow.wire({ from: 'x', output: 'y', to: 'z', input: 'w' });
    expect(flow.build().nodes).to.have.length(3);
  });

  it('takes ids and names that mean something to JavaScript', () => {
    const flow = workflow('__proto__', { inputs: JSON.parse('{"__proto__":{}}') as never });
    const node = flow.add('constructor', kind('toString'), JSON.parse('{"__proto__":1}') as never);
    flow.input('__proto__' as never).to(node.input('__proto__'));
    const built = flow.build();
    expect(Object.keys(built.nodes[0]?.config ?? {})).to.deep.equal(['__proto__']);
    expect(built.inputs[0]).to.deep.include({
      name: '__proto__',
      to: [{ node: 'constructor', input: '__proto__' }],
    });
  });

  it('wires by names, with a path in the text or beside it', () => {
    const flow = workflow('wires');
    const ends = { from: 'a', to: 'b', input: 'x' };
    flow.wire({ ...ends, output: 'value.lines[0].sku' });
    flow.wire({ ...ends, output: { port: 'a.b' } });
    flow.wire({ ...ends, output: { port: 'value', path: ['lines', 0] } });
    flow.loop('l', { back: [{ ...ends, output: 'value' }] });
    const { connections, loops } = flow.build();
    expect(connections.map(({ output, path }) => [output, path])).to.deep.equal([
      ['value', ['lines', 0, 'sku']],
      ['a.b', []],
      ['value', ['lines', 0]],
    ]);
    expect(loops[0]?.back[0]).to.include({ from: 'a', output: 'value', to: 'b', input: 'x' });
  });

  it('has room for 100,000 targets of one input', () => {
    const flow = workflow('wide', { inputs: { x: port<number>() } });
    const input = flow.input('x');
    for (let i = 0; i < 100_000; i++) input.to(flow.add(`n${i}`, bonus).in.amount);
    expect(flow.build().inputs[0]?.to).to.have.length(100_000);
  });

  it('refuses a workflow without a name', () => {
    for (const name of ['', undefined as never]) {
      expect(() => workflow(name))
        .to.throw()
        .that.satisfies((e: unknown) => RuntimeError.is(e, 'WORKFLOW_INVALID'));
    }
  });

  it('refuses what it cannot record, and says in which workflow', () => {
    const flow = () => workflow('w', { inputs: { limit: port<number>() } });
    const handle = (id: string) => flow().add(id, bonus).out.total;
    const refusals: readonly (readonly [() => unknown, object])[] = [
      [() => flow().add('a', undefined as never), { node: 'a' }],
      [() => flow().add('a', {} as never), { node: 'a' }],
      [() => flow().input('nope' as never), {}],
      [
        () =>
          flow()
            .input('limit')
            .to(undefined as never),
        {},
      ],
      [() => flow().output('nope' as never, undefined as never), {}],
      [() => flow().connect(handle('a'), undefined as never), {}],
      [() => flow().connect(undefined as never, bonus as never), {}],
      [() => flow().wire({ from: 'a', to: 'b', input: 'x' } as never), {}],
      [() => flow().loop('l', {} as never), { loop: 'l' }],
      [() => flow().loop('l', undefined as never), { loop: 'l' }],
      [() => flow().loop('l', { back: [null] as never }), { loop: 'l' }],
      [() => flow().loop('l', { back: ['a.x > b.y'] as never }), { loop: 'l' }],
      [() => flow().loop('l', { back: [[]] as never }), {}],
      [() => flow().loop('l', { back: [[undefined, undefined]] as never }), {}],
    ];
    for (const [refused, where] of refusals) {
      const error = thrown(refused);
      expect(error.code).to.equal('WORKFLOW_INVALID');
      expect(error.where).to.deep.equal({ workflow: 'w', ...where });
    }
  });

  it('answers the name that was probably meant', () => {
    const flow = workflow('w', { inputs: { limit: port<number>() } });
    expect(thrown(() => flow.input('limitt' as never)).hint).to.equal('Did you mean "limit"?');
    expect(thrown(() => flow.input('other' as never)).hint).to.contain('inputs: { … }');
    expect(thrown(() => flow.output('total' as never, {} as never)).hint).to.contain('outputs: ');
  });

  it('refuses a path that cannot be read', () => {
    expect(() => workflow('w').wire({ from: 'a', output: 'x.', to: 'b', input: 'y' })) //
      .to.throw('cannot be read at position 1');
  });

  it('keeps a kind by its name alone', () => {
    const flow = workflow('kinds');
    const given = { kind: 'read', other: 1 };
    flow.add('a', given);
    given.kind = 'write';
    const node = flow.build().nodes[0]?.node;
    expect(node).to.deep.equal({ kind: 'read' });
    expect(isNodeKind(order)).to.equal(false);
    expect(isNodeDefinition(node)).to.equal(false);
  });
});

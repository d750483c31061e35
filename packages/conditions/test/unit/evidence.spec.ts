import { expect } from 'chai';
import { read, scopeOf } from '../support/conditions.js';

describe('the evidence of a condition', () => {
  const evidence = (text: string, values: Readonly<Record<string, unknown>>) =>
    read(text, scopeOf('total', 'limit', 'order', 'nodes')).evidence(values);

  it('is what the condition reads, each once, with its value', () => {
    const order = { lines: [1, 2], vip: false };
    expect(
      evidence('total > limit && order.vip == false && size(order.lines) == 2 && total < 9', {
        total: 8,
        limit: 1,
        order,
      }),
    ).to.deep.equal([
      { name: 'total', value: 8 },
      { name: 'limit', value: 1 },
      { name: 'order.vip', value: false },
      { name: 'order.lines', value: order.lines },
    ]);
    expect(evidence('nodes["a-b"].n > 1', { nodes: { 'a-b': { n: 2 } } })).to.deep.equal([
      { name: 'nodes["a-b"].n', value: 2 },
    ]);
    expect(evidence('nodes[0] == 1', { nodes: [1] })).to.deep.equal([
      { name: 'nodes[0]', value: 1 },
    ]);
  });

  it('leaves out what it does not come to, and what is part of it', () => {
    expect(evidence('total > 1 || limit > 1', { total: 2, limit: 3 })).to.deep.equal([
      { name: 'total', value: 2 },
    ]);
    expect(evidence('total in [1, 2] ? true : limit > 1', { total: 2, limit: 3 })).to.deep.equal([
      { name: 'total', value: 2 },
    ]);
  });

  it('says whether there was a value', () => {
    expect(evidence('has(order.vip) && order.vip', { order: {} })).to.deep.equal([
      { name: 'has(order.vip)', value: false },
    ]);
  });

  it('is what it had read where it fails', () => {
    expect(evidence('total > limit', { total: 'x', limit: 1 })).to.deep.equal([
      { name: 'total', value: 'x' },
      { name: 'limit', value: 1 },
    ]);
    expect(evidence('total > 1 && limit > 1', { total: 2 })).to.deep.equal([
      { name: 'total', value: 2 },
    ]);
  });

  it('is the values themselves', () => {
    const order = { a: Number.NaN, b: 10n, c: new Date(0) };
    const found = evidence('order.a != 1 && order.b != 1 && order.c != 1 && order != 1', { order });
    expect(found.map(({ value }) => value)).to.deep.equal([Number.NaN, 10n, order.c, order]);
    expect(found[3]?.value).to.equal(order);
  });

  it('is the field of a row', () => {
    const condition = read({ field: 'age', operator: '>=', value: 18 });
    expect(condition.evidence({ value: { age: 20 } })).to.deep.equal([
      { name: 'value.age', value: 20 },
    ]);
  });
});

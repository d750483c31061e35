import { expect } from 'chai';
import { isPort, isPortLike, Port, port, portTable } from '#core/workflow/port.js';

const STANDARD = {
  '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
} as const;
class Amount {
  value = 0;
}

describe('a port', () => {
  it('is required and takes one value unless it says otherwise', () => {
    expect(port()).to.deep.include({ presence: 'required', isMany: false, schema: undefined });
    expect(port<number>().optional()).to.include({ presence: 'optional' });
    expect(port<number>().default(3)).to.include({ presence: 'default', defaultValue: 3 });
    expect(port<number>().many()).to.include({ presence: 'required', isMany: true });
    expect(port<number>().describe('Net.')).to.include({ description: 'Net.' });
  });

  it('is frozen, and each word about it makes another', () => {
    const first = port<number>();
    const second = first.many().default([1]).describe('All.');
    expect(first).to.be.frozen;
    expect(first).to.deep.include({ isMany: false, presence: 'required' });
    expect(second).to.deep.include({ isMany: true, presence: 'default', description: 'All.' });
    expect(second.optional()).to.include({ presence: 'optional', defaultValue: undefined });
  });

  it('keeps its schema, of whatever kind, as it is', () => {
    for (const schema of [STANDARD, Amount, { type: 'number' }]) {
      expect(port(schema).schema).to.equal(schema);
      expect(port(schema).many().schema).to.equal(schema);
    }
  });

  it('is recognised by its brand, also of another copy of the core', () => {
    expect(isPort(port())).to.equal(true);
    expect(isPort({ presence: 'required', isMany: false })).to.equal(false);
    expect(isPort({ [Symbol.for('tenon.Port')]: true })).to.equal(true);
    expect(isPort(null)).to.equal(false);
    expect(Object.keys(port())).to.not.include('Symbol(tenon.Port)');
  });
});

describe('a table of ports', () => {
  it('takes ports, and schemas that stand for one, in the order written', () => {
    const given = port<number>().optional();
    const table = portTable({ b: given, a: STANDARD, c: Amount, d: { type: 'string' } });
    expect([...table.keys()]).to.deep.equal(['b', 'a', 'c', 'd']);
    expect(table.get('b')).to.equal(given);
    for (const name of ['a', 'c', 'd']) expect(table.get(name)).to.be.instanceOf(Port);
    expect(table.get('c')?.schema).to.equal(Amount);
    expect(portTable(undefined).size).to.equal(0);
  });

  it('takes names that mean something to JavaScript for names', () => {
    const table = portTable(JSON.parse('{"__proto__":{},"constructor":{}}') as never);
    expect([...table.keys()]).to.deep.equal(['__proto__', 'constructor']);
    expect(table.has('toString')).to.equal(false);
  });

  it('is made of what can stand for a port', () => {
    class Holder {
      readonly '~standard' = STANDARD['~standard'];
    }
    for (const like of [port(), STANDARD, new Holder(), Amount, {}]) {
      expect(isPortLike(like)).to.equal(true);
    }
    for (const other of [undefined, null, 1, 'number', [], new Map(), new Amount()]) {
      expect(isPortLike(other)).to.equal(false);
    }
  });
});

import { typeOfPort } from '@tenon/conditions';
import { port, type Schema } from '@tenon/core';
import { expect } from 'chai';

describe('typeOfPort', () => {
  const typeOf = (schema: Schema) => typeOfPort(port(schema));

  it('reads the common keywords of JSON Schema', () => {
    expect(typeOf({ type: 'number' })).to.equal('number');
    expect(typeOf({ type: 'integer' })).to.equal('number');
    expect(typeOf({ type: 'string' })).to.equal('string');
    expect(typeOf({ type: 'boolean' })).to.equal('boolean');
    expect(typeOf({ type: 'array' })).to.equal('list');
    expect(typeOf({ type: 'object' })).to.equal('object');
    expect(typeOf({ type: ['number', 'null'] })).to.equal('number');
    expect(typeOf({ type: ['number', 'integer'] })).to.equal('number');
    expect(typeOf({ enum: ['a', 'b', null] })).to.equal('string');
    expect(typeOf({ enum: [[1]] })).to.equal('list');
    expect(typeOf({ const: 7 })).to.equal('number');
  });

  it('reads members, which are all there are where it says so', () => {
    const schema = {
      type: 'object',
      properties: { total: { type: 'number' }, owner: { type: 'object', properties: {} } },
    };
    const owner = { members: new Map(), open: true };
    const members = new Map<string, unknown>([
      ['total', 'number'],
      ['owner', owner],
    ]);
    expect(typeOf(schema)).to.deep.equal({ members, open: true });
    expect(typeOf({ ...schema, additionalProperties: false })).to.deep.equal({
      members,
      open: false,
    });
  });

  it('says nothing of what it does not know', () => {
    class Order {
      readonly total = 1;
    }
    for (const schema of [
      {},
      Order,
      { type: ['number', 'string'] },
      { type: 'date' },
      { type: 7 },
      { type: 'null' },
      { enum: [1, 'a'] },
      { enum: 'a' },
      { anyOf: [{ type: 'number' }] },
      { '~standard': { version: 1, vendor: 'x', validate: () => ({ value: 1 }) }, type: 'number' },
    ]) {
      expect(typeOf(schema as Schema)).to.equal('any');
    }
    expect(typeOfPort(port())).to.equal('any');
    expect(typeOfPort(port().many())).to.equal('list');
  });

  it('looks only so deep', () => {
    const cyclic: Record<string, unknown> = { type: 'object' };
    cyclic['properties'] = { self: cyclic };
    expect(typeOf(cyclic)).to.have.property('open', true);
  });
});

import { expect } from 'chai';
import { BoundNodeTypes, type NodeType } from '#core/services/node-types.js';
import { defineNode } from '#core/workflow/node.js';
import { thrown } from '../errors/thrown.js';

const readCsv = defineNode({ type: 'read-csv', run: () => ({}) });
const twin = defineNode({ type: 'read-csv', run: () => ({}) });

describe('BoundNodeTypes', () => {
  it('finds a definition by its kind, names of built-in properties included', () => {
    const odd = defineNode({ type: '__proto__', run: () => ({}) });
    const types = new BoundNodeTypes([readCsv, odd]);
    expect(types.find('read-csv', {})).to.equal(readCsv);
    expect(types.find('__proto__', {})).to.equal(odd);
    expect(types.find('constructor', {})).to.equal(undefined);
    expect([...types.kinds]).to.deep.equal(['read-csv', '__proto__']);
  });

  it('lists node types in the order bound, each once, and finds one by its kind', () => {
    const factory: NodeType = { type: 'table', config: { type: 'object' }, define: () => readCsv };
    const types = new BoundNodeTypes([factory, readCsv, factory]);
    expect(types.all).to.deep.equal([factory, readCsv]);
    expect(types.get('table')).to.equal(factory);
    expect(types.get('constructor')).to.equal(undefined);
  });

  it('lets a factory make the definition from the configuration', () => {
    const seen: unknown[] = [];
    const factory: NodeType = {
      type: 'table',
      define: (config) => {
        seen.push(config);
        return readCsv;
      },
    };
    const config = { columns: ['a'] };
    expect(new BoundNodeTypes([factory]).find('table', config)).to.equal(readCsv);
    expect(seen).to.deep.equal([config]);
  });

  it('refuses two definitions of one name, and takes the same one twice', () => {
    const error = thrown(() => new BoundNodeTypes([readCsv, twin]));
    expect(error.code).to.equal('NODE_TYPE_DUPLICATE');
    expect(error.message).to.include('"read-csv"');
    expect([...new BoundNodeTypes([readCsv, readCsv]).kinds]).to.deep.equal(['read-csv']);
  });

  it('refuses what is no node type', () => {
    for (const value of [undefined, null, 'read-csv', {}, { type: 'x' }, () => readCsv]) {
      const error = thrown(() => new BoundNodeTypes([value as NodeType]));
      expect(error.code).to.equal('WORKFLOW_INVALID');
      expect(error.hint).to.include('defineNode');
    }
  });
});

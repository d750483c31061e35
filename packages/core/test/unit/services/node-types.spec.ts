import { expect } from 'chai';
import { type NodeType, NodeTypes } from '#core/services/node-types.js';
import { defineNode } from '#core/workflow/node.js';
import { thrown } from '../errors/thrown.js';

const readCsv = defineNode({ type: 'read-csv', run: () => ({}) });
const twin = defineNode({ type: 'read-csv', run: () => ({}) });

describe('NodeTypes', () => {
  it('finds a definition by its kind, names of built-in properties included', () => {
    const odd = defineNode({ type: '__proto__', run: () => ({}) });
    const types = new NodeTypes([readCsv, odd]);
    expect(types.find('read-csv', {})).to.equal(readCsv);
    expect(types.find('__proto__', {})).to.equal(odd);
    expect(types.find('constructor', {})).to.equal(undefined);
    expect([...types.kinds]).to.deep.equal(['read-csv', '__proto__']);
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
    expect(new NodeTypes([factory]).find('table', config)).to.equal(readCsv);
    expect(seen).to.deep.equal([config]);
  });

  it('refuses two definitions of one name, and takes the same one twice', () => {
    const error = thrown(() => new NodeTypes([readCsv, twin]));
    expect(error.code).to.equal('NODE_TYPE_DUPLICATE');
    expect(error.message).to.include('"read-csv"');
    expect([...new NodeTypes([readCsv, readCsv]).kinds]).to.deep.equal(['read-csv']);
  });

  it('refuses what is no node type', () => {
    for (const value of [undefined, null, 'read-csv', {}, { type: 'x' }, () => readCsv]) {
      const error = thrown(() => new NodeTypes([value as NodeType]));
      expect(error.code).to.equal('WORKFLOW_INVALID');
      expect(error.hint).to.include('defineNode');
    }
  });
});

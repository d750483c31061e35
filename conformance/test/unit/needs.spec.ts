import { expect } from 'chai';
import type { Case } from '#conformance/case.js';
import { missingFor } from '#conformance/needs.js';
import type { Installation } from '#conformance/plugins.js';
import { aCase, wire } from '../support/cases.js';

const loop = { id: 'l', back: [wire('a.value → a.value')] };
const cycles: Installation = { capability: 'cycles', plugins: () => [] };
const conditional: Installation = { capability: 'conditional', plugins: () => [] };

function needs(stated: Partial<Case>, installed: readonly Installation[] = []): string[] {
  return missingFor(aCase(stated), installed);
}

function config(value: NonNullable<Case['nodes'][number]['config']>): Partial<Case> {
  return { nodes: [{ id: 'n', kind: 'params', config: value }] };
}

describe('missingFor', () => {
  it('finds nothing that a plain workflow needs', () => {
    expect(needs({ ...config({ a: 'plain $ {text}' }), options: { validation: 'strict' } })).to.be
      .empty;
    expect(needs({ nodes: [{ id: 'x', kind: 'no-such-kind' }] })).to.be.empty;
    expect(needs({ inputs: [{ name: 'x', to: [], required: true }] })).to.be.empty;
  });

  it('finds what loops and skipped branches need', () => {
    expect(needs({ loops: [loop] })).to.deep.equal(['cycles']);
    expect(needs({ options: { mode: 'skip-branches' } })).to.deep.equal(['conditional']);
    expect(needs({ options: { mode: 'route-data' } })).to.be.empty;
  });

  it('finds what the kinds of node need', () => {
    for (const kind of ['branch', 'switch-on', 'partition', 'merge']) {
      expect(needs({ nodes: [{ id: 'n', kind }] })).to.deep.equal(['conditional']);
    }
    expect(needs({ nodes: [{ id: 'n', kind: 'secret-echo' }] })).to.deep.equal(['parameters']);
    expect(needs({ nodes: [{ id: 'n', kind: 'typed' }] })).to.deep.equal(['validation']);
    const types = { outputs: { x: 1 }, types: { x: 'int' } };
    expect(needs({ nodes: [{ id: 'n', kind: 'emit', config: types }] })).to.deep.equal([
      'validation',
    ]);
  });

  it('finds parameters, but in no run that is given none', () => {
    expect(needs({ parameters: { a: 1 } })).to.deep.equal(['parameters']);
    expect(needs({ parameters: 5 })).to.deep.equal(['parameters']);
    expect(needs({ parametersOf: {} })).to.deep.equal(['parameters']);
    expect(needs({ executions: [{}, { parameters: { a: 1 } }] })).to.deep.equal(['parameters']);
    expect(needs({ executions: [{ parameters: null }], parameters: {} })).to.be.empty;
    expect(needs({ options: { coerce: 'lossless' } })).to.deep.equal(['parameters']);
    expect(needs({ options: { unknown: 'warn' } })).to.deep.equal(['parameters']);
    expect(needs({ options: { secrets: {} } })).to.deep.equal(['parameters']);
  });

  it('finds templates at any depth, but where they are none', () => {
    expect(needs(config({ a: { list: ['x', '${b}'] } }))).to.deep.equal(['parameters']);
    expect(needs(config({ a: 'written: $${b}' }))).to.deep.equal(['parameters']);
    expect(needs(config({ condition: '${b}', schema: { a: { default: '${b}' } } }))).to.be.empty;
  });

  it('finds contracts', () => {
    expect(needs({ contracts: {} })).to.deep.equal(['validation']);
    expect(needs({ connections: [wire('a.value → b.value', 'number')] })).to.deep.equal([
      'validation',
    ]);
  });

  it('counts what is installed as there', () => {
    const both = { loops: [loop], nodes: [{ id: 'n', kind: 'branch' }] };
    expect(needs(both)).to.deep.equal(['conditional', 'cycles']);
    expect(needs(both, [cycles])).to.deep.equal(['conditional']);
    expect(needs(both, [cycles, conditional])).to.be.empty;
  });

  it('needs no plugin that is to be left out, but the kinds of node that come with it', () => {
    const options = { without: ['cycles', 'conditional'] } as const;
    expect(needs({ loops: [loop], options })).to.be.empty;
    const withBranch = { nodes: [{ id: 'n', kind: 'branch' }], options };
    expect(needs(withBranch)).to.deep.equal(['conditional']);
    expect(needs(withBranch, [conditional])).to.be.empty;
  });
});

import { expect } from 'chai';
import type { InnerWorkflow } from '#conformance/case.js';
import { checkCase } from '#conformance/check-case.js';
import { compareRun } from '#conformance/compare.js';
import { formatDifference } from '#conformance/difference.js';
import { executeCase } from '#conformance/execute-case.js';
import { missingFor } from '#conformance/needs.js';
import { permuted } from '#conformance/permute.js';
import { renamed } from '#conformance/rename.js';
import { aCase, expecting, observed, wire } from '../support/cases.js';

const inner: InnerWorkflow = {
  nodes: [
    { id: 'first', kind: 'counter' },
    { id: 'second', kind: 'counter' },
  ],
  connections: [wire('first.value → second.value')],
  inputs: [{ name: 'start', to: [{ node: 'first', input: 'value' }], required: true }],
  outputs: [{ name: 'end', from: 'second', output: 'value', required: true }],
};
const ok = { status: 'completed' };
const stated = aCase({
  workflows: { plus: inner },
  nodes: [{ id: 'sub', kind: 'workflow:plus', config: { start: 1 } }],
  expected: {
    status: 'completed',
    results: { sub: { end: 3 } },
    nested: { sub: { first: ok, second: ok } },
  },
});

describe('a case with workflows inside', () => {
  it('runs them as nodes', async () => {
    expect(await executeCase(stated, { installed: [] })).to.be.empty;
  });

  it('has the same outcome under other names and in another order', async () => {
    const other = permuted(renamed(stated), 3);
    const names = other.workflows?.['plus']?.nodes.map(({ id }) => id);
    expect(names).to.have.length(2).and.not.include('first').and.not.include('second');
    expect(await executeCase(other, { installed: [] })).to.be.empty;
  });

  it('is told of what became of the nodes inside', async () => {
    const wrong = { ...stated, expected: expecting({ nested: { sub: { first: ok } } }) };
    const differences = await executeCase(wrong, { installed: [] });
    expect(differences.map(formatDifference)).to.deep.equal([
      'nested.sub.second: expected nothing, got {"status":"completed"}',
    ]);
  });

  it('may say that nothing inside ran', () => {
    const inside = observed({ nested: new Map([['sub', new Map([['first', ok]])]]) });
    const texts = (expected: Parameters<typeof compareRun>[0], got = inside) =>
      compareRun(expected, got, false).map(formatDifference);
    expect(texts(expecting({ nested: { other: null } }))).to.be.empty;
    expect(texts(expecting({ nested: { sub: null } }))).to.deep.equal([
      'nested.sub: expected null, got {"first":{"status":"completed"}}',
    ]);
    expect(texts(expecting({ nested: { other: { first: ok } } }))).to.deep.equal([
      'nested.other: expected {"first":{"status":"completed"}}, got null',
    ]);
  });

  it('needs whatever its inner workflows need', () => {
    const loops = [{ id: 'l', back: [wire('second.value → first.value')] }];
    const nodes = [{ id: 'm', kind: 'merge' }];
    const looped = {
      ...stated,
      workflows: { plus: { ...inner, loops }, other: { ...inner, nodes } },
    };
    expect(missingFor(looped, [])).to.deep.equal(['conditional', 'cycles']);
    expect(missingFor(stated, [])).to.be.empty;
  });

  it('is checked inside as well', () => {
    const broken = { ...stated, workflows: { plus: { nodes: [{ id: 'x' }], connections: [] } } };
    expect(() => checkCase(broken)).to.throw('workflows.plus.nodes[0]');
    expect(() => checkCase(stated)).not.to.throw();
  });
});

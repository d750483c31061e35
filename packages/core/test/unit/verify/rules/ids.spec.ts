import { expect } from 'chai';
import { missingInputs } from '#core/verify/required.js';
import { kind, workflow } from '#core/workflow/builder.js';
import { findings, only, resolved, verified } from '../support.js';

function withIds(...ids: unknown[]) {
  const flow = workflow('ids');
  for (const id of ids) flow.add(id as string, kind('source'));
  return flow.build();
}

describe('ids', () => {
  it('may be any non-empty text', () => {
    for (const id of ['a', ' ', '0', 'a.b[0]', 'ünï', '💡', '../x', '\0', 'x'.repeat(300)]) {
      expect(verified(withIds(id)), id).to.deep.equal([]);
    }
  });

  it('may be names that mean something to JavaScript', () => {
    const names = [
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'valueOf',
    ];
    const flow = workflow('names');
    for (const name of names) flow.add(name, kind('pass'), { value: 1 });
    names.slice(1).forEach((name, at) => {
      flow.wire({ from: names[at] ?? '', output: 'value', to: name, input: 'value' });
    });
    const built = flow.build();
    expect(verified(built)).to.deep.equal([]);
    expect(missingInputs(resolved(built), () => false)).to.deep.equal([]);
  });

  it('that are empty are refused, with their position', () => {
    const issue = only(verified(withIds('a', '')));
    expect(issue).to.include({ code: 'ID_INVALID', severity: 'error' });
    expect(issue.message).to.equal('The id of node 2 is empty.');
    expect(issue.where).to.deep.equal({ workflow: 'ids', node: '', position: 2 });
  });

  it('that are no strings are refused', () => {
    for (const id of [7, null, undefined, Symbol('s'), {}, Number.NaN]) {
      const issue = only(verified(withIds(id)));
      expect(issue.code).to.equal('ID_INVALID');
      expect(issue.where).to.not.have.property('node');
      expect(issue.where.position).to.equal(1);
    }
  });

  it('that hold half of a surrogate pair are refused', () => {
    expect(only(verified(withIds('a\ud800'))).code).to.equal('ID_INVALID');
    expect(only(verified(withIds('\udc00'))).message).to.include('half of a surrogate pair');
  });

  it('that are declared twice are refused, with both places', () => {
    const issues = verified(withIds('a', 'b', 'a', 'a'));
    expect(issues.map(({ code }) => code)).to.deep.equal(['DUPLICATE_NODE', 'DUPLICATE_NODE']);
    expect(issues[0]?.message).to.equal('The id "a" is declared twice: by node 1 and by node 3.');
    expect(issues[0]?.where).to.deep.equal({ workflow: 'ids', node: 'a', position: 3 });
    expect(issues[1]?.message).to.include('by node 1 and by node 4');
  });

  it('that differ only in case or normal form earn a warning', () => {
    const twins = [
      ['Order', 'order'],
      ['é', 'e\u0301'],
      ['STRASSE', 'straße'],
      ['ẞ', 'ß'],
      ['ΟΔΟΣ', 'οδος'],
      ['\u212a', 'k'],
    ] as const;
    for (const [a, b] of twins) {
      const issue = only(verified(withIds(a, b)));
      expect(issue, a).to.include({ code: 'ID_TWINS', severity: 'warning' });
      expect(issue.where.position).to.equal(2);
    }
    expect(verified(withIds('a', 'b', 'a '))).to.deep.equal([]);
  });

  it('of loops follow the same rules', () => {
    const flow = workflow('loops');
    flow.add('a', kind('step'));
    const back = [{ from: 'a', output: 'value', to: 'a', input: 'value' }];
    for (const id of ['retry', 'retry', 'Retry', '']) flow.loop(id, { back });
    const issues = verified(flow.build());
    expect(issues.map(({ code, where }) => [code, where.loop, where.position])).to.deep.equal([
      ['ID_INVALID', 'retry', 2],
      ['ID_TWINS', 'Retry', 3],
      ['ID_INVALID', '', 4],
    ]);
    expect(issues[0]?.message).to.include('by loop 1 and by loop 2');
  });

  it('of a node and a loop have nothing to do with one another', () => {
    const flow = workflow('both');
    flow.add('a', kind('step'));
    flow.loop('a', { back: [{ from: 'a', output: 'value', to: 'a', input: 'value' }] });
    expect(findings('ID_INVALID', verified(flow.build()))).to.deep.equal([]);
  });
});

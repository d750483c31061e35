import { expect } from 'chai';
import { kind, workflow } from '#core/workflow/builder.js';
import { port } from '#core/workflow/port.js';
import type { Wire } from '#core/workflow/stated.js';
import { only, verified } from '../support.js';

function wired(...wires: Wire[]) {
  const flow = workflow('wires');
  flow.add('order', kind('source'));
  flow.add('bonus', kind('step'));
  for (const wire of wires) flow.wire(wire);
  return flow.build();
}

const SOUND: Wire = { from: 'order', output: 'value', to: 'bonus', input: 'value' };

describe('connections', () => {
  it('lead from a declared output to a declared input, also along a path', () => {
    expect(verified(wired(SOUND))).to.deep.equal([]);
    expect(verified(wired({ ...SOUND, output: 'value.lines[0].sku' }))).to.deep.equal([]);
  });

  it('that start at an unknown node are refused with near names', () => {
    const issue = only(verified(wired({ ...SOUND, from: 'ordre' })));
    expect(issue).to.include({ code: 'UNKNOWN_NODE', hint: 'Did you mean "order"?' });
    expect(issue.message).to.equal(
      'Connection "ordre.value → bonus.value" starts at node "ordre", which the workflow does not have.',
    );
    expect(issue.where).to.deep.equal({
      workflow: 'wires',
      node: 'ordre',
      connection: { index: 0, text: 'ordre.value → bonus.value' },
    });
  });

  it('that end at an unknown node are refused', () => {
    const issue = only(verified(wired(SOUND, { ...SOUND, to: 'bonsu', input: 'v' })));
    expect(issue).to.include({ code: 'UNKNOWN_NODE', hint: 'Did you mean "bonus"?' });
    expect(issue.where.connection?.index).to.equal(1);
  });

  it('that name an unknown output or input are refused with near names', () => {
    const output = only(verified(wired({ ...SOUND, output: 'valeu' })));
    expect(output).to.include({ code: 'UNKNOWN_PORT', hint: 'Did you mean "value"?' });
    expect(output.where).to.include({ node: 'order', port: 'valeu' });
    const input = only(verified(wired({ ...SOUND, input: 'amount' })));
    expect(input).to.include({ code: 'UNKNOWN_PORT', hint: 'Its inputs: "value".' });
    expect(input.where).to.include({ node: 'bonus', port: 'amount' });
  });

  it('into a setting are told where its value belongs', () => {
    expect(only(verified(wired({ ...SOUND, input: 'size' }))).hint).to.include('is a setting');
  });

  it('report every end that is wrong', () => {
    const issues = verified(wired({ from: 'x', output: 'o', to: 'y', input: 'i' }));
    expect(issues.map(({ where }) => where.node)).to.deep.equal(['x', 'y']);
    const ports = verified(wired({ ...SOUND, output: 'o', input: 'i' }));
    expect(ports.map(({ where }) => where.port)).to.deep.equal(['o', 'i']);
  });

  it('take names that mean something to JavaScript for names', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const ports = verified(wired({ ...SOUND, output: name, input: name }));
      expect(ports.map(({ code }) => code)).to.deep.equal(['UNKNOWN_PORT', 'UNKNOWN_PORT']);
      const nodes = verified(wired({ ...SOUND, from: name, to: name }));
      expect(nodes.map(({ code }) => code)).to.deep.equal(['UNKNOWN_NODE', 'UNKNOWN_NODE']);
    }
  });

  it('take what is no text for an unknown name', () => {
    const odd = { from: 7, output: 'value', to: null, input: {} } as unknown as Wire;
    const issues = verified(wired(odd));
    expect(issues.map(({ code }) => code)).to.deep.equal(['UNKNOWN_NODE', 'UNKNOWN_NODE']);
    expect(issues[0]?.where).to.not.have.property('node');
  });

  it('have paths of names and indexes', () => {
    const path = ['lines', -1];
    const issue = only(verified(wired({ ...SOUND, output: { port: 'value', path } })));
    expect(issue.code).to.equal('PATH_INVALID');
    expect(verified(wired({ ...SOUND, output: { port: 'value', path: ['', 0] } }))).to.deep.equal(
      [],
    );
  });
});

describe('back edges', () => {
  it('are checked as connections are, and name their loop', () => {
    const flow = workflow('back');
    flow.add('a', kind('step'));
    flow.loop('fine', { back: [{ from: 'a', output: 'value', to: 'a', input: 'value' }] });
    flow.loop('wrong', { back: [{ from: 'a', output: 'valeu', to: 'b', input: 'value' }] });
    const issues = verified(flow.build());
    expect(issues.map(({ code }) => code)).to.deep.equal(['UNKNOWN_PORT', 'UNKNOWN_NODE']);
    expect(issues[0]?.message).to.include('Back edge "a.valeu → b.value" of loop "wrong"');
    for (const { where } of issues) expect(where).to.include({ loop: 'wrong' });
  });
});

describe("a workflow's own ports", () => {
  const signature = { inputs: { given: port<number>() }, outputs: { made: port<number>() } };

  it('lead to inputs and come from outputs that are there', () => {
    const flow = workflow('own', signature);
    const a = flow.add('a', kind('step'));
    flow.input('given').to(a.input('value'));
    flow.output('made', a.output('value'));
    expect(verified(flow.build())).to.deep.equal([]);
  });

  it('are refused where a node or port is unknown', () => {
    const flow = workflow('own', signature);
    const a = flow.add('a', kind('step'));
    const stranger = workflow('other').add('stranger', kind('step'));
    flow.input('given').to(a.input('vlaue'), stranger.input('value'));
    flow.output('made', a.output('vlaue'));
    const issues = verified(flow.build());
    expect(issues.map(({ code, where }) => [code, where.node])).to.deep.equal([
      ['UNKNOWN_PORT', 'a'],
      ['UNKNOWN_NODE', 'stranger'],
      ['UNKNOWN_PORT', 'a'],
    ]);
    expect(issues[0]?.where.declaration).to.deep.equal({ kind: 'input', name: 'given' });
    expect(issues[2]?.where.declaration).to.deep.equal({ kind: 'output', name: 'made' });
    expect(issues[2]?.where.declaration).to.be.frozen;
    expect(issues[0]?.message).to.include('The workflow\'s input "given" goes to node "a"');
    expect(issues[2]?.message).to.include('output "made" ("a.vlaue") is taken from node "a"');
  });

  it('that are required outputs have a source', () => {
    const flow = workflow('own', {
      outputs: { made: port<number>(), perhaps: port<number>().optional() },
    });
    const issue = only(verified(flow.build()));
    expect(issue.code).to.equal('WORKFLOW_INVALID');
    expect(issue.where).to.deep.equal({ workflow: 'own', port: 'made' });
  });
});

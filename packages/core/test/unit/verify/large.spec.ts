import { expect } from 'chai';
import { missingInputs } from '#core/verify/required.js';
import { kind, workflow } from '#core/workflow/builder.js';
import type { Workflow } from '#core/workflow/workflow.js';
import { findings, only, resolved, verified } from './support.js';

const MANY = 100_000;

function chain(size: number) {
  const flow = workflow('chain');
  for (let i = 0; i < size; i++) flow.add(`n${i}`, kind(i === 0 ? 'source' : 'pass'));
  for (let i = 1; i < size; i++) {
    flow.wire({ from: `n${i - 1}`, output: 'value', to: `n${i}`, input: 'value' });
  }
  return flow;
}

/** All findings, those on required inputs included. */
function all(flow: Workflow) {
  return [...verified(flow), ...missingInputs(resolved(flow), () => false)];
}

describe('large workflows', function () {
  this.timeout(20_000);

  it('may be chains of 100,000 nodes, in whatever order they are declared', () => {
    expect(all(chain(MANY).build())).to.deep.equal([]);
    const backwards = workflow('backwards');
    for (let i = MANY - 1; i >= 0; i--) backwards.add(`n${i}`, kind(i === 0 ? 'source' : 'pass'));
    for (let i = 1; i < MANY; i++) {
      backwards.wire({ from: `n${i - 1}`, output: 'value', to: `n${i}`, input: 'value' });
    }
    expect(all(backwards.build())).to.deep.equal([]);
  });

  it('may be chains of 20,000 switches, whose guards nest as deep', () => {
    const flow = workflow('switches');
    const size = 20_000;
    for (let i = 0; i < size; i++) flow.add(`s${i}`, kind('choose'));
    flow.add('end', kind('step'));
    for (let i = 0; i < size; i++) {
      const to = i + 1 < size ? `s${i + 1}` : 'end';
      flow.wire({ from: `s${i}`, output: 'yes', to, input: 'value' });
      flow.wire({ from: `s${i}`, output: 'no', to: 'end', input: 'value' });
    }
    expect(all(flow.build())).to.deep.equal([]);
  });

  it('may fan out to 100,000 nodes and in again', () => {
    const flow = workflow('fan');
    flow.add('s', kind('source'));
    flow.add('all', kind('join'));
    for (let i = 0; i < MANY; i++) flow.add(`n${i}`, kind('pass'));
    for (let i = 0; i < MANY; i++) {
      flow.wire({ from: 's', output: 'value', to: `n${i}`, input: 'value' });
      flow.wire({ from: `n${i}`, output: 'value', to: 'all', input: 'values' });
    }
    expect(all(flow.build())).to.deep.equal([]);
  });

  it('may have 100,000 connections into an input that takes one: a single finding', () => {
    const flow = workflow('rivals');
    flow.add('s', kind('source'));
    flow.add('a', kind('step'));
    for (let i = 0; i < MANY; i++) {
      flow.wire({ from: 's', output: 'value', to: 'a', input: 'value' });
    }
    expect(only(all(flow.build())).code).to.equal('INPUT_CONFLICT');
  });

  it('may be two layers of 1,000 nodes, each connected to each', () => {
    const flow = workflow('layers');
    const width = 1000;
    for (let i = 0; i < width; i++) flow.add(`a${i}`, kind('source'));
    for (let i = 0; i < width; i++) flow.add(`b${i}`, kind('join'));
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) {
        flow.wire({ from: `a${i}`, output: 'value', to: `b${j}`, input: 'values' });
      }
    }
    expect(all(flow.build())).to.deep.equal([]);
  });

  it('may have a wrong name in 100,000 places, the same or each its own', () => {
    const flow = chain(MANY);
    for (let i = 0; i < MANY; i++) {
      flow.wire({ from: 'n00', output: 'value', to: 'n0', input: `valeu${i}` });
    }
    const issues = all(flow.build());
    expect(findings('UNKNOWN_NODE', issues)).to.have.length(MANY);
    expect(findings('UNKNOWN_PORT', issues)).to.have.length(MANY);
  });

  it('may lack 200,000 required inputs', () => {
    const flow = workflow('open');
    for (let i = 0; i < 2 * MANY; i++) flow.add(`n${i}`, kind('pass'));
    expect(all(flow.build())).to.have.length(2 * MANY);
  });

  it('may have 100,000 ids that are twins', () => {
    const flow = workflow('twins');
    for (let i = 0; i < MANY; i++) {
      const id = Array.from({ length: 17 }, (_, bit) => ((i >> bit) & 1 ? 'A' : 'a')).join('');
      flow.add(id, kind('source'));
    }
    expect(findings('ID_TWINS', all(flow.build()))).to.have.length(MANY - 1);
  });

  it('may have 10,000 loops', () => {
    const flow = chain(MANY);
    for (let i = 1; i < 10_000; i++) {
      flow.loop(`l${i}`, {
        back: [{ from: `n${i}`, output: 'value', to: `n${i}`, input: 'value' }],
      });
    }
    expect(all(flow.build())).to.deep.equal([]);
  });

  it('may be one cycle of 100,000 nodes', () => {
    const flow = chain(MANY);
    flow.wire({ from: `n${MANY - 1}`, output: 'value', to: 'n1', input: 'value' });
    const cycles = findings('UNDECLARED_CYCLE', all(flow.build()));
    expect(only(cycles).where.cycle).to.have.length(MANY - 1);
  });
});

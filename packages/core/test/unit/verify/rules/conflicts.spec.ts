import { expect } from 'chai';
import { kind, workflow } from '#core/workflow/builder.js';
import { findings, only, verified } from '../support.js';

/** Wires as `from.output > to.input`; node ids say their kind: `choose1`. */
function graph(...wires: string[]) {
  const flow = workflow('conflicts');
  const ends = wires.map((wire) => wire.split(/[.>]/));
  const ids = new Set(ends.flatMap(([from, , to]) => [from ?? '', to ?? '']));
  for (const id of ids) flow.add(id, kind(id.replace(/\d+$/, '')));
  for (const [from = '', output = '', to = '', input = ''] of ends) {
    flow.wire({ from, output, to, input });
  }
  return flow;
}

describe('conflicts', () => {
  it('of two sources that are always live are refused, naming both', () => {
    const issue = only(
      verified(graph('source1.value>step.value', 'source2.value>step.value').build()),
    );
    expect(issue.code).to.equal('INPUT_CONFLICT');
    expect(issue.message).to.equal(
      'Input "value" of node "step" takes one value, and has two sources that can be live together: "source1.value" and "source2.value".',
    );
    expect(issue.where).to.deep.equal({
      workflow: 'conflicts',
      node: 'step',
      port: 'value',
      connection: { index: 1, text: 'source2.value → step.value' },
    });
  });

  it('arise from a connection that stands there twice', () => {
    const issue = only(
      verified(graph('source.value>step.value', 'source.value>step.value').build()),
    );
    expect(issue.message).to.include('is connected to "source.value" twice');
    expect(issue.hint).to.equal('Remove one of the connections.');
  });

  it('are one finding for each input, however many sources it has', () => {
    const wires = Array.from({ length: 5 }, (_, i) => `source${i}.value>step.value`);
    expect(only(verified(graph(...wires).build())).message).to.include('5 sources in all');
  });

  it('are none between exclusive branches, however deep', () => {
    expect(
      verified(
        graph(
          'source.value>choose1.value',
          'choose1.yes>step1.value',
          'choose1.no>choose2.value',
          'choose2.yes>step2.value',
          'step2.value>step3.value',
          'choose2.no>step3.value',
          'step1.value>step4.value',
          'step3.value>step4.value',
        ).build(),
      ).filter(({ where }) => where.node === 'step4'),
    ).to.deep.equal([]);
  });

  it('arise between a source and a branch behind it', () => {
    const issue = only(
      verified(
        graph(
          'source.value>choose.value',
          'source.value>step.value',
          'choose.yes>step.value',
        ).build(),
      ),
    );
    expect(issue.message).to.include('"source.value" and "choose.yes"');
  });

  it('arise between two connections of one branch', () => {
    const issue = only(
      verified(
        graph(
          'choose.yes>step1.value',
          'choose.yes>step2.value',
          'step1.value>step2.value',
        ).build(),
      ),
    );
    expect(issue.where.node).to.equal('step2');
  });

  it('are none between different switches: that shows when they run', () => {
    expect(
      verified(graph('choose1.yes>step.value', 'choose2.yes>step.value').build()),
    ).to.deep.equal([]);
  });

  it('arise from outputs of a switch that are always live', () => {
    expect(only(verified(graph('choose.chosen>step.value', 'choose.yes>step.value').build())).code) //
      .to.equal('INPUT_CONFLICT');
  });

  it('are none at an input that takes many', () => {
    expect(verified(graph('source1.value>join.values', 'source2.value>join.values').build())) //
      .to.deep.equal([]);
  });

  it('are none between a back edge and a plain one, nor between loops', () => {
    const flow = graph('source.value>step1.value', 'step1.value>step2.value');
    const back = [{ from: 'step2', output: 'value', to: 'step1', input: 'value' }];
    flow.loop('inner', { back }).loop('outer', { back });
    expect(verified(flow.build())).to.deep.equal([]);
  });

  it('arise between two back edges of one loop that are live together', () => {
    const flow = graph('step1.value>choose.value');
    const back = ['yes', 'no', 'chosen'].map((output) => ({
      from: 'choose',
      output,
      to: 'step1',
      input: 'value',
    }));
    flow.loop('fine', { back: back.slice(0, 2) });
    flow.loop('wrong', { back });
    const issue = only(verified(flow.build()));
    expect(issue.code).to.equal('INPUT_CONFLICT');
    expect(issue.where).to.include({ node: 'step1', port: 'value', loop: 'wrong' });
  });

  it('end at a loop: behind its entry the branches before it exclude nothing', () => {
    const flow = graph(
      'choose.yes>step1.value',
      'step1.value>step2.value',
      'step2.value>step3.value',
      'choose.no>step3.value',
    );
    flow.loop('l', { back: [{ from: 'step2', output: 'value', to: 'step1', input: 'value' }] });
    expect(only(verified(flow.build())).where.node).to.equal('step3');
  });

  it('are looked for beside back edges and nodes that are unknown', () => {
    const flow = graph('source1.value>step.value', 'source2.value>step.value');
    flow.add('ghost', kind('ghost'));
    const end = { output: 'value', input: 'value' };
    flow.loop('l', {
      back: [
        { ...end, from: 'nowhere', to: 'step' },
        { ...end, from: 'step', to: 'nowhere' },
        { ...end, from: 'nowhere', to: 'nowhere' },
      ],
    });
    for (const from of ['source1', 'source2']) flow.wire({ ...end, from, to: 'ghost' });
    expect(findings('INPUT_CONFLICT', verified(flow.build()))).to.have.length(1);
  });

  it('do not follow from one misspelt port of a switch', () => {
    const issues = verified(graph('choose.yess>step.value', 'choose.no>step.value').build());
    expect(findings('INPUT_CONFLICT', issues)).to.deep.equal([]);
    expect(findings('UNKNOWN_PORT', issues)).to.have.length(1);
  });
});

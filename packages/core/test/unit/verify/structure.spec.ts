import { expect } from 'chai';
import { kind, workflow } from '#core/workflow/builder.js';
import { resolveWorkflow } from '#core/workflow/resolve.js';
import { subWorkflow } from '#core/workflow/sub-workflow.js';
import type { Workflow } from '#core/workflow/workflow.js';
import { findings, only, resolved, TYPES, verified } from './support.js';

/** Workflows inside one another: as many levels around the innermost as said. */
function nested(levels: number, innermost: Workflow): Workflow {
  let flow = innermost;
  for (let level = levels - 1; level >= 0; level--) {
    const outer = workflow(`level ${level}`);
    outer.add('n', subWorkflow(flow));
    flow = outer.build();
  }
  return flow;
}

describe('the verification of structure', () => {
  it('reports everything at once, rule by rule in order of declaration', () => {
    const flow = workflow('w');
    for (const id of ['a', 'a']) flow.add(id, kind('step'));
    flow.add('b', kind('nope'));
    flow.add('c', kind('pass'));
    flow.wire({ from: 'a', output: 'valeu', to: 'c', input: 'value' });
    flow.wire({ from: 'a', output: 'value', to: 'ghost', input: 'x' });
    const issues = verified(flow.build());
    expect(issues.map(({ code }) => code)).to.deep.equal([
      'DUPLICATE_NODE',
      'UNKNOWN_KIND',
      'UNKNOWN_PORT',
      'UNKNOWN_NODE',
    ]);
  });

  it('has nothing to say of an empty workflow', () => {
    expect(verified(workflow('empty').build())).to.deep.equal([]);
  });
});

describe('sub-workflows', () => {
  const broken = workflow('broken');
  broken.add('x', kind('nope'));
  const wrong = broken.build();

  it('are verified too, their findings placed by the path of nodes', () => {
    const issue = only(verified(nested(2, wrong)));
    expect(issue.code).to.equal('UNKNOWN_KIND');
    expect(issue.where).to.deep.equal({ workflow: 'broken', within: ['n', 'n'], node: 'x' });
    expect(issue.message).to.match(/\(Inside "n" › "n"\.\)$/);
  });

  it('that are used often are verified once', () => {
    const flow = workflow('outer');
    for (let i = 0; i < 100; i++) flow.add(`n${i}`, subWorkflow(wrong));
    let resolutions = 0;
    const issues = verified(flow.build(), {
      resolve: (inner) => {
        resolutions++;
        return resolved(inner);
      },
    });
    expect(only(issues).where.within).to.deep.equal(['n0']);
    expect(resolutions).to.equal(2);
  });

  it('that double at each of 60 levels are still few workflows', () => {
    let flow = wrong;
    for (let level = 0; level < 60; level++) {
      const outer = workflow(`level ${level}`);
      outer.add('a', subWorkflow(flow));
      outer.add('b', subWorkflow(flow));
      flow = outer.build();
    }
    expect(verified(flow)).to.have.length(1);
  });

  it('may be 64 deep, and no deeper', () => {
    const innermost = workflow('innermost').build();
    expect(verified(nested(64, innermost))).to.deep.equal([]);
    const issue = only(verified(nested(65, innermost)));
    expect(issue.code).to.equal('SUBWORKFLOW_DEPTH');
    expect(issue.where.within).to.have.length(64);
  });

  it('are measured by the longest way down, whichever is found first', () => {
    const low = nested(40, workflow('innermost').build());
    const outer = workflow('outer');
    outer.add('short', subWorkflow(low));
    outer.add('long', subWorkflow(nested(30, low)));
    expect(only(verified(outer.build())).code).to.equal('SUBWORKFLOW_DEPTH');
    const shallow = workflow('outer');
    shallow.add('short', subWorkflow(low));
    shallow.add('long', subWorkflow(nested(20, low)));
    expect(verified(shallow.build())).to.deep.equal([]);
  });

  it('that contain themselves, directly or in a ring, are refused', () => {
    const a = workflow('a');
    a.add('to b', kind('b'));
    const flowA = a.build();
    const b = workflow('b');
    b.add('to a', kind('a'));
    const flowB = b.build();
    const self = workflow('self');
    self.add('again', kind('self'));
    const flowSelf = self.build();
    const inner: Record<string, Workflow> = { a: flowA, b: flowB, self: flowSelf };
    const resolve = (flow: Workflow) =>
      resolveWorkflow(flow, (name) => subWorkflow(inner[name] as Workflow));
    const ring = only(verified(flowA, { resolve }));
    expect(ring).to.include({
      code: 'SUBWORKFLOW_DEPTH',
      message: 'Workflow "a" contains itself: "a" → "b" → "a". (Inside "to b".)',
    });
    expect(ring.where).to.deep.equal({ workflow: 'b', within: ['to b'], node: 'to a' });
    expect(only(verified(flowSelf, { resolve })).message).to.include('"self" → "self"');
  });

  it('that a node type makes anew without end are refused', () => {
    const grow = () => {
      const flow = workflow('more');
      flow.add('a', kind('more'));
      flow.add('b', kind('more'));
      return flow.build();
    };
    const resolve = (flow: Workflow) => resolveWorkflow(flow, () => subWorkflow(grow()));
    const issues = verified(grow(), { kinds: ['more'], resolve });
    expect(only(issues).code).to.equal('SUBWORKFLOW_DEPTH');
  });

  it('have their conflicts and cycles found', () => {
    const inner = workflow('inner');
    for (const id of ['s', 't']) inner.add(id, TYPES.source);
    inner.add('a', TYPES.step);
    for (const from of ['s', 't']) {
      inner.wire({ from, output: 'value', to: 'a', input: 'value' });
    }
    inner.add('b', TYPES.join);
    inner.wire({ from: 'b', output: 'value', to: 'b', input: 'values' });
    const issues = verified(nested(1, inner.build()));
    expect(findings('INPUT_CONFLICT', issues)).to.have.length(1);
    expect(findings('UNDECLARED_CYCLE', issues)).to.have.length(1);
  });
});

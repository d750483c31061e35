import { expect } from 'chai';
import { workflow } from '#core/workflow/builder.js';
import { defineNode } from '#core/workflow/node.js';
import type { NodePlacement } from '#core/workflow/stated.js';
import { only, TYPES, verified } from '../support.js';

function placed(placement: unknown) {
  const flow = workflow('placement');
  flow.add('a', TYPES.step, {}, placement as NodePlacement);
  return flow.build();
}

describe('the placement of a node', () => {
  it('has a time limit above 0 and up to 2 ** 53 milliseconds', () => {
    for (const timeoutMs of [undefined, 0.5, 1, 2 ** 31, 2 ** 53]) {
      expect(verified(placed({ timeoutMs }))).to.deep.equal([]);
    }
    for (const timeoutMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 54, '5', null]) {
      const issue = only(verified(placed({ timeoutMs })));
      expect(issue.code).to.equal('OPTION_INVALID');
      expect(issue.message).to.include('"timeoutMs" of node "a"');
    }
  });

  it("has its type's time limit checked where it states none", () => {
    const slow = defineNode({ type: 'slow', timeoutMs: -1, run: () => ({}) });
    const flow = workflow('types');
    flow.add('bad', slow);
    flow.add('own', slow, {}, { timeoutMs: 5 });
    expect(only(verified(flow.build())).where.node).to.equal('bad');
  });

  it('joins all or any of its connections', () => {
    expect(verified(placed({ join: 'any' }))).to.deep.equal([]);
    const issue = only(verified(placed({ join: 'first' })));
    expect(issue).to.include({ code: 'OPTION_INVALID', hint: 'It takes "all" or "any".' });
  });
});

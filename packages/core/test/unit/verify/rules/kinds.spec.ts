import { expect } from 'chai';
import { RuntimeError } from '#core/errors/runtime-error.js';
import { kind, workflow } from '#core/workflow/builder.js';
import { resolveWorkflow } from '#core/workflow/resolve.js';
import { only, TYPES, verified } from '../support.js';

function ofKind(name: string) {
  const flow = workflow('kinds');
  flow.add('a', kind(name), { value: 1 });
  return flow.build();
}

function refusing(define: () => never) {
  return verified(ofKind('picky'), {
    kinds: ['picky'],
    resolve: (flow) => resolveWorkflow(flow, define),
  });
}

describe('kinds', () => {
  it('are known, or given by a definition', () => {
    expect(verified(ofKind('step'))).to.deep.equal([]);
    const flow = workflow('given');
    flow.add('a', TYPES.step);
    expect(verified(flow.build(), { kinds: [] })).to.deep.equal([]);
  });

  it('that no node type has are refused with near names, and nothing follows from them', () => {
    const flow = workflow('kinds');
    flow.add('a', kind('stepp'), { anything: 1 });
    flow.add('b', kind('step'));
    flow.wire({ from: 'a', output: 'whatever', to: 'b', input: 'value' });
    flow.wire({ from: 'b', output: 'value', to: 'a', input: 'whatever' });
    const issues = verified(flow.build()).filter(({ code }) => code !== 'UNDECLARED_CYCLE');
    const issue = only(issues);
    expect(issue).to.include({ code: 'UNKNOWN_KIND', hint: 'Did you mean "step"?' });
    expect(issue.where).to.deep.equal({ workflow: 'kinds', node: 'a' });
  });

  it('may be names that mean something to JavaScript', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(only(verified(ofKind(name))).code).to.equal('UNKNOWN_KIND');
    }
  });

  it('that refuse the configuration are CONFIG_INVALID with what they threw', () => {
    const issue = only(
      refusing(() => {
        throw new Error('"value" must be text');
      }),
    );
    expect(issue.code).to.equal('CONFIG_INVALID');
    expect(issue.message).to.equal(
      'The node type "picky" refused the configuration of node "a": "value" must be text',
    );
    for (const thrown of [undefined, null, 'text', Object.freeze({})]) {
      const other = only(
        refusing(() => {
          throw thrown; // oxlint-disable-line typescript/only-throw-error
        }),
      );
      expect(other.code).to.equal('CONFIG_INVALID');
    }
  });

  it('that refuse with an error of Tenon keep its code, hint and port', () => {
    const issue = only(
      refusing(() => {
        throw new RuntimeError('WORKFLOW_INVALID', 'No.', {
          hint: 'Do.',
          where: { port: 'value' },
        });
      }),
    );
    expect(issue).to.include({ code: 'WORKFLOW_INVALID', hint: 'Do.' });
    expect(issue.where).to.deep.equal({ workflow: 'kinds', node: 'a', port: 'value' });
  });

  it('that are bound and make no definition are told apart from unknown ones', () => {
    const issue = only(
      verified(ofKind('empty'), {
        kinds: ['empty'],
        resolve: (flow) => resolveWorkflow(flow, () => undefined),
      }),
    );
    expect(issue.code).to.equal('CONFIG_INVALID');
  });
});

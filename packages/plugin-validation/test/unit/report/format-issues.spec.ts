import { type Issue, issueError, issueWarning } from '@tenon/core';
import { formatIssues } from '@tenon/plugin-validation';
import { expect } from 'chai';

describe('formatIssues', () => {
  it('groups findings by place, errors first, with codes and hints', () => {
    const where = { workflow: 'pricing', node: 'bonus' };
    const text = formatIssues([
      issueWarning('ID_TWINS', 'Nearly the same.', { where }),
      issueError('UNKNOWN_NODE', 'No such node.', {
        where: { workflow: 'pricing', connection: { index: 0, text: 'a.b → c.d' } },
        hint: 'Did you mean "x"?',
      }),
      issueError('CONFIG_INVALID', 'Wrong\nvalue.', { where, hint: 'Correct it.' }),
      { ...issueWarning('ID_TWINS', 'Only a note.', { where }), severity: 'info' },
    ]);
    expect(text).to.equal(
      [
        'workflow "pricing" › node "bonus"',
        '  error CONFIG_INVALID: Wrong',
        '    value.',
        '    → Correct it.',
        '  warning ID_TWINS: Nearly the same.',
        '  info ID_TWINS: Only a note.',
        '',
        'workflow "pricing" › connection "a.b → c.d"',
        '  error UNKNOWN_NODE: No such node.',
        '    → Did you mean "x"?',
        '',
        '2 errors, 1 warning, 1 note.',
      ].join('\n'),
    );
  });

  it('shows the line of a workflow file, sub-workflows, loops, and places that are not known', () => {
    const at = (where: Issue['where']) =>
      formatIssues([issueError('ID_INVALID', 'm', { where })]).split('\n')[0];
    expect(at({ file: 'flow.yaml', line: 12, column: 5, node: 'a' })).to.equal(
      'flow.yaml:12:5 · node "a"',
    );
    expect(at({ file: 'flow.yaml', line: 3 })).to.equal('flow.yaml:3');
    expect(at({ workflow: 'w', within: ['x', 'y'], node: 'z' })).to.equal(
      'workflow "w" › node "x" › node "y" › node "z"',
    );
    expect(at({ workflow: 'w', loop: 'l' })).to.equal('workflow "w" › loop "l"');
    expect(at({})).to.equal('the workflow');
  });

  it('says so where nothing was found, and counts one as one', () => {
    expect(formatIssues([])).to.equal('Nothing was found.');
    expect(formatIssues([issueError('ID_INVALID', 'm')])).to.match(/\n1 error\.$/);
    expect(formatIssues([issueWarning('ID_TWINS', 'm'), issueWarning('ID_TWINS', 'm')])).to.match(
      /\n2 warnings\.$/,
    );
  });
});

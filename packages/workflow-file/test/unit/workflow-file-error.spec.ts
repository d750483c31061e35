import { type Issue, issueError, issueWarning, RuntimeError } from '@tenon/core';
import { WorkflowFileError } from '@tenon/workflow-file';
import { expect } from 'chai';

function error(...issues: readonly Issue[]): WorkflowFileError {
  return new WorkflowFileError('FILE_INVALID', 'What.', issues);
}

describe('WorkflowFileError', () => {
  it('is an error of Tenon that tells the first finding, and how many more there are', () => {
    const first = issueError('FILE_SYNTAX', 'One.', {
      hint: 'Do.',
      where: { file: 'a.yaml', line: 2, column: 3 },
    });
    const noted = issueWarning('ID_TWINS', 'Noted.');
    const told = error(noted, first, issueError('FILE_LIMIT', 'Two.'));
    expect(RuntimeError.is(told, 'FILE_INVALID')).to.equal(true);
    expect(told.message).to.equal('What. a.yaml:2:3: One. And 1 more: see "issues".');
    expect(told.hint).to.equal('Do.');
    expect(told.issues).to.have.lengthOf(3);
  });

  it('says as much of the place as is known', () => {
    const at = (where: Issue['where']) =>
      error(issueError('FILE_SYNTAX', 'One.', { where })).message;
    expect(at({ line: 2, column: 3 })).to.equal('What. 2:3: One.');
    expect(at({ file: 'a.yaml' })).to.equal('What. a.yaml: One.');
    expect(at({})).to.equal('What. One.');
    expect(error().message).to.equal('What.');
    expect(error().hint).to.equal(undefined);
  });
});

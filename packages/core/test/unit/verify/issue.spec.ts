import { expect } from 'chai';
import { error, info, warning } from '#core/verify/issue.js';

describe('an issue', () => {
  it('is frozen data, down to its place', () => {
    const issue = error('UNKNOWN_PORT', 'No such port.', {
      where: { node: 'a', within: ['outer'], connection: { index: 0, text: 'a.x → b.y' } },
    });
    expect(issue).to.be.frozen;
    expect(issue.where).to.be.frozen;
    expect(issue.where.within).to.be.frozen;
    expect(issue.where.connection).to.be.frozen;
    expect(JSON.parse(JSON.stringify(issue))).to.deep.equal(issue);
  });

  it('takes the category of a code of the core', () => {
    expect(error('UNKNOWN_NODE', 'm')).to.deep.equal({
      code: 'UNKNOWN_NODE',
      severity: 'error',
      message: 'm',
      where: {},
      category: 'structure',
    });
    expect(info('INPUT_REQUIRED', 'm')).to.include({ severity: 'info', category: 'missing' });
    expect(warning('ID_TWINS', 'm', { category: 'policy' })).to.include({
      severity: 'warning',
      category: 'policy',
    });
  });

  it('leaves out what is not known', () => {
    const issue = error('UNKNOWN_NODE', 'm', { hint: '', where: { node: undefined, loop: 'l' } });
    expect(issue).to.not.have.property('hint');
    expect(issue.where).to.have.all.keys('loop');
  });

  it('has no category where its code is of no known package', () => {
    expect(error('constructor' as 'UNKNOWN_NODE', 'm')).to.not.have.property('category');
  });
});

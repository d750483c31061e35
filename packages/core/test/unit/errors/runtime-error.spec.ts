import { expect } from 'chai';
import { RuntimeError } from '#core/errors/runtime-error.js';

describe('RuntimeError', () => {
  it('keeps any cause untouched, undefined included', () => {
    const frozen = Object.freeze(new Error('frozen'));
    for (const cause of [undefined, null, 'text', 7, frozen]) {
      const error = new RuntimeError('NODE_FAILED', 'failed', { cause });
      expect(error).to.have.property('cause', cause);
      expect(Object.hasOwn(error, 'cause')).to.equal(true);
    }
    expect(Object.hasOwn(new RuntimeError('NODE_FAILED', 'failed'), 'cause')).to.equal(false);
  });

  it('recognises errors of another copy of the core by their brand', () => {
    const foreign = Object.assign(new Error('from elsewhere'), {
      code: 'TIMEOUT',
      where: {},
      [Symbol.for('tenon.RuntimeError')]: true,
    });
    expect(RuntimeError.is(foreign)).to.equal(true);
    expect(RuntimeError.is(foreign, 'TIMEOUT')).to.equal(true);
    expect(RuntimeError.is(foreign, 'ABORTED')).to.equal(false);
  });

  it('answers for any value, revoked proxies included', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const value of [undefined, null, 0, '', Symbol('s'), {}, () => 0, proxy]) {
      expect(RuntimeError.is(value)).to.equal(false);
    }
  });

  it('names itself in the first line of its stack', () => {
    const error = new RuntimeError('TIMEOUT', 'too late');
    expect(error.stack).to.match(/^RuntimeError: too late\n/);
    expect(Object.keys(error)).to.have.members(['code', 'hint', 'where']);
  });

  it('takes known codes only', () => {
    // @ts-expect-error a misspelt code is an error of the compiler
    const error = new RuntimeError('TIME_OUT', 'misspelt');
    expect(error.code).to.equal('TIME_OUT');
  });
});

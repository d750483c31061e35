import { RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import { askedDelay, isAbout, nameOf } from '#resilience/errors.js';

class RateLimited extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('slow down');
    this.retryAfterMs = retryAfterMs;
  }
}
class VeryLimited extends RateLimited {}

const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
const wrapped = new RuntimeError('NODE_FAILED', 'failed', {
  cause: new RuntimeError('SUBWORKFLOW_FAILED', 'inner', { cause: reset }),
});

const ODD: readonly unknown[] = [
  undefined,
  null,
  'text',
  7,
  Symbol('s'),
  Object.freeze(new Error('frozen')),
  Object.defineProperty(new Error('m'), 'code', {
    get() {
      throw new Error('no');
    },
  }),
  new Proxy(
    {},
    {
      get() {
        throw new Error('no');
      },
      getPrototypeOf() {
        throw new Error('no');
      },
      getOwnPropertyDescriptor() {
        throw new Error('no');
      },
    },
  ),
  Object.create(null),
];

describe('the errors that a policy is about', () => {
  it('are all where nothing is said', () => {
    for (const error of [reset, ...ODD]) expect(isAbout({}, error)).to.equal(true);
  });

  it('are known by code, by name and by class, also of a base class', () => {
    expect(isAbout({ on: ['ECONNRESET'] }, reset)).to.equal(true);
    expect(isAbout({ on: ['TypeError'] }, new TypeError('t'))).to.equal(true);
    expect(isAbout({ on: ['RateLimited'] }, new VeryLimited(1))).to.equal(true);
    expect(isAbout({ on: [RateLimited] }, new VeryLimited(1))).to.equal(true);
    expect(isAbout({ on: ['AbortError'] }, new DOMException('stop', 'AbortError'))).to.equal(true);
    expect(isAbout({ on: [VeryLimited, 'EPIPE'] }, new RateLimited(1))).to.equal(false);
  });

  it('are known by their causes as well', () => {
    expect(isAbout({ on: ['ECONNRESET'] }, wrapped)).to.equal(true);
    expect(isAbout({ on: ['SUBWORKFLOW_FAILED'] }, wrapped)).to.equal(true);
    expect(isAbout({ except: ['ECONNRESET'] }, wrapped)).to.equal(false);
  });

  it('are not those excepted, though they are named', () => {
    expect(isAbout({ on: [RateLimited], except: [VeryLimited] }, new VeryLimited(1))).to.equal(
      false,
    );
    expect(isAbout({ on: [RateLimited], except: [VeryLimited] }, new RateLimited(1))).to.equal(
      true,
    );
  });

  it('are looked at without harm, whatever was thrown', () => {
    for (const error of ODD) {
      expect(isAbout({ on: ['X', RateLimited] }, error)).to.equal(false);
      expect(isAbout({ except: ['X', RateLimited] }, error)).to.equal(true);
      expect(askedDelay(error)).to.equal(undefined);
      expect(nameOf(error)).to.be.a('string');
    }
  });

  it('do not lead in a circle', () => {
    const circle = new Error('a');
    circle.cause = circle;
    expect(isAbout({ on: ['X'] }, circle)).to.equal(false);
  });

  it('are known by name where a class has the name of something else', () => {
    expect(isAbout({ on: ['Object'] }, { plain: true })).to.equal(false);
  });
});

describe('the delay that an error asks for', () => {
  it('is its retryAfterMs, or that of the nearest cause', () => {
    expect(askedDelay(new RateLimited(70))).to.equal(70);
    expect(askedDelay(new Error('x', { cause: new RateLimited(0) }))).to.equal(0);
    const both = Object.assign(new Error('x', { cause: new RateLimited(5) }), { retryAfterMs: 9 });
    expect(askedDelay(both)).to.equal(9);
  });

  it('is none where it is no time', () => {
    for (const odd of [-1, Number.NaN, Infinity, '5', null]) {
      expect(askedDelay({ retryAfterMs: odd })).to.equal(undefined);
    }
  });

  it('is none where a getter says it', () => {
    const error = Object.defineProperty({}, 'retryAfterMs', { get: () => 5 });
    expect(askedDelay(error)).to.equal(undefined);
  });
});

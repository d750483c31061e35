import { ignoreRejection, isThenable } from '@tenon/core';
import { expect } from 'chai';
import { whenSettled } from '#core/values/thenable.js';
import { turns } from '../../support/waiting.js';

describe('isThenable', () => {
  it('takes promises of any make', () => {
    expect(isThenable(Promise.resolve(1))).to.equal(true);
    expect(isThenable({ then: () => undefined })).to.equal(true);
  });

  it('takes no data for a promise', () => {
    for (const value of [undefined, null, 0, '', 'then', [], {}, { then: 'soon' }]) {
      expect(isThenable(value)).to.equal(false);
    }
  });

  it('lets through what reading "then" throws', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(() => isThenable(proxy)).to.throw(TypeError);
  });
});

describe('whenSettled', () => {
  it('rejects with what looking at the make of a promise throws', async () => {
    const touchy = Object.defineProperty(Promise.resolve(1), 'constructor', {
      get() {
        throw new Error('Do not look.');
      },
    });
    const seen: unknown[] = [];
    whenSettled(
      touchy,
      () => seen.push('fulfilled'),
      (error) => seen.push((error as Error).message),
    );
    await turns(1);
    expect(seen).to.deep.equal(['Do not look.']);
  });

  it('listens to a thenable whose prototype cannot be looked at', async () => {
    const thenable: PromiseLike<number> = new Proxy(
      { then: (resolve: (value: number) => void) => resolve(1) } as PromiseLike<number>,
      {
        getPrototypeOf() {
          throw new Error('Do not look.');
        },
      },
    );
    const seen: unknown[] = [];
    whenSettled(
      thenable,
      (value) => seen.push(value),
      (error) => seen.push(error),
    );
    await turns(1);
    expect(seen).to.deep.equal([1]);
  });
});

describe('ignoreRejection', () => {
  const unheard: unknown[] = [];
  const note = (reason: unknown) => unheard.push(reason);

  beforeEach(() => {
    unheard.length = 0;
    process.prependListener('unhandledRejection', note);
  });

  afterEach(() => {
    process.removeListener('unhandledRejection', note);
  });

  it('hears a rejection that nobody waits for', async () => {
    ignoreRejection(Promise.reject(new Error('unheard')));
    await turns(2);
    expect(unheard).to.deep.equal([]);
  });

  it('hears a promise of another make whose "then" throws', async () => {
    const broken: PromiseLike<never> = {
      then: () => {
        throw new Error('broken');
      },
    };
    ignoreRejection(broken);
    await turns(2);
    expect(unheard).to.deep.equal([]);
  });

  it('leaves what is no promise alone', () => {
    expect(() => ignoreRejection(7)).not.to.throw();
  });
});

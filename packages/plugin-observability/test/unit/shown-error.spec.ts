import { type Masker, RuntimeError } from '@tenon/core';
import { expectNoSecretIn } from '@tenon/testing';
import { expect } from 'chai';
import { shownError } from '#observability/tracing/shown-error.js';

const SECRET = 'hunter-two';

/** Masks texts, and leaves errors as they are: what an error computes when it is read, no copy of it shows. */
const mask: Masker = {
  text: (text) => text.replaceAll(SECRET, '[secret KEY]'),
  value: (value) => value,
};

class Computing extends Error {
  override get name(): string {
    return `Error of ${SECRET}`;
  }

  override get stack(): string {
    return `at ${SECRET}`;
  }
}

describe('what is shown of an error', () => {
  it('has no secret in it, also where the error computes its members', () => {
    const shown = shownError(new Computing(`401 for ${SECRET}`), mask);
    expectNoSecretIn(shown, SECRET);
    expect(shown).to.deep.include({
      type: 'Error of [secret KEY]',
      message: '401 for [secret KEY]',
    });
    expectNoSecretIn(shownError(`text of ${SECRET}`, mask), SECRET);
  });

  it('is the code of an error of Tenon, and the name of its class beside it', () => {
    const { type, exception } = shownError(new RuntimeError('ABORTED', 'enough'), undefined);
    expect(type).to.equal('ABORTED');
    expect(exception).to.include({ name: 'RuntimeError', code: 'ABORTED', message: 'enough' });
  });

  it('is a stack of bounded length', () => {
    const error = new Error('deep');
    error.stack = 'x'.repeat(1_000_000);
    const { stack } = shownError(error, undefined).exception as { readonly stack: string };
    expect(stack).to.have.lengthOf(16_384);
  });
});

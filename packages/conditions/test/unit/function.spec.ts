import type { ConditionError, ConditionSource } from '@tenon/conditions';
import { RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import { read, scopeOf } from '../support/conditions.js';

async function failure(source: ConditionSource, values: object = {}): Promise<ConditionError> {
  const scope = { ...scopeOf('value'), where: { node: 'route' } };
  try {
    await read(source, scope).test({ ...values });
  } catch (error) {
    if (RuntimeError.is(error, 'CONDITION_FAILED')) return error as ConditionError;
    throw error;
  }
  throw new Error('the condition did not fail');
}

describe('a function as a condition', () => {
  it('answers for its view, at once or later', async () => {
    const isLarge = ({ value }: Readonly<Record<string, unknown>>) => Number(value) > 10;
    expect(read(isLarge).test({ value: 11 })).to.equal(true);
    const later = read((view) => Promise.resolve(view['value'] === 1)).test({ value: 1 });
    expect(later).to.be.instanceOf(Promise);
    expect(await later).to.equal(true);
    // biome-ignore lint/suspicious/noThenProperty: what behaves like a promise is one
    const thenable = { then: (settle: (answer: boolean) => void) => settle(false) };
    expect(await read(() => thenable as Promise<boolean>).test({})).to.equal(false);
  });

  it('is named as a person reads it, and reads whatever there is', () => {
    const condition = read(
      function isLarge() {
        return true;
      },
      scopeOf('value', 'limit'),
    );
    expect(condition.kind).to.equal('function');
    expect(condition.text).to.equal('function isLarge');
    expect(condition.names).to.deep.equal(['value', 'limit']);
    expect(condition.reads).to.deep.equal([['value'], ['limit']]);
    expect(condition.outline).to.equal(undefined);
    expect(condition.evidence({ value: 1 })).to.deep.equal([]);
    expect(read(() => true).text).to.equal('a function');
  });

  it('passes on what would fix an error that says so, and ends its sentence once', async () => {
    const cause = new RuntimeError('UNKNOWN_NODE', 'There is no node "fti".', {
      hint: 'Did you mean "fit"?',
    });
    const threw = await failure(() => Promise.reject(cause));
    expect(threw.message).to.equal('The condition "a function" threw: There is no node "fti".');
    expect(threw.hint).to.equal('Did you mean "fit"?');
    const inside = await failure(() => Promise.reject(new Error('v1.2 is gone.')));
    expect(inside.message).to.equal('The condition "a function" threw: v1.2 is gone.');
    expect(inside).not.to.have.property('hint', '');
  });

  it('fails with what it threw or rejected with as the cause', async () => {
    const cause = new Error('no entry');
    const threw = await failure(function check() {
      throw cause;
    });
    expect(threw.message).to.equal('The condition "function check" threw: no entry.');
    expect(threw.cause).to.equal(cause);
    expect(threw.where).to.deep.equal({ node: 'route' });
    expect((await failure(() => Promise.reject(cause))).cause).to.equal(cause);
    const withNothing = await failure(() => Promise.reject());
    expect('cause' in withNothing && withNothing.cause).to.equal(undefined);
    const trap = await failure(
      () =>
        ({
          get then() {
            throw cause;
          },
        }) as unknown as boolean,
    );
    expect(trap.cause).to.equal(cause);
  });

  it('fails where it gives anything but true or false', async () => {
    const gives = async (answer: unknown): Promise<string> =>
      (await failure(() => answer as boolean)).message;
    expect(await gives(1)).to.contain('gives a number, not true or false');
    expect(await gives(undefined)).to.contain('gives nothing');
    expect(await gives('true')).to.contain('gives a text');
    expect(await gives(Promise.resolve(null))).to.contain('gives null');
    expect(await gives(new Proxy({}, {}))).to.contain('gives a proxy');
    expect(await gives(() => true)).to.contain('gives a function');
  });

  it('is read whatever it says of its name', () => {
    const { proxy, revoke } = Proxy.revocable(() => true, {});
    revoke();
    const named = (descriptor: PropertyDescriptor) =>
      Object.defineProperty(() => true, 'name', descriptor);
    expect(read(proxy).text).to.equal('a proxy');
    expect(read(named({ value: Symbol('x') })).text).to.equal('a function');
    expect(read(named({ get: () => expect.fail('called') })).text).to.equal('a function');
  });

  it('cannot replace what it is shown', async () => {
    const values = { value: 1 };
    const error = await failure((view) => {
      (view as { value: unknown }).value = 2;
      return true;
    }, values);
    expect(error.cause).to.be.instanceOf(TypeError);
    expect(values).to.deep.equal({ value: 1 });
    expect(Object.isFrozen(values)).to.equal(false);
  });

  it('is shown a view that is frozen already as it is', () => {
    const view = Object.freeze({ value: 1 });
    let seen: unknown;
    read((shown) => {
      seen = shown;
      return true;
    }).test(view);
    expect(seen).to.equal(view);
  });
});

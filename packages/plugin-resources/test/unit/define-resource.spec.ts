import { inspect } from 'node:util';
import { RuntimeError } from '@tenon/core';
import {
  defineResource,
  defineResourceNode,
  type Resource,
  type ResourceNeed,
  resource,
  resources,
} from '@tenon/plugin-resources';
import { aRuntime } from '@tenon/testing';
import { expect } from 'chai';

function refusal(fn: () => unknown): [code: string, message: string] {
  try {
    fn();
  } catch (error) {
    if (RuntimeError.is(error)) return [error.code, error.message];
    throw error;
  }
  return ['nothing', ''];
}

const spec = { name: 'db', create: () => 1 };
const define = (more: object) => refusal(() => defineResource({ ...spec, max: 1, ...more }));

describe('a declaration of a resource', () => {
  it('is frozen, and knows the type of what is made', () => {
    const db: Resource<number> = defineResource({
      ...spec,
      max: 2,
      create: () => Promise.resolve(1),
    });
    // @ts-expect-error it makes numbers
    const wrong: ResourceNeed<string> = db;
    expect(wrong).to.equal(db);
    expect(Object.isFrozen(db)).to.equal(true);
    expect([db.name, db.max]).to.deep.equal(['db', 2]);
  });

  for (const figure of [
    'max',
    'waitTimeoutMs',
    'createTimeoutMs',
    'checkAfterIdleMs',
    'checkTimeoutMs',
    'disposeTimeoutMs',
  ]) {
    for (const value of [-1, Number.NaN, Infinity, -Infinity, 2 ** 31, '5', null, {}]) {
      // Nothing, as if it were not said.
      if (value === null && figure !== 'max') continue;
      it(`refuses ${inspect(value)} for ${figure}`, () => {
        const [code, message] = define({ [figure]: value });
        expect(code).to.equal('OPTION_INVALID');
        if (value !== null) expect(message).to.include(`"${figure}" is`);
      });
    }
    it(`takes 1 for ${figure}, and ${figure === 'checkAfterIdleMs' ? 'also' : 'not'} 0`, () => {
      expect(define({ [figure]: 1 })[0]).to.equal('nothing');
      expect(define({ [figure]: 2 ** 31 - 1 })[0]).to.equal('nothing');
      const isMoment = figure === 'checkAfterIdleMs';
      expect(define({ [figure]: 0 })[0]).to.equal(isMoment ? 'nothing' : 'OPTION_INVALID');
    });
  }

  it('takes null for a figure as nothing said', () => {
    const db = defineResource({ ...spec, max: 1, waitTimeoutMs: null as never });
    expect(db).not.to.have.property('waitTimeoutMs');
  });

  it('refuses half a lease', () => {
    expect(define({ max: 1.5 })[0]).to.equal('OPTION_INVALID');
  });

  it('says how many there may be, in one way', () => {
    expect(refusal(() => defineResource(spec as never))).to.deep.equal([
      'OPTION_INVALID',
      'Resource "db" does not say how many there may be.',
    ]);
    expect(define({ shared: true })).to.deep.equal([
      'OPTION_INVALID',
      'Resource "db" is shared, and has a "max" as well.',
    ]);
    expect(define({ max: undefined, shared: false })[0]).to.equal('OPTION_INVALID');
    // @ts-expect-error one or the other
    expect(() => defineResource({ ...spec, max: 1, shared: true })).to.throw();
    // @ts-expect-error one of them
    expect(() => defineResource(spec)).to.throw();
  });

  it('names everything that is wrong at once, and near names', () => {
    const [, message] = define({
      name: '',
      create: 'make',
      check: 1,
      dispose: 2,
      breaks: 3,
      mx: 4,
    });
    for (const name of ['name', 'create', 'check', 'dispose', 'breaks']) {
      expect(message).to.include(`"${name}" is`);
    }
    expect(message).to.include('"create" is "make" and must be a function');
    expect(message).to.include('there is no option "mx"');
    for (const nothing of [undefined, null, 5, 'db', () => 1]) {
      expect(refusal(() => defineResource(nothing as never))[0]).to.equal('OPTION_INVALID');
    }
  });
});

describe('a need', () => {
  it('has a name', () => {
    expect(resource('db').name).to.equal('db');
    for (const name of ['', 5, undefined, {}]) {
      expect(refusal(() => resource(name as never))[0]).to.equal('OPTION_INVALID');
    }
  });

  it('is refused by a node type where it is none', () => {
    for (const need of [undefined, null, 'db', {}, { name: '' }]) {
      expect(
        refusal(() =>
          defineResourceNode({
            type: 'odd',
            resources: { db: need as never },
            run: () => ({}),
          }),
        ),
      ).to.deep.equal(['WORKFLOW_INVALID', 'The resource "db" of node type "odd" is none.']);
    }
    expect(
      refusal(() =>
        defineResourceNode({ type: 'odd', resources: { db: resource('db') }, run: 1 as never }),
      ),
    ).to.deep.equal(['WORKFLOW_INVALID', 'Node type "odd" has no "run".']);
  });
});

describe('the options of the plugin', () => {
  it('are refused where they are wrong', () => {
    for (const ms of [0, -1, Number.NaN, Infinity, 2 ** 31, '5']) {
      expect(refusal(() => resources({ disposeTimeoutMs: ms as number }))[0]).to.equal(
        'OPTION_INVALID',
      );
    }
    expect(refusal(() => resources({ define: 5 as never }))[0]).to.equal('OPTION_INVALID');
    expect(refusal(() => resources({ defin: [] } as never))[1]).to.include('"defin"');
  });

  it('and so are declarations that are none, and two of one name', () => {
    const start = (...declared: unknown[]) =>
      refusal(() => aRuntime({ plugins: [resources({ define: declared as never })] }));
    expect(start({ name: 'db' })[0]).to.equal('OPTION_INVALID');
    expect(start(undefined)[0]).to.equal('OPTION_INVALID');
    const db = defineResource({ ...spec, max: 1 });
    expect(start(db, db)[0]).to.equal('nothing');
    expect(start(db, defineResource({ ...spec, max: 1 }))).to.deep.equal([
      'RESOURCE_CONFLICT',
      'Two resources are called "db".',
    ]);
  });
});

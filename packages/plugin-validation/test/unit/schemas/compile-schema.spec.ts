import { expect } from 'chai';
import { z } from 'zod';
import { checkPort } from '#validation/schemas/check-list.js';
import { Schemas } from '#validation/schemas/compile-schema.js';
import { problemWith } from '../../support/checkers.js';

describe('schemas', () => {
  it('are made ready once, by identity', () => {
    const schemas = new Schemas();
    const schema = z.string();
    const [one, other] = [{}, {}];
    expect(schemas.compile(schema, one)).to.equal(schemas.compile(schema, other));
    const json = { type: 'string' };
    expect(schemas.compile(json, one)).to.equal(schemas.compile(json, other));
  });

  it('are shared within a workflow where they are JSON Schemas of one text', () => {
    const schemas = new Schemas();
    const [one, other] = [{}, {}];
    const first = schemas.compile({ type: 'string' }, one);
    expect(schemas.compile({ type: 'string' }, one)).to.equal(first);
    expect(schemas.compile({ type: 'string' }, other)).not.to.equal(first);
    expect(schemas.compile({ type: 'integer' }, one)).not.to.equal(first);
  });

  it('tell of what is none', () => {
    for (const value of [5, null, 'text', undefined, Symbol('s')]) {
      expect(problemWith(value)).to.include('which is no schema');
    }
    expect(problemWith(new Map())).to.equal('is Map (0 entries), which is no schema');
    const ring: Record<string, unknown> = { type: 'object' };
    ring['properties'] = { ring };
    expect(problemWith(ring)).to.be.a('string');
    const trap = Object.defineProperty({}, 'type', {
      enumerable: true,
      get() {
        throw new Error('trap');
      },
    });
    expect(problemWith(trap)).to.include('trap');
  });
});

describe('checkPort', () => {
  const checkerOf = (schema: unknown) => {
    const { checker } = new Schemas().compile(schema, {});
    if (checker === undefined) throw new Error('no checker');
    return checker;
  };
  const text = checkerOf({ type: 'string' });
  const later = checkerOf(z.string().refine(async (given) => Promise.resolve(given !== 'no')));

  it('checks each item of a port that takes many', async () => {
    expect(checkPort(text, ['a', 'b'], true)).to.deep.equal([]);
    expect((await checkPort(text, ['a', 1, 'b', 2], true)).map(({ path }) => path)).to.deep.equal([
      [1],
      [3],
    ]);
    expect((await checkPort(text, 'a', true)).map(({ message }) => message)).to.deep.equal([
      'must be a list',
    ]);
    expect(await checkPort(text, Array(100).fill(1), true)).to.have.length(20);
  });

  it('waits for what is asynchronous', async () => {
    expect(await checkPort(later, ['a', 'b'], true)).to.deep.equal([]);
    expect((await checkPort(later, ['a', 'no'], true)).map(({ path }) => path)).to.deep.equal([
      [1],
    ]);
  });
});

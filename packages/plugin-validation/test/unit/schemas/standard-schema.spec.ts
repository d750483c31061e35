import { type } from 'arktype';
import { expect } from 'chai';
import * as v from 'valibot';
import { z } from 'zod';
import { flaws, problemWith, rawFlaws } from '../../support/checkers.js';

type Validate = (value: unknown) => unknown;

/** A Standard Schema of our own. */
function standard(validate: Validate, version: unknown = 1) {
  return { '~standard': { version, vendor: 'test', validate } };
}

const GOOD = { id: 1, role: 'admin', tags: ['ab'], kind: 'a', free: 'x' };
const BAD = { id: 'x', role: 'admn', tags: ['a', 7], kind: 'b', free: {}, extra: 1 };

const SCHEMAS = {
  zod: z.strictObject({
    id: z.int(),
    role: z.enum(['admin', 'user']),
    tags: z.array(z.string().min(2)),
    kind: z.literal('a'),
    free: z.union([z.string(), z.number()]),
  }),
  valibot: v.strictObject({
    id: v.number(),
    role: v.picklist(['admin', 'user']),
    tags: v.array(v.pipe(v.string(), v.minLength(2))),
    kind: v.literal('a'),
    free: v.union([v.string(), v.number()]),
  }),
  arktype: type({
    '+': 'reject',
    id: 'number',
    role: "'admin'|'user'",
    tags: '(string >= 2)[]',
    kind: "'a'",
    free: 'string|number',
  }),
};

describe('a Standard Schema', () => {
  for (const [library, schema] of Object.entries(SCHEMAS)) {
    describe(`of ${library}`, () => {
      it('takes what it allows', async () => {
        expect(await flaws(schema, GOOD)).to.deep.equal([]);
      });

      it('tells the category of each flaw by facts, and its place', async () => {
        const found = new Map(
          (await rawFlaws(schema, BAD)).map(({ path, category, rule }) => [
            path.join('.'),
            `${category}/${rule}`,
          ]),
        );
        expect(found.get('id')).to.equal('type/type');
        expect(found.get('role')).to.equal('constraint/enum');
        expect(found.get('kind')).to.equal('constraint/enum');
        expect(found.get('tags.1')).to.equal('type/type');
        expect(found.get('tags.0')).to.match(/^constraint\//);
        if (library !== 'arktype') {
          expect(found.get('extra')).to.equal('structure/unknownProperty');
          expect(found.get('free')).to.equal('type/type');
        }
      });

      it('tells what is missing as missing', async () => {
        const { id: _, ...rest } = GOOD;
        expect(await flaws(schema, rest)).to.deep.equal(['missing/required id: is missing']);
      });

      it('tells a value of the wrong type at all', async () => {
        for (const value of [null, 5, 'text']) {
          const [flaw] = await rawFlaws(schema, value);
          expect([flaw?.category, flaw?.path]).to.deep.equal(['type', []]);
        }
      });
    });
  }

  it('suggests near names where the schema lists its values', async () => {
    expect(await flaws(z.enum(['admin', 'user']), 'admn')).to.deep.equal([
      'constraint/enum : must be "admin" or "user" Did you mean "admin"?',
    ]);
    expect(await flaws(type("'admin'|'user'"), 'usr')).to.deep.equal([
      'constraint/enum : must be "admin" or "user" Did you mean "user"?',
    ]);
  });

  it('keeps the words of its library for what only they say', async () => {
    expect(await flaws(z.string().min(3), 'a')).to.deep.equal([
      'constraint/too_small : does not fit: Too small: expected string to have >=3 characters',
    ]);
    expect(
      await flaws(
        z.string().refine(() => false, 'no luck'),
        'a',
      ),
    ).to.deep.equal(['constraint/schema : does not fit: no luck']);
    expect(await flaws(v.pipe(v.number(), v.minValue(3)), 1)).to.have.length(1);
    expect(await flaws(type('number>3'), 1)).to.have.length(1);
    expect(await flaws(type('Date'), 1)).to.deep.equal(['type/type : must be Date']);
    expect(await flaws(type('string|number[]'), true)).to.have.length(1);
    expect(await flaws(z.union([z.string().min(2), z.number()]), 'a')).to.have.length(1);
    expect(
      await flaws(v.variant('t', [v.object({ t: v.literal('a') })]), { t: 'b' }),
    ).to.have.length(1);
    expect(await flaws(v.strictTuple([v.string()]), ['a', 'b'])).to.deep.equal([
      'structure/unknownProperty 1: is no property that the schema knows',
    ]);
  });

  it('is awaited where it is asynchronous, and only there', async () => {
    const later = z.string().refine(async (text) => Promise.resolve(text === 'yes'), 'say yes');
    expect(await flaws(later, 'yes')).to.deep.equal([]);
    expect(await flaws(later, 'no')).to.deep.equal(['constraint/schema : does not fit: say yes']);
    expect(
      await flaws(
        v.pipeAsync(
          v.string(),
          v.checkAsync(async () => false),
        ),
        'x',
      ),
    ).to.have.length(1);
  });

  it('changes nothing, whatever it makes of the value', async () => {
    const value = { n: '5', list: [1] };
    const schemas = [
      z.object({ n: z.coerce.number(), more: z.string().default('x'), list: z.array(z.number()) }),
      standard((given) => {
        (given as { n: unknown }).n = 6;
        (given as { list: unknown[] }).list.push(2);
        return { value: given };
      }),
    ];
    for (const schema of schemas) {
      expect(await flaws(schema, value)).to.deep.equal([]);
      expect(value).to.deep.equal({ n: '5', list: [1] });
    }
  });

  it('that throws or rejects, whatever it throws, is a flaw of its own', async () => {
    const broken: readonly Validate[] = [
      () => {
        throw new Error('broken');
      },
      () => Promise.reject(new Error('broken')),
      () => {
        // oxlint-disable-next-line typescript/only-throw-error -- a schema may throw anything
        throw undefined;
      },
      () => 'no result',
      () => null,
      () => ({ issues: 'many' }),
      () => Promise.resolve(undefined),
      () => ({ issues: [null] }),
    ];
    for (const validate of broken) {
      const [flaw] = await rawFlaws(standard(validate), 1);
      expect([flaw?.category, flaw?.rule]).to.deep.equal(['structure', 'failed']);
    }
    expect(await flaws(standard(broken[0] as Validate), 1)).to.deep.equal([
      'structure/failed : could not be checked, because the schema failed: broken',
    ]);
  });

  it('may say little, and much', async () => {
    expect(
      await flaws(
        standard(() => ({ issues: [] })),
        1,
      ),
    ).to.deep.equal(['constraint/schema : is refused by its schema, which does not say why']);
    const many = Array.from({ length: 50 }, (_, i) => ({ message: 'no', path: [{ key: i }] }));
    expect(
      await flaws(
        standard(() => ({ issues: many })),
        many,
      ),
    ).to.have.length(20);
    const odd = [{ message: 7, path: [Symbol('s')] }, { path: 'x' }, { code: 'odd', message: 'm' }];
    expect(
      await flaws(
        standard(() => ({ issues: odd })),
        { x: 1 },
      ),
    ).to.deep.equal([
      'missing/required Symbol(s): is missing',
      'constraint/schema : does not fit: undefined',
      'constraint/schema : does not fit: m',
    ]);
    const kinds = [
      { kind: 'other', message: 'm' },
      { code: 'union', message: 'n' },
      { code: 'invalid_union', message: 'o' },
    ];
    expect(
      await flaws(
        standard(() => ({ issues: kinds })),
        1,
      ),
    ).to.deep.equal([
      'constraint/schema : does not fit: m',
      'constraint/schema : does not fit: n',
      'constraint/schema : does not fit: o',
    ]);
  });

  it('must be of version 1', () => {
    expect(problemWith(standard(() => ({ value: 1 }), 2))).to.include('version 2');
    expect(problemWith({ '~standard': { version: 1 } })).to.include('version 1');
    expect(problemWith({ '~standard': 7 })).to.include('unknown keyword');
  });

  it('may list values that JSON cannot write', async () => {
    for (const schema of [z.literal(1n), type('1n')]) {
      expect(await flaws(schema, 2n)).to.deep.equal(['constraint/enum : must be 1n']);
    }
  });

  it('does not take the entries of a map for properties that are missing', async () => {
    const [flaw] = await rawFlaws(z.map(z.string(), z.number()), new Map([['a', 'x']]));
    expect(flaw?.category).to.equal('type');
    expect(await flaws(z.object({ a: z.number() }), {})).to.deep.equal([
      'missing/required a: is missing',
    ]);
  });

  it('that answers neither a value nor issues has not checked anything', async () => {
    for (const answer of [{}, []]) {
      expect(
        (
          await rawFlaws(
            standard(() => answer),
            1,
          )
        )[0]?.rule,
      ).to.equal('failed');
    }
    expect(
      await flaws(
        standard(() => ({ value: undefined })),
        1,
      ),
    ).to.deep.equal([]);
    const [flaw] = await rawFlaws(
      standard(() => ({ issues: [null] })),
      1,
    );
    expect(flaw?.message).to.include('one of its issues is null');
  });

  it('that cannot be read is no schema', () => {
    const unreadable = {
      get '~standard'(): never {
        throw new Error('unreadable');
      },
    };
    const { proxy, revoke } = Proxy.revocable(Array, {});
    revoke();
    expect(problemWith(unreadable)).to.include('unreadable');
    expect(problemWith(proxy)).to.include('revoked');
  });
});

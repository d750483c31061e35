import { expect } from 'chai';
import { flaws, problemWith, rawFlaws } from '../../support/checkers.js';

const ORDER = {
  type: 'object',
  required: ['id', 'lines'],
  additionalProperties: false,
  properties: {
    id: { type: 'integer', minimum: 1 },
    state: { enum: ['open', 'paid', 'sent'] },
    note: { type: ['string', 'null'], maxLength: 5 },
    lines: {
      type: 'array',
      items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } },
    },
  },
};

describe('a JSON Schema', () => {
  it('takes what it allows, and null only where it says so', async () => {
    const order = { id: 1, state: 'open', note: null, lines: [{ sku: 'x' }] };
    expect(await flaws(ORDER, order)).to.deep.equal([]);
    expect(await flaws({}, null)).to.deep.equal([]);
    expect(await flaws({ type: 'integer' }, null)).to.deep.equal(['type/type : must be integer']);
    expect(await flaws({ type: 'integer' }, 4)).to.deep.equal([]);
    expect(await flaws({ type: 'number' }, 4)).to.deep.equal([]);
    expect(await flaws({ type: 'number' }, Number.NaN)).to.have.length(1);
  });

  it('tells every flaw with its category, its place, and what was probably meant', async () => {
    const order = { id: 0, stat: 'open', state: 'piad', note: 'too long', lines: [{}, 7] };
    expect(await flaws(ORDER, order)).to.deep.equal([
      'structure/unknownProperty stat: is no property that the schema knows Did you mean "state"?',
      'constraint/minimum id: must be >= 1',
      'constraint/enum state: must be "open", "paid" or "sent" Did you mean "paid"?',
      'constraint/maxLength note: must NOT have more than 5 characters',
      'missing/required lines.0.sku: is missing',
      'type/type lines.1: must be object',
    ]);
    const [, , , , , last] = await rawFlaws(ORDER, order);
    expect(last?.path).to.deep.equal(['lines', 1]);
  });

  it('says of the wrong type no more than that', async () => {
    const schema = { type: 'string', enum: ['a'], minLength: 2 };
    expect(await flaws(schema, 5)).to.deep.equal(['type/type : must be string']);
  });

  it('tells of a union once: as a type, where all its members are types', async () => {
    const either = (keyword: string) => ({
      properties: { x: { [keyword]: [{ type: 'string' }, { type: ['null', 'integer'] }] } },
    });
    for (const keyword of ['anyOf', 'oneOf']) {
      expect(await flaws(either(keyword), { x: 1.5 })).to.deep.equal([
        'type/type x: must be string or null or integer',
      ]);
    }
    const other = { anyOf: [{ type: 'string' }, { minimum: 5 }] };
    expect(await flaws(other, 3)).to.deep.equal([
      'constraint/anyOf : must match a schema in anyOf',
    ]);
  });

  it('names one value, many values, and values that are no texts', async () => {
    expect(await flaws({ const: 7 }, 8)).to.deep.equal(['constraint/enum : must be 7']);
    expect(await flaws({ enum: [1, 'a', null] }, 'b')).to.deep.equal([
      'constraint/enum : must be 1, "a" or null',
    ]);
    const ten = Array.from({ length: 10 }, (_, i) => i);
    expect(await flaws({ enum: ten }, 'b')).to.deep.equal([
      'constraint/enum : must be 0, 1, 2, 3, 4, 5, 6, 7 or 2 more',
    ]);
  });

  it('reads a pointer as the value has it: names with slashes, indexes of lists, names that look like indexes', async () => {
    const schema = {
      properties: { 'a/b~c': { properties: { 0: { items: { type: 'string' } } } } },
    };
    const [flaw] = await rawFlaws(schema, { 'a/b~c': { 0: ['x', 1] } });
    expect(flaw?.path).to.deep.equal(['a/b~c', '0', 1]);
  });

  it('counts own properties only, whatever they are called', async () => {
    const schema = (name: string) => ({
      required: [name],
      properties: Object.fromEntries([[name, { type: 'integer' }]]),
    });
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(await flaws(schema(name), {}), name).to.deep.equal([
        `missing/required ${name}: is missing`,
      ]);
      const own = JSON.parse(`{${JSON.stringify(name)}: 1}`) as unknown;
      expect(await flaws(schema(name), own), name).to.deep.equal([]);
    }
  });

  it('never changes a value: no default, no coercion, nothing removed', async () => {
    const schema = {
      additionalProperties: false,
      properties: { a: { type: 'integer', default: 1 }, b: { type: 'string' } },
    };
    const value = Object.freeze({ b: 5, c: 1 });
    expect(await flaws(schema, value)).to.have.length(2);
    expect(value).to.deep.equal({ b: 5, c: 1 });
  });

  it('knows formats, and draft 7 where it says so', async () => {
    expect(await flaws({ format: 'email' }, 'ada')).to.have.length(1);
    expect(await flaws({ format: 'date-time' }, '2024-05-01T10:00:00Z')).to.deep.equal([]);
    const draft7 = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      items: [{ type: 'string' }],
      additionalItems: false,
    };
    expect(await flaws(draft7, ['a', 1])).to.have.length(1);
    expect(await flaws(draft7, ['a'])).to.deep.equal([]);
    const latest = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      prefixItems: [{ type: 'string' }],
      items: false,
    };
    expect(await flaws(latest, ['a', 1])).to.have.length(1);
  });

  it('tells at most 20 flaws, and only the first of a huge value', async () => {
    const schema = { items: { type: 'string' } };
    expect(
      await flaws(
        schema,
        Array.from({ length: 100 }, (_, i) => i),
      ),
    ).to.have.length(20);
    const huge = Array.from({ length: 20_000 }, (_, i) => i);
    expect(await flaws(schema, huge)).to.deep.equal(['type/type 0: must be string']);
    expect(await flaws(schema, [[huge], 1])).to.have.length(1);
    expect(await flaws({ type: 'string' }, 5)).to.have.length(1);
  });

  it('survives cyclic and very deep values', async () => {
    const tree = {
      $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } },
      $ref: '#/$defs/node',
    };
    const ring: Record<string, unknown> = {};
    ring['next'] = ring;
    let deep: unknown = {};
    for (let i = 0; i < 20_000; i++) deep = { next: deep };
    for (const value of [ring, deep]) {
      const [flaw] = await rawFlaws(tree, value);
      expect([flaw?.category, flaw?.rule]).to.deep.equal(['structure', 'failed']);
      expect(await flaws({ type: 'object' }, value)).to.deep.equal([]);
    }
  });

  it('is refused where it is none', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [
        { type: 'nonsense' },
        'is no JSON Schema: "type" must be equal to one of the allowed values',
      ],
      [{ required: 'id' }, 'is no JSON Schema: "required" must be array'],
      [{ type: 'object', requried: ['id'] }, 'unknown keyword: "requried"'],
      [{ format: 'zip-code' }, 'unknown format "zip-code"'],
      [{ $ref: '#/$defs/nowhere' }, "can't resolve reference"],
      [{ pattern: '(' }, 'Invalid regular expression'],
      [{ $schema: 'http://json-schema.org/draft-04/schema#' }, 'which is not supported'],
      [{ $schema: 7 }, 'is a JSON Schema of 7'],
      [{ $async: true, type: 'object' }, 'asynchronous'],
    ];
    for (const [schema, why] of cases) expect(problemWith(schema)).to.include(why);
    expect(problemWith({ type: ['string', 'null'], items: {}, minLength: 1 })).to.equal(undefined);
  });

  it('may have the same $id as another', async () => {
    const one = { $id: 'https://example.org/order', type: 'string' };
    expect(await flaws(one, 1)).to.have.length(1);
    expect(await flaws({ ...one, type: 'integer' }, 1)).to.deep.equal([]);
  });

  it('may refer to itself as a whole', async () => {
    const tree = { type: 'object', properties: { n: { type: 'integer' }, next: { $ref: '#' } } };
    for (const $schema of [undefined, 'http://json-schema.org/draft-07/schema#']) {
      const schema = $schema === undefined ? tree : { $schema, ...tree };
      expect(await flaws(schema, { next: { next: { n: 1 } } })).to.deep.equal([]);
      expect(await flaws(schema, { next: { next: { n: 'x' } } })).to.deep.equal([
        'type/type next.next.n: must be integer',
      ]);
    }
    const cyclic: Record<string, unknown> = {};
    cyclic['next'] = cyclic;
    expect((await rawFlaws(tree, cyclic))[0]?.rule).to.equal('failed');
  });

  it('tells of a union in each item of a list, and by references, as of any other', async () => {
    const either = { anyOf: [{ type: 'string' }, { type: 'null' }] };
    expect(await flaws({ items: either }, [1, 'x', 2])).to.deep.equal(
      ['type/type 0: must be string or null', 'type/type 1: must be string or null'].map(
        (text, i) => (i === 0 ? text : text.replace(' 1:', ' 2:')),
      ),
    );
    const $defs = { a: { type: 'string' }, b: { type: 'object', required: ['x'] } };
    const named = { $defs, oneOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/b' }] };
    expect(await flaws(named, 1)).to.deep.equal(['type/type : must be string or object']);
    expect(await flaws(named, {})).to.deep.equal([
      'constraint/oneOf : must match exactly one schema in oneOf',
    ]);
    const beside = { required: ['y'], anyOf: [{ required: ['x'] }] };
    expect(await flaws(beside, {})).to.have.members([
      'missing/required y: is missing',
      'constraint/anyOf : must match a schema in anyOf',
    ]);
  });
});

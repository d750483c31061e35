import type { JsonSchema } from '@tenon/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import { type } from 'arktype';
import { expect } from 'chai';
import fc from 'fast-check';
import * as v from 'valibot';
import { z } from 'zod';
import { schemaAt } from '#validation/compare/at-path.js';
import { clashBetween } from '#validation/compare/disjoint.js';
import { jsonView } from '#validation/compare/json-view.js';
import { Schemas } from '#validation/schemas/compile-schema.js';

const object = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});

describe('clashBetween', () => {
  it('knows types that have nothing in common', () => {
    const clashes: readonly (readonly [JsonSchema, JsonSchema])[] = [
      [{ type: 'object' }, { type: 'integer' }],
      [{ type: 'null' }, { type: 'string' }],
      [{ type: ['string', 'null'] }, { type: ['number', 'boolean'] }],
      [{ enum: ['a', 'b'] }, { type: 'integer' }],
      [{ enum: ['a'] }, { enum: ['b', 'c'] }],
      [{ const: 1 }, { const: 2 }],
      [{ const: 1.5 }, { type: 'integer' }],
      [{ const: null }, { type: 'object' }],
      [{ enum: [] }, { type: 'string' }],
      [{ enum: [[1], true] }, { enum: ['x'], type: 'string' }],
      [object({ n: { type: 'string' } }), object({ n: { type: 'number' } }, [])],
      [object({ n: { const: 1 } }, []), object({ n: { const: 2 } })],
      [object({ a: {} }), { type: 'object', properties: {}, additionalProperties: false }],
      [{ type: 'object', additionalProperties: false }, { required: ['x'] }],
      [
        object({ o: object({ n: { type: 'null' } }) }),
        object({ o: object({ n: { type: 'array' } }) }),
      ],
      [
        { anyOf: [{ type: 'string' }, { type: 'null' }] },
        { oneOf: [{ type: 'object' }, { type: 'array' }] },
      ],
      [{ allOf: [{ minLength: 1 }, { type: 'string' }] }, { type: 'number' }],
      [{ $ref: '#/$defs/a%20b', $defs: { 'a b': { type: 'string' } } }, { type: 'number' }],
      [
        { $ref: '#/$defs/x~1y', $defs: { 'x/y': { $ref: '#/$defs/z' }, z: { type: 'string' } } },
        { type: 'number' },
      ],
    ];
    for (const [a, b] of clashes) {
      expect(clashBetween(a, b), JSON.stringify([a, b])).to.be.a('string');
      expect(clashBetween(b, a), JSON.stringify([b, a])).to.be.a('string');
    }
  });

  it('says nothing where a value may fit both', () => {
    const open: readonly (readonly [JsonSchema, JsonSchema])[] = [
      [{ type: 'integer' }, { type: 'number' }],
      [{ type: 'number' }, { type: 'integer' }],
      [{}, { type: 'string' }],
      [{ type: 'unheard-of' }, { type: 'string' }],
      [{ type: ['string', 'null'] }, { type: 'string' }],
      [{ enum: ['a', 'b'] }, { enum: ['b'] }],
      [{ enum: [{ a: 1 }] }, { const: { a: 2 } }],
      [object({ n: { type: 'string' } }, []), object({ n: { type: 'number' } }, [])],
      [
        { properties: { n: { type: 'string' } }, required: ['n'] },
        { properties: { n: { type: 'number' } }, required: ['n'] },
      ],
      [
        object({ a: {} }),
        { type: 'object', patternProperties: { a: {} }, additionalProperties: false },
      ],
      [
        { type: 'array', items: { type: 'string' } },
        { type: 'array', items: { type: 'number' } },
      ],
      [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, { type: 'number' }],
      [{ $ref: '#/nowhere' }, { type: 'number' }],
      [{ $ref: 'https://example.org/x' }, { type: 'number' }],
      [{ $ref: '#/%' }, { type: 'number' }],
      [{ $ref: '#' }, { type: 'number' }],
      [{ $ref: 7 }, { type: 'number' }],
      [{ enum: 'none' }, { required: 'none', properties: 7 }],
    ];
    for (const [a, b] of open) {
      expect(clashBetween(a, b), JSON.stringify([a, b])).to.equal(undefined);
    }
  });

  it('gives up in time on schemas that go on for ever', () => {
    const list: JsonSchema = {
      $ref: '#/$defs/list',
      $defs: { list: object({ next: { $ref: '#/$defs/list' } }) },
    };
    expect(clashBetween(list, list)).to.equal(undefined);
    const wide = { anyOf: Array.from({ length: 60 }, (_, i) => object({ n: { const: i } })) };
    const other = { anyOf: Array.from({ length: 60 }, (_, i) => object({ n: { const: -i - 1 } })) };
    expect(clashBetween(wide, other)).to.equal(undefined);
    const many = { anyOf: Array.from({ length: 100 }, () => ({ type: 'string' })) };
    expect(clashBetween(many, { type: 'number' })).to.equal(undefined);
  });

  it('is right: whatever clashes, no value is valid for both', () => {
    const leaf = fc.oneof(
      fc.record({
        type: fc.constantFrom('string', 'integer', 'number', 'null', 'boolean', 'array', 'object'),
      }),
      fc.record({
        enum: fc.array(fc.constantFrom('a', 1, 2.5, null, true), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ const: fc.constantFrom('a', 'b', 1, null) }),
      fc.constant({}),
    );
    const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 2 },
        leaf,
        fc.record({
          type: fc.constant('object'),
          properties: fc.record({ p: tie('schema'), q: tie('schema') }, { requiredKeys: [] }),
          required: fc.subarray(['p', 'q']),
          additionalProperties: fc.boolean(),
        }),
        fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
        fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
      ),
    }));
    const values = [
      'a',
      'b',
      1,
      2.5,
      null,
      true,
      [],
      {},
      { p: 1 },
      { p: 'a' },
      { q: null },
      { p: 1, q: 'b' },
      { p: {} },
      { p: { p: 'a' } },
    ];
    const schemas = new Schemas();
    const isValid = (of: JsonSchema, value: unknown) => {
      const flaws = schemas.compile(of, {}).checker?.check(value) as readonly unknown[];
      return flaws.length === 0;
    };
    fc.assert(
      fc.property(schema, schema, (a, b) => {
        if (clashBetween(a, b) === undefined) return;
        for (const value of values) expect(isValid(a, value) && isValid(b, value)).to.equal(false);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a JSON Schema view', () => {
  it('is offered by zod, arktype and valibot through Standard JSON Schema', () => {
    const number = { type: 'number' };
    for (const schema of [z.string(), type('string'), toStandardJsonSchema(v.string())]) {
      const view = jsonView(schema);
      expect(view && clashBetween(view, number)).to.be.a('string');
    }
    for (const schema of [z.number(), type('number'), toStandardJsonSchema(v.number())]) {
      const view = jsonView(schema);
      expect(view && clashBetween(view, { type: 'integer' })).to.equal(undefined);
    }
  });

  it('is what a schema takes, not what it makes of it', () => {
    expect(jsonView(z.string().transform(Number))).to.include({ type: 'string' });
  });

  it('is not there where nothing is offered, or offering throws', () => {
    expect(jsonView(v.string())).to.equal(undefined);
    expect(jsonView(z.date())).to.equal(undefined);
    expect(jsonView(undefined)).to.equal(undefined);
    const odd = { '~standard': { jsonSchema: { input: () => 7 } } };
    expect(jsonView(odd as never)).to.equal(undefined);
    expect(jsonView(new Map() as never)).to.equal(undefined);
  });

  it('of a class is an object', () => {
    expect(jsonView(Date)).to.deep.equal({ type: 'object' });
  });
});

describe('schemaAt', () => {
  const schema: JsonSchema = {
    $defs: { line: object({ sku: { type: 'string' } }) },
    type: 'object',
    properties: {
      lines: { type: 'array', items: { $ref: '#/$defs/line' } },
      pair: { prefixItems: [{ type: 'string' }], items: { type: 'number' } },
      old: { items: [{ type: 'string' }], additionalItems: { type: 'null' } },
    },
  };
  const typeAt = (...path: (string | number)[]) => schemaAt(schema, path)?.['type'];

  it('follows a path through properties, items and references', () => {
    expect(typeAt()).to.equal('object');
    expect(typeAt('lines', 3, 'sku')).to.equal('string');
    expect([typeAt('pair', 0), typeAt('pair', 1)]).to.deep.equal(['string', 'number']);
    expect([typeAt('old', 0), typeAt('old', 1)]).to.deep.equal(['string', 'null']);
  });

  it('knows nothing of what the schema does not name', () => {
    expect(schemaAt(schema, ['other'])).to.equal(undefined);
    expect(schemaAt(schema, ['lines', 'length'])).to.equal(undefined);
    expect(schemaAt({}, [0])).to.equal(undefined);
    expect(schemaAt(undefined, ['x'])).to.equal(undefined);
  });

  it('keeps the definitions that what it finds refers to', () => {
    const found = schemaAt(schema, ['lines']);
    const other = { type: 'array', items: { type: 'number' }, minItems: 1 };
    expect(found && clashBetween(found, other)).to.equal(undefined);
    expect(schemaAt(schema, ['lines', 0])).to.have.property('$defs');
  });
});

describe('what is known of a schema', () => {
  const text = { type: 'string' };

  it('is nothing where zod converts before it looks', () => {
    for (const schema of [z.coerce.number(), z.preprocess(Number, z.number())]) {
      const taken = jsonView(schema);
      expect(taken && clashBetween(text, taken)).to.equal(undefined);
      const inside = jsonView(z.object({ n: schema, s: z.string() }));
      const clash = (n: object, s: object) => inside && clashBetween(object({ n, s }), inside);
      expect(clash(text, text)).to.equal(undefined);
      expect(clash(text, { type: 'integer' })).to.include('in "s"');
    }
    const plain = jsonView(z.number());
    expect(plain && clashBetween(text, plain)).to.be.a('string');
  });

  it('is nothing where it cannot be read', () => {
    const unreadable = {
      get '~standard'(): never {
        throw new Error('unreadable');
      },
    };
    expect(jsonView(unreadable)).to.equal(undefined);
  });

  it('is nothing at a path whose references lead out of it', () => {
    const tree = object({
      child: object({ next: { $ref: '#' } }),
      leaf: { type: 'string' },
    });
    expect(schemaAt(tree, ['child'])).to.equal(undefined);
    expect(schemaAt(tree, ['leaf'])).to.deep.equal({ type: 'string' });
    const wide = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [i, {}]));
    expect(schemaAt(object({ wide: object(wide) }), ['wide'])).to.equal(undefined);
  });
});

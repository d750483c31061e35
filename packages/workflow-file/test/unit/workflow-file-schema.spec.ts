import { defineNode, type JsonSchema, type NodeType, port, type Workflow } from '@tenon/core';
import { formatWorkflow, parseWorkflow, workflowFileSchema } from '@tenon/workflow-file';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import { z } from 'zod';
import { anyWorkflow } from '../support/arbitrary.js';
import { KINDS } from '../support/kinds.js';
import { PRICING } from '../support/pricing.js';

/** Whether a document holds under the schema for some kinds. */
function validator(types: readonly NodeType[]): (text: string) => boolean {
  const ajv = new Ajv({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
  });
  ajv.addKeyword('enumDescriptions');
  const validate = ajv.compile(workflowFileSchema(types));
  return (text) => validate(parse(text));
}

/** A document with one node. */
function node(text: string): string {
  return `tenon: 1\nname: one\nnodes:\n  only: ${text}\n`;
}

function configOf(type: NodeType): unknown {
  const { definitions } = workflowFileSchema([type]) as { definitions: Record<string, unknown> };
  return definitions[`config-${type.type}`];
}

function inputOf(schema: JsonSchema, { raw = false } = {}): unknown {
  const value = port(schema);
  const type = defineNode({
    type: 't',
    inputs: { value: raw ? value.raw() : value },
    run: () => ({}),
  });
  return (configOf(type) as { properties: { value: unknown } }).properties.value;
}

const TEMPLATE = { $ref: '#/definitions/template' };

describe('the schema of workflow files', () => {
  const holds = validator(KINDS);

  it('takes what is right', () => {
    for (const text of [
      PRICING.replaceAll(/kind: (?:constant|pass|switch-on)/g, 'kind: free'),
      'tenon: 1\nname: empty\n',
      node('{ kind: read-order }'),
      node('{ kind: read-order, config: { path: "${path}" } }'),
      node(
        '{ kind: add-bonus, config: { amount: "${a}", rate: 0.5, tags: [a, "${b}"], mode: gross } }',
      ),
      node('{ kind: add-bonus, config: { tags: "${all}", mode: "${mode:-net}" } }'),
      node(
        '{ kind: tree, config: { depth: 1, script: "a ${b}", tree: { name: a, children: [{ name: b }, "${t}"] } } }',
      ),
      node('{ kind: "odd kind/#1", config: { value: 5 } }'),
      node('{ kind: free, config: { anything: [] } }'),
      node('{ file: other.yaml, type: T, config: { a: 1 }, join: any, timeoutMs: 5 }'),
      node('{ workflow: inner }'),
      node('{ kind: route, config: { ways: [a], value: "${v}", other: 1 } }'),
    ]) {
      expect(holds(text), text).to.equal(true);
    }
  });

  it('does not take typical mistakes', () => {
    for (const text of [
      'name: a\n',
      'tenon: 1\n',
      'tenon: 2\nname: a\n',
      'tenon: 1\nname: 5\n',
      'tenon: 1\nname: a\nnods: {}\n',
      'tenon: 1\nname: a\nnodes: []\n',
      'tenon: 1\nname: a\nconnections: [a.b -> ]\n',
      'tenon: 1\nname: a\nconnections: [a.b->c.d]\n',
      'tenon: 1\nname: a\nconnections: [{ from: a.b }]\n',
      'tenon: 1\nname: a\nconnections: [{ from: a, to: b.c }]\n',
      'tenon: 1\nname: a\nloops: { l: { until: x } }\n',
      'tenon: 1\nname: a\nloops: { l: { back: [], maxIterations: 0 } }\n',
      'tenon: 1\nname: a\nloops: { l: { back: [], onLimit: no } }\n',
      'tenon: 1\nname: a\ninputs: { i: { form: a.b } }\n',
      'tenon: 1\nname: a\noutputs: { o: [a.b] }\n',
      'tenon: 1\nname: a\nworkflows: { w: { tenon: 1 } }\n',
      node('read-order'),
      node('{}'),
      node('{ kind: read-ordr }'),
      node('{ kind: read-order, file: x.yaml }'),
      node('{ kind: read-order, type: x }'),
      node('{ kind: read-order, join: some }'),
      node('{ kind: read-order, config: { paht: a } }'),
      node('{ kind: read-order, config: { path: 5 } }'),
      node('{ kind: read-order, config: { path: "" } }'),
      node('{ kind: add-bonus, config: { rate: -1 } }'),
      node('{ kind: add-bonus, config: { rate: much } }'),
      node('{ kind: add-bonus, config: { tags: a } }'),
      node('{ kind: add-bonus, config: { mode: nett } }'),
      node('{ kind: tree, config: { depth: 1 } }'),
      node('{ kind: tree }'),
      node('{ kind: route }'),
      node('{ kind: route, config: { ways: "${w}" } }'),
      node('{ kind: route, config: { ways: [a], value: much } }'),
      node('{ kind: tree, config: { script: x, raw: "${n}" } }'),
      node('{ kind: tree, config: { script: x, tree: { name: a, children: [{}] } } }'),
    ]) {
      expect(holds(text), text).to.equal(false);
    }
  });

  it('takes every workflow that is written', () => {
    const takesAnyKind = validator([]);
    fc.assert(
      fc.property(
        anyWorkflow,
        fc.constantFrom('yaml' as const, 'json' as const),
        (flow, format) => {
          const text = formatWorkflow(flow, { format });
          // Ranges are more than the schema's business: it takes fewer iterations than none for a mistake.
          if (/"?maxIterations"?: (?:-|0)|[Hh]istory"?: -/.test(text)) return;
          expect(takesAnyKind(text)).to.equal(true);
        },
      ),
      { numRuns: 100 },
    );
    const { workflow } = parseWorkflow(PRICING);
    expect(takesAnyKind(formatWorkflow(workflow as Workflow))).to.equal(true);
  });

  it('tells editors what a kind is', () => {
    const { definitions } = workflowFileSchema(KINDS.slice(0, 2), {
      id: 'https://example.org/s',
    }) as {
      definitions: { node: { properties: { kind: unknown } } };
    };
    expect(definitions.node.properties.kind).to.deep.equal({
      description: 'The kind of node.',
      type: 'string',
      enum: ['route', 'read-order'],
      enumDescriptions: ['Takes a way.', 'Reads an order. Inputs: "path". Outputs: "order".'],
    });
    expect(configOf(KINDS[1] as NodeType)).to.deep.equal({
      type: 'object',
      properties: {
        path: {
          description: 'The file.',
          anyOf: [{ type: 'string', minLength: 1 }, TEMPLATE],
        },
      },
      additionalProperties: false,
    });
    expect(workflowFileSchema([], { id: 'https://example.org/s' })).to.include({
      $id: 'https://example.org/s',
      $schema: 'http://json-schema.org/draft-07/schema#',
    });
  });

  it('says every sort of schema in draft 7, and leaves open what that cannot say', () => {
    expect(inputOf({ type: 'string', title: 'T' })).to.deep.equal({ type: 'string', title: 'T' });
    expect(inputOf({ type: ['string', 'null'] })).to.deep.equal({ type: ['string', 'null'] });
    expect(inputOf({ type: 'boolean', title: 'T', default: true })).to.deep.equal({
      title: 'T',
      default: true,
      anyOf: [{ type: 'boolean' }, TEMPLATE],
    });
    const strict = (schema: JsonSchema) => inputOf(schema, { raw: true });
    expect(
      strict({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: 'urn:x',
        $comment: 'no',
        prefixItems: [{ type: 'string' }, true],
        items: { type: 'number' },
        unevaluatedItems: false,
        minContains: 2,
        contains: { const: 1 },
      }),
    ).to.deep.equal({
      items: [{ type: 'string' }, true],
      additionalItems: { type: 'number' },
      contains: { const: 1 },
    });
    expect(strict({ items: [{ type: 'string' }], additionalItems: false })).to.deep.equal({
      items: [{ type: 'string' }],
      additionalItems: false,
    });
    expect(
      strict({
        dependentRequired: { a: ['b'] },
        dependentSchemas: { c: { required: ['d'] } },
        if: { required: ['a'] },
        then: { minProperties: 2 },
        not: { required: ['e'] },
        oneOf: [{ type: 'object' }, { type: 'null' }],
        propertyNames: { maxLength: 3 },
        patternProperties: { '^x': { type: 'string' } },
        additionalProperties: false,
        exclusiveMinimum: true,
        exclusiveMaximum: 5,
      }),
    ).to.deep.equal({
      dependencies: { a: ['b'], c: { required: ['d'] } },
      if: { required: ['a'] },
      then: { minProperties: 2 },
      not: { required: ['e'] },
      oneOf: [{ type: 'object' }, { type: 'null' }],
      propertyNames: { maxLength: 3 },
      patternProperties: { '^x': { type: 'string' } },
      additionalProperties: false,
      exclusiveMaximum: 5,
    });
    expect(
      inputOf({
        type: 'object',
        if: {},
        then: false,
        not: {},
        oneOf: [{ minProperties: 1 }],
        allOf: [{ maxProperties: 2 }],
      }),
    ).to.deep.equal({
      anyOf: [
        { type: 'object', anyOf: [{ minProperties: 1 }], allOf: [{ maxProperties: 2 }] },
        TEMPLATE,
      ],
    });
  });

  it('leads references to definitions of their own, and leaves those open that lead out', () => {
    const type = defineNode({
      type: 't',
      inputs: {
        a: port({
          $ref: '#/$defs/a~1b%20c',
          minProperties: 1,
          $defs: {
            'a/b c': { type: 'object', properties: { again: { $ref: '#/$defs/a~1b%20c' } } },
          },
        }).raw(),
        b: port({
          allOf: [{ $ref: 'https://example.org/x' }, { $ref: '#anchor' }, { $ref: '#/gone' }],
        }).raw(),
        c: port({ $ref: '#/%' }).raw(),
      },
      run: () => ({}),
    });
    const { definitions } = workflowFileSchema([type]) as { definitions: Record<string, unknown> };
    expect(definitions['config-t']).to.deep.include({
      properties: {
        a: { allOf: [{ $ref: '#/definitions/schema-t' }], minProperties: 1 },
        b: { allOf: [{}, {}, {}] },
        c: {},
      },
    });
    expect(definitions['schema-t']).to.deep.equal({
      type: 'object',
      properties: { again: { allOf: [{ $ref: '#/definitions/schema-t' }] } },
    });
  });

  it('leaves open what a library does not say', () => {
    const offering = (input: () => unknown): JsonSchema =>
      ({ '~standard': { version: 1, vendor: 'test', jsonSchema: { input } } }) as never;
    const say = (schema: JsonSchema) => inputOf(schema, { raw: true });
    expect(say(offering(() => ({ type: 'number' })))).to.deep.equal({ type: 'number' });
    expect(say(offering(() => 7))).to.deep.equal({});
    expect(say({ '~standard': { version: 1 } } as never)).to.deep.equal({});
    expect(
      say(
        offering(() => {
          throw new Error('no');
        }),
      ),
    ).to.deep.equal({});
    expect(say(z.coerce.number() as never)).to.deep.equal({});
    expect(say(z.preprocess(Number, z.number()) as never)).to.deep.equal({});
  });

  it('takes schemas without an end', () => {
    let deep: JsonSchema = {};
    for (let i = 0; i < 10_000; i++) deep = { items: deep };
    const round: Record<string, unknown> = {};
    round['items'] = round;
    for (const schema of [deep, round]) expect(() => inputOf(schema)).not.to.throw();
  });
});

import { defineNode, describeValue, type JsonSchema, port, type Workflow } from '@tenon/core';
import { aWorkflow, only, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { giving, taking } from '../support/nodes.js';
import { supplying } from '../support/plugins.js';
import { outcome, reportsOf, run, withValidation } from '../support/runtime.js';

const INT: JsonSchema = { type: 'integer' };

/** A value into an integer input. */
function into(schema: JsonSchema, given: unknown): Workflow {
  return aWorkflow()
    .node('from', value(given))
    .node('to', taking(schema))
    .edge('from', 'to.value')
    .build();
}

describe('the schema of an input', () => {
  it('fails the consumer in strict mode, before it is entered', async () => {
    const calls: unknown[] = [];
    const strict = defineNode({
      type: 'strict',
      inputs: { value: port(INT) },
      outputs: { value: port() },
      run: ({ value: given }) => {
        calls.push(given);
        return { value: given };
      },
    });
    const flow = aWorkflow()
      .node('from', value('five'))
      .node('to', strict)
      .edge('from', 'to.value')
      .build();
    const { status, error, outcomes, results } = await run(flow, { mode: 'strict' });
    expect([status, error?.code, error?.where]).to.deep.equal([
      'failed',
      'TYPE_MISMATCH',
      { workflow: 'test', node: 'to', port: 'value' },
    ]);
    expect(error?.message).to.equal(
      'Input "value" of node "to" does not take what node "from" delivered: "value" is "five" and must be integer.',
    );
    expect([outcomes.get('from')?.status, outcomes.get('to')?.status]).to.deep.equal([
      'completed',
      'failed',
    ]);
    expect(calls).to.have.length(0);
    expect(results['from']).to.deep.equal({ value: 'five' });
  });

  it('is a warning in warn mode, which is the default, and nothing in off', async () => {
    const flow = into(INT, 'five');
    expect(await outcome(flow)).to.deep.equal(['completed', undefined, ['TYPE_MISMATCH']]);
    expect(await outcome(flow, { mode: 'warn' })).to.deep.equal([
      ...['completed', undefined],
      ['TYPE_MISMATCH'],
    ]);
    expect(await outcome(flow, { mode: 'off' })).to.deep.equal(['completed', undefined, []]);
    const { results } = await run(flow);
    expect(results['to']).to.deep.equal({ value: 'five' });
  });

  it('has a code by what is wrong', async () => {
    const schema = { type: 'string', enum: ['red', 'green'] };
    expect((await outcome(into(schema, 5)))[2]).to.deep.equal(['TYPE_MISMATCH']);
    expect((await outcome(into(schema, 'blue')))[2]).to.deep.equal(['ENUM_VIOLATED']);
    expect((await outcome(into({ minimum: 5 }, 4)))[2]).to.deep.equal(['SCHEMA_VIOLATED']);
    expect((await outcome(into({ required: ['id'] }, {})))[2]).to.deep.equal(['SCHEMA_VIOLATED']);
  });

  it('checks null, and leaves alone what is absent', async () => {
    expect((await outcome(into(INT, null)))[2]).to.deep.equal(['TYPE_MISMATCH']);
    const optional = defineNode({
      type: 'optional',
      inputs: { value: port(INT).optional(), constructor: port(INT).optional() },
      outputs: { value: port().optional() },
      run: () => ({}),
    });
    expect(await outcome(only(optional), { mode: 'strict' })).to.deep.equal([
      ...['completed', undefined, []],
    ]);
  });

  it('checks what parameters supply, and names no producer then', async () => {
    for (const rank of ['addressed', 'workflow'] as const) {
      const plugins = [supplying([{ rank, value: 'five' }])];
      const { error } = await run(only(taking(INT)), { mode: 'strict', plugins });
      expect(error?.message).to.equal(
        'Input "value" of node "only" does not take its value: "value" is "five" and must be integer.',
      );
    }
  });

  it('checks each item of a port that takes many, and names all producers', async () => {
    const many = defineNode({
      type: 'many',
      inputs: { values: port(INT).many() },
      outputs: { value: port() },
      run: ({ values }) => ({ value: values }),
    });
    const flow = aWorkflow()
      .node('one', value(1))
      .node('two', value('two'))
      .node('all', many)
      .edge('one', 'all.values')
      .edge('two', 'all.values')
      .build();
    const [report] = reportsOf(await run(flow));
    expect(report?.flaws.map(({ place, value: shown }) => [place, shown])).to.deep.equal([
      ['values[1]', '"two"'],
    ]);
    expect(report?.producers).to.deep.equal(['one', 'two']);
  });

  it('checks a default where it is used, and a constant that fits only once', async () => {
    const bad = defineNode({
      type: 'bad-default',
      inputs: { value: port(INT).default('x') },
      outputs: { value: port() },
      run: ({ value: given }) => ({ value: given }),
    });
    expect(await outcome(only(bad), { mode: 'strict' })).to.deep.equal([
      ...['failed', 'TYPE_MISMATCH', []],
    ]);
    let checks = 0;
    const counting = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: (given: unknown) => {
          checks++;
          return { value: given };
        },
      },
    };
    const flow = only(taking(counting), { value: 1 });
    const { runtime } = withValidation();
    await runtime.execute(flow);
    const before = checks;
    await runtime.execute(flow);
    expect(checks).to.equal(before);
  });
});

describe('the schema of an output', () => {
  it('fails the producer in strict mode; its outputs are not taken', async () => {
    for (const later of [false, true]) {
      const flow = aWorkflow()
        .node('from', giving(INT, 'five', later))
        .node('to', pass)
        .edge('from', 'to.value')
        .build();
      const { error, outcomes, results } = await run(flow, { mode: 'strict' });
      expect([error?.code, error?.where.node]).to.deep.equal(['TYPE_MISMATCH', 'from']);
      expect(error?.message).to.equal(
        'Output "value" of node "from" is not what the node declares: "value" is "five" and must be integer.',
      );
      expect(outcomes.get('to')?.reason).to.equal('upstreamFailed');
      expect(results).not.to.have.property('from');
      expect(await outcome(flow)).to.deep.equal(['completed', undefined, ['TYPE_MISMATCH']]);
    }
  });

  it('leaves to the core what is no object of outputs, and what did not succeed', async () => {
    const wrong = (answer: unknown) =>
      defineNode({ type: 'wrong', outputs: { value: port(INT) }, run: () => answer as never });
    for (const mode of ['warn', 'strict'] as const) {
      expect((await outcome(only(wrong(null)), { mode }))[1]).to.equal('OUTPUT_INVALID');
      expect((await outcome(only(wrong(5)), { mode }))[1]).to.equal('OUTPUT_INVALID');
      expect((await outcome(only(wrong({ success: false })), { mode }))[1]).to.equal(
        'CONTENT_FAILED',
      );
    }
  });
});

describe('the mode', () => {
  it('makes no difference for valid data', async () => {
    const flow = (given: unknown) =>
      aWorkflow()
        .node('from', giving({ type: ['integer', 'object', 'array', 'string'] }, given))
        .node('to', taking({ type: ['integer', 'object', 'array', 'string'] }))
        .edge('from', 'to.value')
        .build();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.integer(),
          fc.string(),
          fc.array(fc.integer()),
          fc.dictionary(fc.string(), fc.integer()),
        ),
        async (given) => {
          const built = flow(given);
          const texts = await Promise.all(
            (['off', 'warn', 'strict'] as const).map(async (mode) => {
              const { status, results, warnings } = await run(built, { mode });
              return JSON.stringify([status, results, warnings]);
            }),
          );
          expect(new Set(texts).size).to.equal(1);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('leaves the very same values to nodes and callers in warn mode', async () => {
    const given = { a: [1], b: 'x' };
    const { results } = await run(into({ type: 'object', required: ['c'] }, given));
    expect((results['to'] as { value: unknown }).value, describeValue(given)).to.equal(given);
  });
});

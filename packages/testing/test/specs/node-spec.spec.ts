import {
  defineNode,
  kind,
  type Node,
  type NodeFunction,
  type NodeKind,
  NodeType,
  type Plugin,
  port,
  runOf,
} from '@tenon/core';
import { type NodeSpecOptions, nodeSpec } from '@tenon/testing';
import { expect } from 'chai';
import { madeUp } from '#testing/specs/node/made-up.js';
import { endingTimersLeft } from './left-timers.js';
import { failuresIn, outcomesOf } from './outcomes.js';

type Io = Readonly<Record<string, unknown>>;

const inputs = { value: port<Io>() };
const outputs = { value: port<Io>(), note: port<string>().optional() };
const tried = (run: NodeFunction<typeof inputs, typeof outputs, unknown>): Node =>
  defineNode({ type: 'tried', inputs, outputs, run }) as Node;

const EXAMPLES = [1, 2].map((n) => ({
  inputs: { value: { n, list: [2, 1] } },
  outputs: { value: { n, list: [2, 1] } },
}));

async function claimsFailedBy(node: Node | NodeKind, options: NodeSpecOptions = {}) {
  const stated = { examples: EXAMPLES, patienceMs: 200, ...options };
  return failuresIn(await outcomesOf((runner) => nodeSpec(node, { ...stated, ...runner })));
}

const CLAIMS = {
  answers: 'answers what its outputs declare, for each example',
  madeUp: 'answers what its outputs declare, or fails, for inputs made up from its schemas',
  changes: 'changes nothing that it is given',
  keeps: 'keeps nothing from one visit to the next',
  stops: 'stops when it is told to',
  leaves: 'leaves no listener on its signal, no timer and no handle',
  rejections: 'leaves no rejection unhandled',
} as const;

/** Stands in for a plugin that checks schemas: it has the capability, and refuses answers above 3. */
const checking: Plugin = {
  manifest: { name: 'checking', version: '1.0.0', provides: ['validation'] },
};

nodeSpec(
  tried(({ value }) => ({ value })),
  { examples: EXAMPLES },
);
nodeSpec(
  defineNode({
    type: 'abortable',
    outputs: { value: port<number>() },
    run: (_, { signal }) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => resolve({ value: 1 }), 3_600_000);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason as Error);
        });
      }),
  }),
  { waits: {} },
);

describe('nodeSpec', () => {
  endingTimersLeft();

  const failing = (
    what: string,
    claim: keyof typeof CLAIMS,
    message: string | RegExp,
    node: () => Node | NodeKind,
    options: NodeSpecOptions = {},
  ) => {
    it(`fails a node that ${what}, and only for that`, async () => {
      const failed = await claimsFailedBy(node(), options);
      expect(Object.keys(failed)).to.deep.equal([CLAIMS[claim]]);
      expect(failed[CLAIMS[claim]]).to.match(new RegExp(message));
    });
  };

  it('has a test for each claim', async () => {
    const outcomes = await outcomesOf((runner) =>
      nodeSpec(
        tried(({ value }) => ({ value })),
        { examples: EXAMPLES, ...runner },
      ),
    );
    expect([...outcomes.keys()]).to.deep.equal(Object.values(CLAIMS));
  });

  const { inputs: first } = EXAMPLES[0] as (typeof EXAMPLES)[0];
  failing('answers something else', 'answers', 'It answers something else', () =>
    tried(({ value }) => ({ value: { ...value, n: 0 } })),
  );
  failing(
    'answers an output that it does not declare',
    'answers',
    '"other", which is none of its outputs',
    () => tried(({ value }) => ({ value, other: 1 })),
    { examples: [{ inputs: first }] },
  );
  failing(
    'changes its inputs',
    'changes',
    'Inputs or configuration are changed',
    () =>
      tried(({ value }) => {
        (value['list'] as number[]).reverse();
        return { value: { done: true } };
      }),
    { examples: [{ inputs: first }] },
  );
  failing(
    'remembers its last visit',
    'keeps',
    'A (second|third) visit answers something else',
    () => {
      let visits = 0;
      return tried(({ value }) => ({ value: { ...value, visits: visits++ } }));
    },
    { examples: [{ inputs: first }] },
  );
  failing(
    'goes on when it is aborted',
    'stops',
    'It goes on when it is aborted',
    () =>
      tried(
        ({ value }) =>
          new Promise((resolve) => {
            if (value['isLong'] !== true) resolve({ value });
          }),
      ),
    { waits: { inputs: { value: { isLong: true } } } },
  );
  failing(
    'does not wait where it is said to',
    'stops',
    'The visit of "waits" is over before it can be stopped',
    () => tried(({ value }) => ({ value })),
    { waits: { inputs: { value: {} } } },
  );
  failing(
    'is refused where it is to wait',
    'stops',
    'The visit is refused, and so cannot be stopped',
    () => tried(({ value }) => ({ value })),
    { waits: { config: { unheard: 1 } } },
  );
  failing('leaves listeners on its signal', 'leaves', 'Its signal has listeners', () =>
    tried(({ value }, { signal }) => {
      signal.addEventListener('abort', () => {});
      return { value };
    }),
  );
  it('fails a node that leaves a timer set', async () => {
    const timers: NodeJS.Timeout[] = [];
    const failed = await claimsFailedBy(
      tried(({ value }) => {
        timers.push(setTimeout(() => {}, 1_000_000));
        return { value };
      }),
    );
    timers.forEach(clearTimeout);
    expect(Object.keys(failed)).to.deep.equal([CLAIMS.leaves]);
    expect(failed[CLAIMS.leaves]).to.match(/Left behind: 2 Timeout/);
  });
  failing('forgets a promise that is rejected', 'rejections', 'nobody waits for', () =>
    tried(({ value }) => {
      void Promise.reject(new Error('forgotten'));
      return { value };
    }),
  );
  failing(
    'does not answer what it declares for what its schema accepts',
    'madeUp',
    'It does not answer "value", which is required|answers "other"',
    () =>
      defineNode({
        type: 'tried',
        inputs: { value: port({ type: 'integer', minimum: 0 }) },
        outputs: { value: port<number>() },
        run: ({ value }) => (value === 0 ? { value, other: 1 } : { value }),
      }) as Node,
    { examples: [{ inputs: { value: 5 } }], plugins: [checking] },
  );

  it('does not blame a node for inputs that are badly made up, and that it never gets', async () => {
    const refuses: Plugin = {
      ...checking,
      apply(hooks) {
        hooks.node.tap('checking', (wraps, { id }) => {
          if (id !== 'node') return;
          wraps.add('check', (next) => (given, context) => {
            if (given['value'] === 5) return next(given, context);
            runOf(context).warn({ code: 'SCHEMA_VIOLATED', message: 'Only 5 will do.' });
            throw new Error('Only 5 will do.');
          });
        });
      },
    };
    const node = defineNode({
      type: 'tried',
      inputs: { value: port({ type: 'integer', minimum: 0 }) },
      outputs: { value: port<number>() },
      run: ({ value }) => ({ value }),
    }) as Node;
    const examples = [{ inputs: { value: 5 } }];
    expect(await claimsFailedBy(node, { examples, plugins: [refuses] })).to.deep.equal({});
  });

  it('fails a node whose values a plugin finds at fault', async () => {
    const finds: Plugin = {
      ...checking,
      apply(hooks) {
        hooks.results.tap('checking', (_, run) => {
          run.warn({ code: 'SCHEMA_VIOLATED', message: 'The output "value" does not fit.' });
        });
      },
    };
    const failed = await claimsFailedBy(
      tried(({ value }) => ({ value })),
      { plugins: () => [finds] },
    );
    expect(failed).to.deep.equal({ [CLAIMS.answers]: 'The output "value" does not fit.' });
  });

  it('says that it needs an example where nothing can be made up', async () => {
    const failed = await claimsFailedBy(
      tried(({ value }) => ({ value })),
      { examples: [] },
    );
    expect(failed).to.deep.equal({
      [CLAIMS.answers]:
        'Nothing can be made up for "value". Give nodeSpec an example: { examples: [{ inputs: { value: … } }] }.',
    });
  });

  it('says why a visit does not complete', async () => {
    const failed = await claimsFailedBy(
      tried(() => {
        throw new Error('boom');
      }),
    );
    expect(failed[CLAIMS.answers]).to.match(/^A visit is failed: .*boom/);
  });

  it('says which kind no plugin binds, and takes those that one does', async () => {
    const failed = await claimsFailedBy(kind('sum'));
    expect(failed[CLAIMS.answers]).to.equal('No plugin of the spec binds the kind "sum".');
    const sum = defineNode({
      type: 'sum',
      inputs: { values: port<number>().many() },
      outputs: { sum: port<number>() },
      run: ({ values }) => ({ sum: values.reduce((a, b) => a + b, 0) }),
    });
    expect(
      await claimsFailedBy(kind('sum'), {
        examples: () => [{ inputs: { values: [1, 2] }, outputs: { sum: 3 } }],
        configure: ({ bind }) => bind(NodeType).toConstantValue(sum),
      }),
    ).to.deep.equal({});
  });

  it('puts up and takes down what a node works with, whatever comes of a claim', async () => {
    const told: string[] = [];
    const options = { before: () => told.push('up'), after: () => told.push('down') };
    await claimsFailedBy(
      tried(({ value }) => ({ value: { ...value, n: 0 } })),
      options,
    );
    expect(told.join(' ')).to.equal(Array.from({ length: 7 }, () => 'up down').join(' '));
  });

  it('takes what time or chance decides out of what has to repeat', async () => {
    let visits = 0;
    const failed = await claimsFailedBy(
      tried(({ value }) => ({ value: { ...value, at: visits++ } })),
      { examples: [{ inputs: first }], repeats: ({ value }) => (value as Io)['n'] },
    );
    expect(failed).to.deep.equal({});
  });
});

describe('values made up from a schema', () => {
  endingTimersLeft();

  const cases: readonly (readonly [schema: unknown, values: unknown])[] = [
    [{ const: 7 }, [7]],
    [{ enum: ['a', 'b'] }, ['a', 'b']],
    [{ type: 'boolean' }, [true, false]],
    [{ type: 'null' }, [null]],
    [{ type: 'integer', minimum: 1, maximum: 9 }, [1, 9]],
    [{ type: 'number', exclusiveMinimum: 0 }, [0.5]],
    [{ type: 'integer', exclusiveMaximum: 0, minimum: -2 }, [-2, -1]],
    [{ type: 'number', multipleOf: 5, minimum: 1, maximum: 12 }, [5, 10]],
    [{ type: 'string', minLength: 2, maxLength: 6 }, ['te', 'textte']],
    [{ type: ['string', 'null'], maxLength: 0 }, ['', null]],
    [{ anyOf: [{ const: 1 }, { pattern: 'x' }] }, [1]],
    [{ anyOf: [{ pattern: 'x' }] }, undefined],
    [{ type: 'array', items: { const: 1 } }, [[], [1, 1]]],
    [{ type: 'array', items: { enum: [1, 2] }, minItems: 3 }, [[1, 2, 1]]],
    [{ type: 'array', items: { const: 1 }, minItems: 2, uniqueItems: true }, undefined],
    [{ type: 'array', items: { const: 1 }, uniqueItems: true }, [[], [1]]],
    [{ type: 'array', items: { pattern: 'x' } }, [[]]],
    [{ type: 'array', items: { pattern: 'x' }, minItems: 1 }, undefined],
    [{ type: 'string', pattern: '^x' }, undefined],
    [{ default: 'as stated' }, ['as stated']],
    [{}, undefined],
    [
      {
        type: 'object',
        properties: { a: { const: 1 }, b: { type: 'null' }, c: { pattern: 'x' } },
        required: ['a'],
      },
      [{ a: 1 }, { a: 1, b: null }],
    ],
    [{ type: 'object', properties: { c: { pattern: 'x' } }, required: ['c'] }, undefined],
    [{ type: 'object', required: ['free'] }, [{ free: 'text' }, { free: 'text' }]],
    [undefined, undefined],
    [() => {}, undefined],
    [
      { '~standard': { vendor: 'test', jsonSchema: { input: () => ({ const: 'offered' }) } } },
      ['offered'],
    ],
    [{ '~standard': { vendor: 'test' } }, undefined],
  ];
  for (const [schema, values] of cases) {
    it(`are those at its bounds: ${JSON.stringify(schema) ?? String(schema).slice(0, 8)}`, () => {
      expect(madeUp(schema)).to.deep.equal(values);
    });
  }

  it('end where a schema holds itself', () => {
    const schema: Record<string, unknown> = { type: 'array', minItems: 1 };
    schema['items'] = schema;
    expect(madeUp(schema)).to.equal(undefined);
  });

  it('keep names that every object has', () => {
    const schema = JSON.parse(
      '{"type": "object", "properties": {"__proto__": {"const": 1}}, "required": ["__proto__"]}',
    ) as object;
    const [made] = madeUp(schema) ?? [];
    expect(Object.keys(made as object)).to.deep.equal(['__proto__']);
  });
});

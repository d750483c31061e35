import { defineNode, type Plugin, port } from '@tenon/core';
import { expect } from 'chai';
import type { Case, JsonObject } from '#conformance/case.js';
import { formatDifference } from '#conformance/difference.js';
import { executeCase, type Setting } from '#conformance/execute-case.js';
import type { Installation } from '#conformance/plugins.js';
import { aCase, wire } from '../support/cases.js';

/** How the outcome of a case differs from what it expects. */
async function wrong(stated: Partial<Case>, setting: Partial<Setting> = {}): Promise<string[]> {
  const differences = await executeCase(aCase(stated), { installed: [], ...setting });
  return differences.map(formatDifference);
}

/** A case of one node `n`, which is expected to complete with these outputs, or to fail with this code. */
function one(kind: string, config: JsonObject, came: JsonObject | string): Partial<Case> {
  const nodes = [{ id: 'n', kind, config }];
  if (typeof came !== 'string') {
    return { nodes, expected: { status: 'completed', results: { n: came } } };
  }
  const outcomes = { n: { status: 'failed', code: came } };
  return { nodes, expected: { status: 'failed', outcomes, error: { code: came, node: 'n' } } };
}

describe('the node kinds', () => {
  const table: readonly (readonly [string, JsonObject, JsonObject | string])[] = [
    ['const', { value: null }, { value: null }],
    ['identity', {}, {}],
    ['pass', { value: 0 }, { value: 0 }],
    ['add', { a: 1.5, b: 2 }, { result: 3.5 }],
    ['add', { a: true, b: 2 }, 'NODE_FAILED'],
    ['multiply', { a: 3, b: -2 }, { result: -6 }],
    ['multiply', { a: '3', b: 2 }, 'NODE_FAILED'],
    ['concat', { a: 1, b: true, separator: '-' }, { result: '1-true' }],
    ['concat', {}, { result: '' }],
    ['concat', { a: null }, 'NODE_FAILED'],
    ['counter', { value: 3, step: 4 }, { value: 7 }],
    ['counter', {}, { value: 1 }],
    ['counter', { value: null }, 'NODE_FAILED'],
    ['threshold', { value: 10 }, { value: 10, passed: true }],
    ['threshold', { value: 1, limit: 2 }, { value: 1, passed: false }],
    ['threshold', { value: 'x' }, 'NODE_FAILED'],
    ['fail', {}, 'NODE_FAILED'],
    ['fail', { when: null }, 'NODE_FAILED'],
    ['fail', { value: 5, when: 5 }, 'NODE_FAILED'],
    ['fail', { value: 4, when: 5 }, { value: 4 }],
    ['fail', { value: 'x', when: 5 }, { value: 'x' }],
    ['params', { a: null, c: [1] }, { received: { a: null, c: [1] } }],
    ['collect', { inputs: 1, in1: 'x' }, { values: ['x'], count: 1 }],
    ['collect', { in2: null }, { values: [null], count: 1 }],
    ['emit', { outputs: { x: 1, y: null } }, { x: 1, y: null }],
    ['emit', { outputs: null, ports: ['x'] }, 'OUTPUT_INVALID'],
    ['emit', { outputs: { success: false } }, 'CONTENT_FAILED'],
    ['sleep', { value: 1, ms: 1 }, { value: 1 }],
  ];

  for (const [kind, config, came] of table) {
    it(`${kind} ${JSON.stringify(config)} gives ${JSON.stringify(came)}`, async () => {
      expect(await wrong(one(kind, config, came))).to.deep.equal([]);
    });
  }

  it('mutate edits lists and objects in place, where the data lets it', async () => {
    const edited = (value: JsonObject | unknown[], result: unknown): Partial<Case> =>
      ({
        nodes: [
          { id: 'c', kind: 'const', config: { value } },
          { id: 'm', kind: 'mutate' },
        ],
        connections: [wire('c.value → m.value')],
        options: { isolation: 'copy' },
        expected: { status: 'completed', results: { c: { value }, m: { value: result } } },
      }) as Partial<Case>;
    expect(await wrong(edited([1], [1, 'touched']))).to.deep.equal([]);
    expect(
      await wrong(edited({ a: [1], b: 2 }, { a: [1, 'touched'], b: 2, touched: true })),
    ).to.deep.equal([]);
    const frozen = { ...edited([1], null), options: { isolation: 'freeze' } } as const;
    expect(await wrong(frozen)).to.include('status: expected "completed", got "failed"');
  });

  it('refuse configuration that they cannot read', async () => {
    const refused = { status: 'refused', verify: ['CONFIG_INVALID'] } as const;
    for (const [kind, config] of [
      ['collect', { inputs: 0 }],
      ['typed', {}],
      ['typed', { schema: { x: 'int' } }],
      ['typed', { schema: { x: { type: 'integer' } } }],
      ['emit', { outputs: { x: 1 }, types: { x: 'text' } }],
    ] as const) {
      const nodes = [{ id: 'n', kind, config }];
      expect(await wrong({ nodes, expected: refused })).to.deep.equal([]);
    }
  });

  it('declare types and enums as schemas, which only a plugin checks', async () => {
    const schema = {
      a: { type: 'int', required: true },
      b: { enum: ['x'], default: 'x' },
      c: {},
    };
    const nodes = [{ id: 'n', kind: 'typed', config: { schema } }];
    const expected = { status: 'refused', verify: ['PLUGIN_MISSING', 'INPUT_REQUIRED'] } as const;
    expect(await wrong({ nodes, expected })).to.deep.equal([]);
  });
});

describe('executeCase', () => {
  const nap = { id: 'n', kind: 'sleep', config: { ms: 5000 } };

  it('runs with the options that a case states', async () => {
    const soft = { id: 'n', kind: 'emit', config: { outputs: { success: false } } };
    const limited = { options: { timeoutMs: 5 }, expected: failedWith('TIMEOUT') };
    expect(await wrong({ nodes: [nap], ...limited })).to.deep.equal([]);
    expect(await wrong({ nodes: [soft], options: { contentAware: false } })).to.deep.equal([]);
    const aborted = { options: { abortAfterMs: 5 }, expected: { status: 'aborted' } } as const;
    expect(await wrong({ nodes: [nap], ...aborted })).to.deep.equal([]);
    const both = {
      nodes: [
        { id: 'a', kind: 'fail' },
        { id: 'b', kind: 'const', config: { value: 1 } },
      ],
      expected: { ...failedWith('NODE_FAILED'), results: { b: { value: 1 } } },
    };
    expect(await wrong({ ...both, options: { onError: 'continue' } })).to.deep.equal([]);
  });

  it('runs a node with the time limit and the join that it states', async () => {
    const nodes = [{ ...nap, timeoutMs: 5, join: 'any' as const }];
    expect(await wrong({ nodes, expected: failedWith('TIMEOUT') })).to.deep.equal([]);
  });

  it('takes the isolation that is asked for where the case states none', async () => {
    const nodes = [
      { id: 'c', kind: 'const', config: { value: [1] } },
      { id: 'm', kind: 'mutate' },
    ];
    const stated = { nodes, connections: [wire('c.value → m.value')] };
    expect(await wrong(stated, { isolation: 'copy' })).to.deep.equal([]);
    expect(await wrong(stated, { isolation: 'freeze' })).to.have.lengthOf(1);
    const own = { ...stated, options: { isolation: 'copy' } } as const;
    expect(await wrong(own, { isolation: 'freeze' })).to.deep.equal([]);
  });

  it('builds the declared inputs of a workflow', async () => {
    const nodes = [{ id: 'n', kind: 'params' }];
    const to = [{ node: 'n', input: 'a' }];
    const given = {
      nodes,
      inputs: [{ name: '__proto__', to, default: 3 }],
      expected: { status: 'completed', results: { n: { received: { a: 3 } } } },
    } as const;
    expect(await wrong(given)).to.deep.equal([]);
    const refused = { status: 'refused', verify: ['INPUT_REQUIRED'] } as const;
    const inputs = [{ name: 'x', to, required: true }];
    expect(await wrong({ nodes, inputs, expected: refused })).to.deep.equal([]);
  });

  it('takes what the builder throws for a refusal', async () => {
    const connections = [wire('a.x[ → b.value')];
    const expected = { status: 'refused', verify: ['PATH_INVALID'] } as const;
    expect(await wrong({ connections, expected })).to.deep.equal([]);
  });

  it('numbers the executions in what differs', async () => {
    const stated = {
      executions: [{}, {}],
      expected: { executions: [{ status: 'completed' }, { status: 'failed' }] },
    } as const;
    expect(await wrong(stated)).to.deep.equal([
      'executions[1].status: expected "failed", got "completed"',
    ]);
  });

  it('tells which nodes of a refused run were entered', async () => {
    const late: Plugin = {
      manifest: { name: 'late', version: '1.0.0' },
      apply: (hooks) => hooks.results.tapPromise('late', () => Promise.reject(new Error('no'))),
    };
    const installed: Installation[] = [{ capability: 'cycles', plugins: () => [late] }];
    const nodes = [{ id: 'n', kind: 'const' }];
    const differences = await wrong({ nodes, expected: { status: 'refused' } }, { installed });
    expect(differences).to.include('entered: expected [], got ["n"]');
  });

  describe('with a plugin installed', () => {
    const seen: unknown[] = [];
    const installed: Installation[] = [
      {
        capability: 'parameters',
        plugins: (stated) => [
          {
            manifest: { name: 'given', version: '1.0.0', provides: ['parameters'] },
            apply: (hooks) => {
              hooks.prepare.tap('given', ({ parameters }) => {
                seen.push([stated.id, parameters]);
              });
            },
          },
        ],
        kinds: [
          defineNode({ type: 'extra', outputs: { x: port<number>() }, run: () => ({ x: 1 }) }),
        ],
        parametersOf: ({ values }) => ({ said: values ?? null }),
      },
    ];

    beforeEach(() => {
      seen.length = 0;
    });

    it('makes it for the case, hands it the parameters, and knows its kinds', async () => {
      const stated = {
        nodes: [{ id: 'n', kind: 'extra' }],
        parameters: { a: 1 },
        expected: { status: 'completed', results: { n: { x: 1 } } },
      } as const;
      expect(await wrong(stated, { installed })).to.deep.equal([]);
      expect(seen).to.deep.equal([['case', { a: 1 }]]);
    });

    it('lets it say parameters that are stated without guessing', async () => {
      const stated = { parametersOf: { values: { a: 1 } } };
      expect(await wrong(stated, { installed })).to.deep.equal([]);
      expect(seen).to.deep.equal([['case', { said: { a: 1 } }]]);
      await executeCase(aCase(stated), { installed: [] }).then(
        () => expect.fail('It ran.'),
        (error: Error) => expect(error.message).to.include('parametersOf'),
      );
    });

    it('leaves it out where the case says so, but not its kinds', async () => {
      const stated = {
        nodes: [{ id: 'n', kind: 'extra' }],
        options: { without: ['parameters'] },
      } as const;
      expect(await wrong(stated, { installed })).to.deep.equal([]);
      expect(seen).to.deep.equal([]);
    });
  });
});

function failedWith(code: string) {
  return { status: 'failed', error: { code } } as const;
}

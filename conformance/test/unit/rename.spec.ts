import { expect } from 'chai';
import type { Json } from '#conformance/case.js';
import { renamed } from '#conformance/rename.js';
import { renameInCondition } from '#conformance/rename-in-condition.js';
import { aCase, wire } from '../support/cases.js';

describe('renamed', () => {
  it('renames nodes and loops wherever they stand', () => {
    const stated = aCase({
      nodes: [
        { id: 'a', kind: 'const' },
        { id: 'b', kind: 'params' },
      ],
      connections: [wire('a.value → b.a')],
      loops: [{ id: 'l', back: [wire('b.received → b.b')] }],
      inputs: [{ name: 'b', to: [{ node: 'b', input: 'c' }] }],
      parameters: { b: { a: 1 }, a: 2, other: { a: 1 } },
      parametersOf: { nodes: { b: { a: 1 } }, values: { b: 1 } },
      expected: {
        status: 'failed',
        results: { a: null },
        outcomes: { b: { status: 'failed' } },
        error: { code: 'X', node: 'b', loop: 'l' },
        loops: { l: { iterations: 1 } },
        mayRun: ['a'],
        sample: { a: null },
      },
    });
    const other = renamed(stated);
    const [first = '', second = ''] = other.nodes.map(({ id }) => id);
    const loop = other.loops?.[0]?.id ?? '';
    expect(new Set([first, second, 'a', 'b']).size).to.equal(4);
    expect(loop).not.to.equal('l');
    expect(other).to.deep.equal({
      ...stated,
      nodes: [
        { id: first, kind: 'const' },
        { id: second, kind: 'params' },
      ],
      connections: [{ from: first, output: 'value', to: second, input: 'a' }],
      loops: [{ id: loop, back: [{ from: second, output: 'received', to: second, input: 'b' }] }],
      inputs: [{ name: 'b', to: [{ node: second, input: 'c' }] }],
      parameters: named([
        [second, { a: 1 }],
        ['a', 2],
        ['other', { a: 1 }],
      ]),
      parametersOf: { nodes: named([[second, { a: 1 }]]), values: { b: 1 } },
      expected: {
        status: 'failed',
        results: named([[first, null]]),
        outcomes: named([[second, { status: 'failed' }]]),
        error: { code: 'X', node: second, loop },
        loops: named([[loop, { iterations: 1 }]]),
        mayRun: [first],
        sample: named([[first, null]]),
      },
    });
  });

  it('gives a name like __proto__ as a name', () => {
    const nodes = [{ id: 'a', kind: 'const' }];
    const { expected } = renamed(
      aCase({ nodes, expected: { status: 'completed', results: { a: null } } }),
    );
    expect(Object.keys('results' in expected ? (expected.results ?? {}) : {})).to.deep.equal([
      '__proto__',
    ]);
  });

  it('leaves ids that the case is about, and keeps duplicates duplicates', () => {
    const ids = ['', '\ud800', 'iteration', 'x', 'x', '__proto__'];
    const { nodes } = renamed(aCase({ nodes: ids.map((id) => ({ id, kind: 'const' })) }));
    const after = nodes.map(({ id }) => id);
    expect(after.slice(0, 3)).to.deep.equal(ids.slice(0, 3));
    expect(after[3]).to.equal(after[4]);
    expect(ids).not.to.include(after[3]).and.not.to.include(after[5]);
  });

  it('takes no name that a parameter has', () => {
    const nodes = [{ id: 'a', kind: 'params' }];
    const parameters = named([['__proto__', { a: 1 }]]);
    const other = renamed(aCase({ nodes, parameters }));
    expect(other.nodes[0]?.id).to.equal('constructor');
    expect(other.parameters).to.deep.equal(parameters);
  });

  it('gives names that conditions can hold where there is one', () => {
    const nodes = Array.from({ length: 40 }, (_, i) => ({ id: `n${String(i)}`, kind: 'counter' }));
    const loops = [{ id: 'l', back: [wire('n1.value → n0.value')], until: 'n1.value > 3' }];
    const other = renamed(aCase({ nodes, loops }));
    const after = other.nodes.map(({ id }) => id);
    expect(after.filter((id) => !/^\w+$/.test(id))).to.deep.equal([]);
    expect(new Set(after).size).to.equal(40);
    expect(other.loops?.[0]?.until).to.equal(`${after[1] ?? ''}.value > 3`);
  });

  it('renames what runs are given and must give, each for itself', () => {
    const nodes = [{ id: 'a', kind: 'params' }];
    const other = renamed(
      aCase({
        nodes,
        executions: [{}, { parameters: { a: { b: 1 } } }],
        expected: {
          executions: [{ status: 'failed' }, { status: 'completed', results: { a: null } }],
        },
      }),
    );
    const id = other.nodes[0]?.id ?? '';
    expect(other.executions).to.deep.equal([{}, { parameters: named([[id, { b: 1 }]]) }]);
    expect(other.expected).to.deep.equal({
      executions: [{ status: 'failed' }, { status: 'completed', results: named([[id, null]]) }],
    });
  });
});

describe('renameInCondition', () => {
  const rename = (name: string) => (name === 'c' ? 'constructor' : name);
  const table = [
    ['c.value >= 3', 'constructor.value >= 3'],
    ['b.c == c . c', 'b.c == constructor . c'],
    ["c.value == 'c' && size(c) > 0", "constructor.value == 'c' && size(constructor) > 0"],
    ['previous.c.value < nodes.c.c', 'previous.constructor.value < nodes.constructor.c'],
    ['a.previous.c', 'a.previous.c'],
    [`nodes["c"].c + previous['c'].x`, 'nodes["constructor"].c + previous["constructor"].x'],
    ['b["c"]', 'b["c"]'],
    ['c.value >=', 'constructor.value >='],
  ] as const;

  for (const [before, after] of table) {
    it(`makes ${after} of ${before}`, () => {
      expect(renameInCondition(before, rename)).to.equal(after);
    });
  }
});

function named(members: readonly (readonly [string, Json])[]): Record<string, never> {
  return Object.fromEntries(members) as Record<string, never>;
}

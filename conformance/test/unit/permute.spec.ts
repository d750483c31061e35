import { expect } from 'chai';
import type { Case, Expected } from '#conformance/case.js';
import { permuted } from '#conformance/permute.js';
import { randomFrom, shuffled } from '#conformance/random.js';
import { aCase, wire } from '../support/cases.js';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);
const LETTERS = 'abcdefgh'.split('');

function nodes(kind = 'const'): Case['nodes'] {
  return LETTERS.map((id) => ({ id, kind }));
}

/** The orders in which the nodes of a case stand under some seeds. */
function orders(stated: Partial<Case>): string[] {
  const all = SEEDS.map((seed) => permuted(aCase({ nodes: nodes(), ...stated }), seed));
  return [...new Set(all.map((other) => other.nodes.map(({ id }) => id).join('')))];
}

describe('permuted', () => {
  it('is the same for the same seed, and another for another', () => {
    const stated = aCase({ nodes: nodes() });
    expect(permuted(stated, 7)).to.deep.equal(permuted(stated, 7));
    expect(orders({}).length).to.be.greaterThan(15);
  });

  it('loses and adds nothing', () => {
    for (const order of orders({})) expect(order.split('').sort()).to.deep.equal(LETTERS);
  });

  it('keeps the order of connections into one input, and of back edges too', () => {
    const into = (input: string) => LETTERS.map((id) => wire(`${id}.value → z.${input}`));
    const connections = [...into('one'), ...into('two')];
    const loops = [{ id: 'l', back: [...into('three'), ...into('four')] }];
    let isMixed = false;
    for (const seed of SEEDS) {
      const other = permuted(aCase({ connections, loops }), seed);
      const edges = [...other.connections, ...(other.loops?.[0]?.back ?? [])];
      for (const input of ['one', 'two', 'three', 'four']) {
        const sources = edges.filter((edge) => edge.input === input).map(({ from }) => from);
        expect(sources).to.deep.equal(LETTERS);
      }
      isMixed ||= other.connections[7]?.input === 'two';
    }
    expect(isMixed).to.equal(true);
  });

  it('keeps the order of nodes of one id', () => {
    const doubled = ['const', 'identity', 'pass'].map((kind) => ({ id: 'x', kind }));
    for (const seed of SEEDS) {
      const other = permuted(aCase({ nodes: [...nodes(), ...doubled] }), seed);
      const kinds = other.nodes.filter(({ id }) => id === 'x').map(({ kind }) => kind);
      expect(kinds).to.deep.equal(['const', 'identity', 'pass']);
    }
  });

  it('keeps the order of nodes where the outcome shows it', () => {
    const failed = (...ids: string[]): Expected => ({
      status: 'failed',
      outcomes: Object.fromEntries(ids.map((id) => [id, { status: 'failed' }])),
    });
    const loops = [{ id: 'l', back: [wire('a.value → a.value')] }];
    const open = { ...failed('a'), mayRun: ['b'] };
    expect(orders({ expected: failed('a', 'b') })).to.have.lengthOf(1);
    expect(orders({ expected: failed('a'), loops })).to.have.lengthOf(1);
    expect(orders({ nodes: nodes('fail'), expected: open })).to.have.lengthOf(1);
    expect(orders({ nodes: nodes('mutate') })).to.have.lengthOf(1);
    expect(
      orders({ nodes: [...nodes(), { id: 'z', kind: 'pass', join: 'any' }] }),
    ).to.have.lengthOf(1);
    expect(orders({ expected: failed('a') }).length).to.be.greaterThan(1);
    expect(orders({ expected: open }).length).to.be.greaterThan(1);
    expect(orders({ loops }).length).to.be.greaterThan(1);
    const copied = { nodes: nodes('mutate'), options: { isolation: 'copy' } } as const;
    expect(orders(copied).length).to.be.greaterThan(1);
  });

  it('mixes the members of configuration and parameters, and leaves lists alone', () => {
    const letters = Object.fromEntries(LETTERS.map((id) => [id, [...LETTERS]]));
    const stated = aCase({
      nodes: [{ id: 'n', kind: 'emit', config: { outputs: letters } }],
      inputs: [{ name: 'x', to: LETTERS.map((node) => ({ node, input: 'a' })) }],
      parameters: letters,
      executions: [{}, { parameters: letters }],
    });
    const texts = SEEDS.map((seed) => {
      const { inputs, ...other } = permuted(stated, seed);
      const { inputs: _inputs, ...same } = stated;
      expect(other).to.deep.equal(same);
      expect(inputs?.[0]?.to).to.have.deep.members([...(stated.inputs?.[0]?.to ?? [])]);
      return JSON.stringify(other);
    });
    expect(new Set(texts).size).to.be.greaterThan(15);
  });
});

describe('shuffled', () => {
  it('gives every order of three about as often', () => {
    const random = randomFrom(1);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).to.equal(6);
    for (const count of counts.values()) expect(count).to.be.within(850, 1150);
  });
});

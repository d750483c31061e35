import type { Contract, Services } from '@tenon/core';
import {
  BUILT_IN_CONTRACTS,
  BUILT_IN_POLICIES,
  NamedContract,
  Policy,
} from '@tenon/plugin-validation';
import { expect } from 'chai';
import { Contracts } from '#validation/contracts/compile-contract.js';
import { CollectedContracts } from '#validation/contracts/contract-registry.js';
import { Schemas } from '#validation/schemas/compile-schema.js';

const hosts: Policy = {
  name: 'internal-hosts',
  find: (value) =>
    value === 'db.internal'
      ? [{ path: [], detector: 'suffix', message: 'the name of a host' }]
      : [],
};

function registryOf(contracts: readonly unknown[] = [], policies: readonly unknown[] = []) {
  const registry = new CollectedContracts();
  const getAll = (id: unknown) =>
    id === NamedContract ? contracts : id === Policy ? policies : [];
  registry.collect({ getAll } as unknown as Services);
  return registry;
}

function compile(stated: unknown, registry = registryOf([], [hosts])) {
  return new Contracts(registry, new Schemas()).compile(stated, {});
}

function problems(stated: unknown): string[] {
  return compile(stated).problems.map(({ code, what, hint }) => `${code} ${what} | ${hint}`);
}

describe('the registry of contracts', () => {
  it('has the built-in contracts and policies, and what is bound', () => {
    const order: NamedContract = { name: 'order', target: { type: 'object' } };
    const { contracts, policies } = registryOf([order], [hosts]);
    expect([...contracts.keys()]).to.deep.equal([
      ...['text', 'number', 'file-path', 'sql-query', 'user-record'],
      'order',
    ]);
    expect([...policies.keys()]).to.deep.equal([
      ...['credentials', 'personal-data', 'sql'],
      'internal-hosts',
    ]);
  });

  it('refuses two of one name, built-in names included, and takes the very same one twice', () => {
    const order: NamedContract = { name: 'order' };
    expect(() => registryOf([order, order], [hosts, hosts])).not.to.throw();
    expect(() => registryOf([order, { ...order }]))
      .to.throw('More than one contract is registered under the name "order".')
      .with.property('code', 'CONTRACT_DUPLICATE');
    expect(() => registryOf([{ name: 'text' }])).to.throw('"text"');
    expect(() => registryOf([], [hosts, { ...hosts }]))
      .to.throw('More than one policy is registered under the name "internal-hosts".')
      .with.property('code', 'POLICY_DUPLICATE');
  });

  it('refuses what is no contract or policy', () => {
    for (const wrong of [null, 5, {}, { name: '' }, { name: 7 }]) {
      expect(() => registryOf([wrong]))
        .to.throw('is none')
        .with.property('code', 'CONTRACT_INVALID');
      expect(() => registryOf([], [wrong])).to.throw('What is bound as a Policy');
    }
    expect(() => registryOf([], [{ name: 'p' }])).to.throw('What is bound as a Policy');
  });
});

describe('a contract', () => {
  it('may be named, stated, partial or empty', () => {
    expect(compile('text').contract.name).to.equal('text');
    const schema = { type: 'string' };
    const whole: Contract = {
      name: 'n',
      source: schema,
      target: { minLength: 1 },
      policies: ['sql'],
    };
    const { contract } = compile(whole);
    expect([contract.name, contract.policies.map(({ name }) => name)]).to.deep.equal([
      'n',
      ['sql'],
    ]);
    expect(contract.source).not.to.equal(undefined);
    expect(contract.target).not.to.equal(undefined);
    expect(problems({})).to.deep.equal([]);
  });

  it('checks once what both sides state alike', () => {
    const { contract } = compile({ source: { type: 'string' }, target: { type: 'string' } });
    expect(contract.source).not.to.equal(undefined);
    expect(contract.target).to.equal(undefined);
  });

  it('is made ready once', () => {
    const contracts = new Contracts(registryOf(), new Schemas());
    const stated = { target: { type: 'string' } };
    expect(contracts.compile(stated, {})).to.equal(contracts.compile(stated, {}));
    expect(contracts.compile('text', {})).to.equal(contracts.compile('text', {}));
  });

  it('is refused for everything that is wrong with it', () => {
    expect(problems('txt')).to.deep.equal([
      'CONTRACT_UNKNOWN is "txt", and no contract of that name is registered | Did you mean "text"?',
    ]);
    expect(problems('something else')[0]).to.include('Registered: "text", "number"');
    for (const wrong of [5, null, [], new Map()]) {
      expect(problems(wrong)[0]).to.match(/^CONTRACT_INVALID is .*, which is no contract/);
    }
    expect(problems({ type: 'number' })[0]).to.include('has a member "type"');
    expect(problems({ sorce: {} })[0]).to.include('Did you mean "source"?');
    expect(problems({ name: 7 })[0]).to.include('has 7 for a name');
    expect(problems({ source: { type: 'nonsense' }, target: 'text' })).to.have.length(2);
    expect(problems({ policies: 'sql' })[0]).to.include('has "sql" for policies');
    expect(problems({ policies: ['credential', 7, 'unheard of'] })).to.deep.equal([
      'CONTRACT_INVALID asks for the policy "credential", which nobody registered | Did you mean "credentials"?',
      'CONTRACT_INVALID asks for the policy 7, which nobody registered | Registered: "credentials", "personal-data", "sql" and "internal-hosts". Bind a Policy for others.',
      'CONTRACT_INVALID asks for the policy "unheard of", which nobody registered | Registered: "credentials", "personal-data", "sql" and "internal-hosts". Bind a Policy for others.',
    ]);
  });

  it('keeps what can be kept of one that is refused', () => {
    const { contract } = compile({ source: { type: 'nonsense' }, policies: ['sql', 'nope'] });
    expect([contract.source, contract.policies.length]).to.deep.equal([undefined, 1]);
    expect(compile('nobody').contract.policies).to.deep.equal([]);
  });
});

describe('the built-in contracts', () => {
  const kept = (name: string, value: unknown) => {
    const { contract } = compile(name);
    const flaws = contract.target?.check(value) as readonly unknown[];
    return flaws.length === 0;
  };

  it('are deeply frozen, and sound', () => {
    for (const contract of BUILT_IN_CONTRACTS) {
      expect(Object.isFrozen(contract) && Object.isFrozen(contract.target)).to.equal(true);
      expect(problems(contract.name)).to.deep.equal([]);
    }
    expect(BUILT_IN_POLICIES.map(({ name }) => name)).to.deep.equal([
      ...['credentials', 'personal-data', 'sql'],
    ]);
  });

  it('"text" and "number" take their types, and no null', () => {
    expect(['', 'a'].every((value) => kept('text', value))).to.equal(true);
    expect([null, 5, {}, []].some((value) => kept('text', value))).to.equal(false);
    expect([0, -1, 2.5].every((value) => kept('number', value))).to.equal(true);
    expect([null, '5', Number.NaN, true].some((value) => kept('number', value))).to.equal(false);
  });

  it('"file-path" takes paths of any system, and no control characters', () => {
    const good = ['/a/b.txt', 'C:\\x', '../x', 'ä ö.csv', 'file:///x'];
    const bad = ['', 'a\0b', 'a\nb', 'x'.repeat(5000), null, 5];
    expect(good.filter((value) => !kept('file-path', value))).to.deep.equal([]);
    expect(bad.filter((value) => kept('file-path', value))).to.deep.equal([]);
  });

  it('"sql-query" takes statements, and no other text', () => {
    const good = [
      'SELECT 1',
      'select * from t',
      '  (SELECT 1)',
      '-- why\nInsert into t values (1)',
      'WITH x AS (SELECT 1) SELECT * FROM x',
    ];
    const bad = ['', 'selection', 'please select a colour', 'DROP TABLE users', 5, null];
    expect(good.filter((value) => !kept('sql-query', value))).to.deep.equal([]);
    expect(bad.filter((value) => kept('sql-query', value))).to.deep.equal([]);
  });

  it('"user-record" takes an object with an id', () => {
    const good = [{ id: 1 }, { id: 'u1', name: 'Ada', email: 'ada@example.org', more: 1 }];
    const bad = [{}, { id: null }, { id: '' }, { id: 1, email: 'ada' }, { id: 1, name: 5 }, null];
    expect(good.filter((value) => !kept('user-record', value))).to.deep.equal([]);
    expect(bad.filter((value) => kept('user-record', value))).to.deep.equal([]);
  });
});

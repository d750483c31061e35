import { resilience } from '@tenon/plugin-resilience';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { flawsIn } from '#resilience/policy/flaws.js';

const paths = (policy: unknown) => flawsIn(policy, true).map(({ path }) => path);

const WRONG_TIMES = [0, -1, Number.NaN, Infinity, -Infinity, 2 ** 31, '5', null, 5n];
const WRONG_COUNTS = [0, -1, 1.5, Number.NaN, Infinity, 1e9, '3', null];

describe('the figures of a policy', () => {
  for (const value of WRONG_TIMES) {
    it(`are no times where they are ${String(value)}`, () => {
      expect(paths({ timeoutMs: value })).to.deep.equal(['timeoutMs']);
      for (const name of ['delayMs', 'maxDelayMs', 'budgetMs']) {
        expect(paths({ retry: { [name]: value } })).to.deep.equal([`retry.${name}`]);
      }
      expect(paths({ breaker: { restMs: value } })).to.deep.equal(['breaker.restMs']);
    });
  }

  for (const value of WRONG_COUNTS) {
    it(`are no counts where they are ${String(value)}`, () => {
      expect(paths({ retry: { attempts: value } })).to.deep.equal(['retry.attempts']);
      expect(paths({ breaker: { failures: value } })).to.deep.equal(['breaker.failures']);
      expect(paths({ breaker: { rate: 0.5, calls: value } })).to.deep.equal(['breaker.calls']);
      expect(paths({ bulkhead: { concurrent: value } })).to.deep.equal(['bulkhead.concurrent']);
      if (value === 0) return;
      expect(paths({ bulkhead: { concurrent: 1, queue: value } })).to.deep.equal([
        'bulkhead.queue',
      ]);
    });
  }

  it('are taken up to their limits', () => {
    const most = 2 ** 31 - 1;
    expect(
      paths({
        retry: { attempts: 1000, delayMs: 0.1, maxDelayMs: most, budgetMs: most },
        timeoutMs: most,
        breaker: { rate: 0.001, calls: 10_000, restMs: most, perTenant: true },
        bulkhead: { concurrent: 1_000_000, queue: 0 },
        fallback: { outputs: {} },
      }),
    ).to.deep.equal([]);
  });

  it('make a rate between 0 and 1', () => {
    for (const rate of [0, 1, -0.5, 2, Number.NaN]) {
      expect(paths({ breaker: { rate } })).to.deep.equal(['breaker.rate']);
    }
  });
});

describe('a policy', () => {
  it('may say false to each part, and nothing at all', () => {
    const off = {
      retry: false,
      timeoutMs: false,
      breaker: false,
      bulkhead: false,
      fallback: false,
    };
    expect(paths(off)).to.deep.equal([]);
    expect(paths({ retry: undefined, breaker: { per: undefined } })).to.deep.equal([]);
  });

  it('is an object of objects', () => {
    for (const odd of [null, 7, [], 'x']) expect(paths(odd)).to.deep.equal(['']);
    for (const odd of [null, 7, [], true]) expect(paths({ retry: odd })).to.deep.equal(['retry']);
  });

  it('has no other members than there are, and names near ones', () => {
    const [flaw, inner] = flawsIn({ retri: {}, breaker: { failure: 1 } }, true);
    expect(flaw?.hint).to.equal('Did you mean "retry"?');
    expect(inner).to.deep.equal({
      path: 'breaker.failure',
      text: 'is nothing that can be stated',
      hint: 'Did you mean "failures"?',
    });
    expect(paths(JSON.parse('{"__proto__": 1, "constructor": 2}'))).to.deep.equal([
      '__proto__',
      'constructor',
    ]);
    expect(paths({ retry: JSON.parse('{"__proto__": 1}') as unknown })).to.deep.equal([
      'retry.__proto__',
    ]);
  });

  it('names errors by texts and classes', () => {
    expect(paths({ retry: { on: ['E', TypeError] } })).to.deep.equal([]);
    for (const odd of [[], 'E', [''], [7], {}]) {
      expect(paths({ breaker: { except: odd } })).to.deep.equal(['breaker.except']);
    }
  });

  it('does not say what cannot hold together', () => {
    expect(paths({ breaker: { failures: 1, rate: 0.5 } })).to.deep.equal(['breaker.failures']);
    expect(paths({ breaker: { calls: 5 } })).to.deep.equal(['breaker.calls']);
    for (const part of ['breaker', 'bulkhead']) {
      const shared = { [part]: { concurrent: 1, per: 'type', resource: 'db' } };
      expect(paths(shared)).to.include(part === 'bulkhead' ? 'bulkhead.per' : 'breaker.concurrent');
    }
    expect(paths({ breaker: { per: 'node', resource: 'db' } })).to.deep.equal(['breaker.per']);
    expect(paths({ retry: { delayMs: 50_000 } })).to.deep.equal(['retry.delayMs']);
    expect(paths({ retry: { maxDelayMs: 100 } })).to.deep.equal(['retry.delayMs']);
    expect(paths({ bulkhead: {} })).to.deep.equal(['bulkhead']);
    expect(paths({ fallback: {} })).to.deep.equal(['fallback']);
    expect(paths({ fallback: { outputs: {}, kind: 'x' } })).to.deep.equal(['fallback']);
    expect(paths({ fallback: { outputs: {}, config: {} } })).to.deep.equal(['fallback.config']);
    expect(paths({ fallback: { kind: 'x', config: {} } })).to.deep.equal([]);
  });

  it('has no fallback where it is about nodes of many types', () => {
    expect(flawsIn({ fallback: { outputs: {} } }, false).map(({ path }) => path)).to.deep.equal([
      'fallback',
    ]);
    expect(flawsIn({ fallbak: 1 }, false)[0]?.text).to.not.include('fallback');
  });
});

describe('the schema of a policy', () => {
  const { accepts } = resilience();
  const holds = new Ajv({ strict: true, allowUnionTypes: true }).compile(accepts?.node ?? false);
  const SAMPLES: readonly unknown[] = [
    {},
    { retry: { attempts: 3, backoff: 'linear', on: ['E'] }, timeoutMs: 5, breaker: false },
    { retry: false, timeoutMs: false, bulkhead: { concurrent: 2, queue: 0, per: 'type' } },
    { breaker: { rate: 0.5, calls: 10, restMs: 1, resource: 'db', perTenant: true } },
    { fallback: { outputs: { value: 1 } } },
    { retry: { attempts: 0 } },
    { retry: { attempts: 1.5 } },
    { timeoutMs: 0 },
    { timeoutMs: 2 ** 31 },
    { timeoutMs: true },
    { breaker: { rate: 1 } },
    { bulkhead: {} },
    { bulkhead: { concurrent: 1, per: 'run' } },
    { retry: { on: [] } },
    { retires: {} },
    { retry: { delay: 5 } },
    7,
  ];

  it('holds of what is right, and of nothing else that a file can say', () => {
    for (const sample of SAMPLES) {
      expect(holds(sample), JSON.stringify(sample)).to.equal(paths(sample).length === 0);
    }
  });

  it('knows no fallback of a whole workflow', () => {
    const ofWorkflow = new Ajv({ strict: true }).compile(accepts?.workflow ?? false);
    expect(ofWorkflow({ fallback: { outputs: {} } })).to.equal(false);
    expect(ofWorkflow({ retry: { attempts: 2 } })).to.equal(true);
  });
});

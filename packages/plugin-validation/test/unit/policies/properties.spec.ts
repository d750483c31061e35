import { inspect } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { BUILT_IN_POLICIES } from '#validation/policies/built-in.js';
import { definePolicy } from '#validation/policies/define-policy.js';
import { statementsIn } from '#validation/policies/sql/sql.js';
import { Tokens } from '#validation/policies/sql/tokens.js';
import { CREDENTIALS_FOUND } from './samples/credentials.js';
import { PERSONAL_DATA_FOUND } from './samples/personal-data.js';
import { SQL_FOUND } from './samples/sql.js';

const FORBIDDEN = [CREDENTIALS_FOUND, PERSONAL_DATA_FOUND, SQL_FOUND]
  .flatMap((corpus) => Object.values(corpus).flat())
  .map(({ value }) => value)
  .filter((value) => typeof value === 'string');

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
} as fc.ObjectConstraints);

const ordinary = fc.oneof(
  fc.uuid(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.integer({ min: 0, max: 2 ** 47 }).map((number) => number.toString(16).padStart(40, '0')),
  fc.ipV4(),
  fc.integer(),
  fc.boolean(),
);

describe('every built-in policy', () => {
  for (const policy of BUILT_IN_POLICIES) {
    it(`comes to an end in any value, answers the same again and changes nothing (${policy.name})`, () => {
      fc.assert(
        fc.property(anything, (value) => {
          const before = shown(value);
          const findings = policy.find(value);
          expect(policy.find(value)).to.deep.equal(findings);
          expect(shown(value)).to.equal(before);
        }),
      );
    });

    it(`never says what it found, wherever that stands (${policy.name})`, () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...FORBIDDEN),
          fc.constantFrom('text', 'name', 'item', 'key'),
          (text, where) => {
            const value = {
              text: { a: text },
              name: { a: { [text]: { [text]: text } } },
              item: [[text], new Set([text])],
              key: new Map([[text, [text]]]),
            }[where];
            const said = JSON.stringify(policy.find(value));
            expect(said).to.not.include(JSON.stringify(text).slice(1, -1));
          },
        ),
      );
    });

    it(`finds the same in a list of values as in each (${policy.name})`, () => {
      const values = fc.array(
        fc.constantFrom<unknown>(...FORBIDDEN, { password: 'x' }, 7, 'fine'),
        { maxLength: 20 },
      );
      fc.assert(
        fc.property(values, (list) => {
          const apart = list.flatMap((value, i) => {
            const first = list.indexOf(value) === i || typeof value !== 'object';
            return first ? policy.find(value).map((it) => ({ ...it, path: [i, ...it.path] })) : [];
          });
          expect(policy.find(list)).to.deep.equal(apart);
        }),
      );
    });

    it(`finds nothing in ids, dates and numbers (${policy.name})`, () => {
      fc.assert(
        fc.property(
          fc.dictionary(fc.constantFrom('id', 'at', 'count', 'total', 'note'), fc.array(ordinary)),
          (value) => {
            expect(policy.find(value)).to.deep.equal([]);
          },
        ),
      );
    });
  }
});

describe('the cost of a policy', () => {
  it('is at most a few questions for each member of a value', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 6, withNullPrototype: true }), (data) => {
        const counted = counting(data);
        const members: unknown[] = [];
        definePolicy('counts', { key: (_name, value) => members.push(value) === 0 }).find(
          counted.value,
        );
        expect(counted.questions()).to.be.at.most(12 * (counted.members() + 1));
      }),
    );
  });

  it('asks the rule about each character of a value once', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string())), (lists) => {
        let read = 0;
        const policy = definePolicy('reads', {
          text: (text) => {
            read += text.length;
            return false;
          },
        });
        policy.find(lists);
        expect(read).to.equal(lists.flat().join('').length);
      }),
    );
  });

  it('is linear in the tokens of a text that is read as SQL, whatever they are', () => {
    const words =
      `select from where union all insert into values update set delete drop table alter create grant on to
      or and not exec ( ) ' " , ; = * . -- /* */ a the 1 name`.split(/\s+/);
    const part = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(part, fc.boolean(), (tokens, isApart) => {
        const text = `${tokens.join(isApart ? ' ' : '')} `;
        const short = readsIn(text.repeat(40));
        const long = readsIn(text.repeat(400));
        expect(long, text).to.be.at.most(12 * short + 1000);
      }),
    );
  });
});

function shown(value: unknown): string {
  return inspect(value, {
    depth: Infinity,
    maxArrayLength: null,
    maxStringLength: null,
    showHidden: true,
  });
}

/** How often a token is looked at when a text is read as SQL. */
function readsIn(text: string): number {
  let reads = 0;
  class Counted extends Tokens {
    override at(i: number): string {
      reads++;
      return super.at(i);
    }
  }
  statementsIn(new Counted(text));
  return reads;
}

/** The data as proxies that count what they are asked. */
function counting(data: object): { value: object; questions: () => number; members: () => number } {
  let questions = 0;
  let members = 0;
  const proxies = new Map<object, object>();
  const wrap = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const known = proxies.get(value);
    if (known !== undefined) return known;
    for (const [key, member] of Object.entries(value)) {
      members++;
      Object.defineProperty(value, key, {
        value: wrap(member),
        enumerable: true,
        configurable: true,
      });
    }
    const handler = new Proxy(
      {},
      {
        get: (_target, trap: keyof typeof Reflect) => {
          questions++;
          return Reflect[trap];
        },
      },
    );
    const proxy = new Proxy(value, handler);
    proxies.set(value, proxy);
    return proxy;
  };
  return { value: wrap(data) as object, questions: () => questions, members: () => members };
}

import { Secret } from '@tenon/plugin-parameters';
import { expect } from 'chai';
import { holdsSecret, secretsIn } from '#parameters/secrets/secrets-in.js';

const one = new Secret('ONE', 'the one');
const two = new Secret('TWO', 'the other');

describe('looking for secrets in data', () => {
  it('finds them at any depth of plain objects and lists, each once', () => {
    const cyclic: Record<string, unknown> = { one, list: [[{ two }], one] };
    cyclic['self'] = cyclic;
    expect([...secretsIn([cyclic, two, null, 7])]).to.have.members([one, two]);
    let deep: unknown = one;
    for (let i = 0; i < 100_000; i++) deep = { deep };
    expect([...secretsIn([deep])]).to.deep.equal([one]);
  });

  it('calls no accessor, and looks into nothing but plain data', () => {
    const data = {
      get accessor() {
        return expect.fail('called');
      },
      map: new Map([['one', one]]),
    };
    expect(holdsSecret(data)).to.equal(false);
    expect(holdsSecret({ one })).to.equal(true);
  });

  it('looks at the first elements of a list', () => {
    const long = Array.from({ length: 1000 }, (_, i) => (i === 99 ? one : i === 100 ? two : i));
    expect([...secretsIn([long])]).to.deep.equal([one]);
  });
});

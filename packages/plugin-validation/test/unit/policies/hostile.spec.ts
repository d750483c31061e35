import { expect } from 'chai';
import { BUILT_IN_POLICIES } from '#validation/policies/built-in.js';

const LENGTH = 1_048_576;

/**
 * What makes a text expensive for somebody: beginnings of everything that is looked for, without its end, so that a
 * detector goes on to the end of the text each time. Whatever takes more than linear time does not end before the test's time-out.
 */
const PARTS = {
  characters: [
    'a',
    '1',
    '@',
    '-',
    "'",
    '(',
    ' ',
    '\n',
    '\ud800',
    'é',
    '.',
    '/',
    ':',
    '=',
    '$',
    '{',
  ],
  credentials: [
    ...[
      'password=',
      '"password": "',
      'password: ',
      'token = ',
      'key=',
      'bearer ',
      'basic aaaaaa',
      'authorization: ',
    ],
    ...[
      'ey',
      'eyJ-',
      'ey.ey.',
      'a://b:',
      'a://b:c@',
      '-----BEGIN ',
      '-----BEGIN RSA PRIVATE KEY-----\n',
      'AKIA',
      'ghp_',
    ],
    ...['sk-', 'SG.', '<password>', 'x>', '${', '<', '[', '*', '•'],
  ],
  'personal-data': [
    'a@',
    'a@b.',
    '%40',
    'a%40',
    '1111 ',
    '4111-',
    '4111 1111 1111 1111 ',
    '123-45-',
    'ssn 123',
    'AB12 ',
  ],
  sql: [
    ...[
      'select ',
      'select(',
      'select a, ',
      "select '",
      'select a from ',
      '(select ',
      'select a from b where ((',
      'union all ',
    ],
    ...[
      "' or ",
      "' or (",
      '1 or (',
      "';",
      'insert into a (',
      'update a set ',
      'drop table ',
      'a.',
      '/*',
      '*/',
      '--',
      '"`\'',
    ],
    ...['create table a (', 'grant all, ', 'exec a.', 'not ', '-1', 'from a, '],
  ],
};

describe('a text of a megabyte that is made to be slow', () => {
  for (const policy of BUILT_IN_POLICIES) {
    it(`takes linear time in "${policy.name}"`, function () {
      this.timeout(120_000);
      const parts = PARTS[policy.name as keyof typeof PARTS];
      for (const part of [...PARTS.characters, ...parts]) {
        const text = part.repeat(Math.ceil(LENGTH / part.length));
        expect(policy.find(text).length, part).to.be.at.most(5);
      }
    });
  }
});

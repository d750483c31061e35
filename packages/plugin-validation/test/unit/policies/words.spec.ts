import { expect } from 'chai';
import { credentialKindOf } from '#validation/policies/credentials/credential-names.js';
import { splitJoined, wordsOf } from '#validation/policies/words.js';

describe('the words of a name', () => {
  it('are the same whichever way it joins them', () => {
    for (const name of ['apiKey', 'ApiKey', 'API_KEY', 'api-key', 'api.key', 'APIKey', 'api key']) {
      expect(wordsOf(name), name).to.deep.equal(['api', 'key']);
    }
  });

  it('are apart from digits, and of any alphabet', () => {
    expect(wordsOf('oauth2Token')).to.deep.equal(['oauth', '2', 'token']);
    expect(wordsOf('clé_privée')).to.deep.equal(['clé', 'privée']);
    expect(wordsOf('')).to.deep.equal([]);
  });

  it('are not looked for in data that is used as a name', () => {
    expect(wordsOf('a'.repeat(129))).to.deep.equal([]);
  });

  it('are taken apart where they are all known, longest from the end', () => {
    const known = new Set(['key', 'access', 'secret', 'secretaccess']);
    expect(splitJoined('secretaccesskey', known)).to.deep.equal(['secretaccess', 'key']);
    expect(splitJoined('turkey', known)).to.deep.equal(['turkey']);
  });
});

describe('what a name promises', () => {
  const kinds = {
    chosen: ['password', 'userPassword', 'pass_word', 'passWord2', 'dbpass', 'PASSWORD_PROD_VALUE'],
    secret: [
      'secret',
      'client_secret',
      'access_tokens',
      'secretValue2',
      'apiKey',
      'secret_access_key',
      'secretaccesskey',
      'api_test_key',
      'privateKeyPem',
    ],
    shortcut: ['accessKey', 'ACCESSKEY', 'access_key_2'],
    phrase: ['mnemonic', 'seed_phrase', 'recoveryPhrase'],
    'perhaps-chosen': ['pass', 'resetPassword', 'hasPassword'],
    'perhaps-generated': [
      'token',
      'secrets',
      'credential',
      'googleKey',
      'verify_token',
      'showSecret',
      'jwt',
    ],
    nothing: [
      'key',
      'tokens',
      'passwordPolicy',
      'phrase',
      'postcode',
      'zipcode',
      'catchphrase',
      'firstPass',
      'nextToken',
      'publicApiKey',
      'jwtIssuer',
      'my_authorization',
      '',
      '2',
      'access',
    ],
  };
  for (const [kind, names] of Object.entries(kinds)) {
    it(`is ${kind}`, () => {
      for (const name of names) expect(credentialKindOf(name) ?? 'nothing', name).to.equal(kind);
    });
  }
});

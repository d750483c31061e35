import { expect } from 'chai';
import { CORE_CODES, type ErrorCode } from '#core/errors/codes.js';
import { type CodesOf, defineCodes } from '#core/errors/define-codes.js';

const PLUGIN_CODES = defineCodes('tenon-plugin-cache', {
  CACHE_STALE: {
    category: 'constraint',
    meaning: 'An entry is too old.',
    remedy: 'Raise "maxAgeMs".',
  },
});

declare module '#core/errors/codes.js' {
  interface ErrorCodes extends CodesOf<typeof PLUGIN_CODES> {}
}

describe('error codes', () => {
  it('state what happened and what to do in whole sentences', () => {
    for (const [code, { meaning, remedy, package: owner }] of Object.entries(CORE_CODES)) {
      expect(code).to.match(/^[A-Z]+(_[A-Z]+)*$/);
      expect(meaning, code).to.match(/^[A-Z].*[.]$/);
      expect(remedy, code).to.match(/^[A-Z].*[.?]$/);
      expect(owner).to.equal('@tenon/core');
    }
  });

  it('of a plugin become codes by declaration merging', () => {
    const code: ErrorCode = 'CACHE_STALE';
    expect(PLUGIN_CODES[code].package).to.equal('tenon-plugin-cache');
  });

  it('cannot be changed once defined', () => {
    expect(PLUGIN_CODES).to.be.frozen;
    expect(PLUGIN_CODES.CACHE_STALE).to.be.frozen;
    expect(CORE_CODES).to.be.frozen;
  });

  it('are upper case', () => {
    // @ts-expect-error a code in lower case is an error of the compiler
    defineCodes('x', { stale: { category: 'run', meaning: '.', remedy: '.' } });
  });
});

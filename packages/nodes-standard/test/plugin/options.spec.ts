import { RuntimeError } from '@tenon/core';
import { type StandardNodesOptions, standardNodes } from '@tenon/nodes-standard';
import { expect } from 'chai';

function refusal(options: unknown): string {
  try {
    standardNodes(options as StandardNodesOptions);
  } catch (error) {
    if (RuntimeError.is(error, 'OPTION_INVALID')) return error.message;
    throw error;
  }
  return '';
}

describe('the options of standardNodes', () => {
  it('may be left out', () => {
    expect(refusal(undefined)).to.equal('');
    expect(refusal({})).to.equal('');
    const http = { hosts: ['api.example.org', '*.example.com', '10.0.0.1', '[::1]'] };
    expect(refusal({ root: 'data', maxBytes: 1, http, kinds: false })).to.equal('');
  });

  for (const [options, place] of [
    [{ root: 7 }, '"root"'],
    [{ root: '' }, '"root"'],
    [{ maxBytes: 0 }, '"maxBytes"'],
    [{ maxBytes: 1.5 }, '"maxBytes"'],
    [{ kinds: 1 }, '"kinds"'],
    [{ http: 7 }, '"http"'],
    [{ rot: 'data' }, '"rot"'],
    [{ http: { hosts: ['https://a.b'] } }, '"hosts"'],
    [{ http: { hosts: 'a.b' } }, '"hosts"'],
    [{ http: { hosts: ['a.b/c'] } }, '"hosts"'],
    [{ http: { privateAddresses: 'yes' } }, '"privateAddresses"'],
    [{ http: { maxBytes: 0 } }, '"maxBytes"'],
    [{ http: { timeout: 1 } }, '"timeout"'],
  ] as const) {
    it(`are refused: ${JSON.stringify(options)}`, () => {
      expect(refusal(options)).to.contain(place);
    });
  }
});

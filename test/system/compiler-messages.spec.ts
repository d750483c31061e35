import { expect } from 'chai';
import { compilerMessages } from './support/compiler.js';

const PRELUDE = `
import { defineNode, port, workflow } from '@tenon/core';
const fetchPage = defineNode({
  type: 'fetch-page',
  inputs: { url: port<string>(), limit: port<number>().default(10) },
  outputs: { size: port<number>() },
  run: ({ limit }) => ({ size: limit }),
});
const flow = workflow('pages');
`;

/** The mistakes that people make, and the part of the compiler's message that leads to the line to change. */
const MISTAKES: readonly (readonly [mistake: string, line: string, message: RegExp])[] = [
  [
    "a misspelt name in a node's configuration",
    `flow.add('a', fetchPage, { ulr: '/' });`,
    /^TS2353: .*'ulr' does not exist in type 'ConfigValues<\{ readonly url: /,
  ],
  [
    'a configured value of the wrong type',
    `flow.add('b', fetchPage, { limit: 'ten' });`,
    /^TS2322: Type '"ten"' is not assignable to type 'Configured<number> \| undefined'/,
  ],
  [
    'a misspelt option of a node',
    `flow.add('c', fetchPage, {}, { timeout: 10 });`,
    /^TS2561: .*Did you mean to write 'timeoutMs'\?$/,
  ],
];

describe('the compiler', function () {
  this.timeout(20_000);
  const lines = MISTAKES.map(([, line]) => line);
  let messages: ReadonlyMap<number, string>;

  before(() => {
    messages = compilerMessages(PRELUDE + lines.join('\n'));
  });

  for (const [index, [mistake, , message]] of MISTAKES.entries()) {
    it(`says of ${mistake} what it is`, () => {
      expect(messages.get(PRELUDE.split('\n').length + index)).to.match(message);
    });
  }

  it('finds nothing else to say', () => {
    expect(messages.size).to.equal(MISTAKES.length);
  });
});

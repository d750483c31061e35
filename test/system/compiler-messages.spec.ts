import { expect } from 'chai';
import { compilerMessages } from './support/compiler.js';

const PRELUDE = `
import { createRuntime, defineNode, port, workflow } from '@tenon/core';
const fetchPage = defineNode({
  type: 'fetch-page',
  inputs: { url: port<string>(), limit: port<number>().default(10) },
  outputs: { size: port<number>() },
  run: ({ limit }) => ({ size: limit }),
});
const flow = workflow('pages', { inputs: { month: port<string>() } });
const pages = flow.build();
const runtime = createRuntime();
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
    'a run without the parameters that its workflow requires',
    'runtime.start(pages);',
    /^TS2554: Expected 2 arguments, but got 1\.$/,
  ],
  ['options without these parameters', 'runtime.start(pages, {});', /^TS2345: .*readonly month: /],
  [
    'a parameter of the wrong type',
    'runtime.start(pages, { parameters: { month: 7 } });',
    /^TS2322: Type 'number' is not assignable to type 'string'\.$/,
  ],
  [
    'a misspelt option of a run',
    "runtime.start(pages, { parameters: { month: 'May' }, timeoutMS: 1 });",
    /^TS2561: .*Did you mean to write 'timeoutMs'\?$/,
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

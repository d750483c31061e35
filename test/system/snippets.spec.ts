import { expect } from 'chai';
import { namesIn, textOf } from './support/repository.js';
import { isFaithful, type Snippet, snippetsOf } from './support/snippets.js';

const PAGES = [
  'README.md',
  ...namesIn('packages')
    .filter((name) => namesIn(`packages/${name}`).includes('README.md'))
    .map((name) => `packages/${name}/README.md`),
  ...namesIn('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What is wrong with a block, if anything. */
function flawOf(snippet: Snippet): string | undefined {
  const { language, source, line } = snippet;
  if (source === undefined) {
    return language === 'ts' ? `line ${String(line)}: code without a source` : undefined;
  }
  if (isFaithful(snippet, source, textOf(source.path))) return undefined;
  return `line ${String(line)}: not what stands in ${source.path}`;
}

describe('the snippets of the documentation', () => {
  for (const page of PAGES) {
    it(`of ${page} are parts of files that the tests run`, () => {
      expect(snippetsOf(textOf(page)).map(flawOf).filter(Boolean)).to.deep.equal([]);
    });
  }
});

describe('the check of snippets', () => {
  const block = (marker: string, text: string) => `words\n\n${marker}\n\`\`\`ts\n${text}\n\`\`\`\n`;
  const file =
    "import 'a';\n\n  // #region one\n  it('x', () => {\n    b();\n  });\n  // #endregion\n";

  function check(marker: string, text: string): boolean {
    const [snippet] = snippetsOf(block(marker, text));
    if (snippet?.source === undefined) throw new Error('no snippet with a source');
    return isFaithful(snippet, snippet.source, file);
  }

  it('takes a whole file without the marks of its regions', () => {
    const whole = "import 'a';\n\n  it('x', () => {\n    b();\n  });";
    expect(check('<!-- some/file.ts -->', whole)).to.equal(true);
    expect(check('<!-- some/file.ts -->', whole.replace('b()', 'c()'))).to.equal(false);
  });

  it('takes a region without its indentation', () => {
    expect(check('<!-- some/file.ts#one -->', "it('x', () => {\n  b();\n});")).to.equal(true);
    expect(check('<!-- some/file.ts#two -->', "it('x', () => {\n  b();\n});")).to.equal(false);
  });

  it('takes whole lines in a row for an excerpt', () => {
    expect(check('<!-- excerpt of some/file.ts -->', '    b();\n  });')).to.equal(true);
    expect(check('<!-- excerpt of some/file.ts -->', 'b();')).to.equal(false);
  });

  it('sees the marker across an empty line, and none where there is none', () => {
    expect(snippetsOf('<!-- a.ts -->\n\n```ts\nx\n```')[0]?.source?.path).to.equal('a.ts');
    expect(snippetsOf('<!-- a.ts -->\nwords\n```ts\nx\n```')[0]?.source).to.equal(undefined);
  });

  it('refuses a block that is never closed', () => {
    expect(() => snippetsOf('```ts\nx')).to.throw('line 1 is never closed');
  });
});

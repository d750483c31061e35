import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { expect } from 'chai';
import { filesUnder, namesIn, ROOT, textOf } from './support/repository.js';

const PAGES = [
  'README.md',
  'examples/README.md',
  'CONTRIBUTING.md',
  ...filesUnder('docs').filter((path) => path.endsWith('.md')),
  ...namesIn('packages').map((name) => `packages/${name}/README.md`),
];

const FENCED = /^```[^]*?^```$/gm;

/** What a page links to within the repository. */
function linksOf(page: string): string[] {
  const text = textOf(page).replaceAll(FENCED, '');
  return Array.from(
    text.matchAll(/\]\((?<to>[^)\s]+)\)/g),
    ({ groups }) => groups?.['to'] ?? '',
  ).filter((to) => !/^[a-z]+:/.test(to));
}

/** What a heading is called in a link to it. */
function anchorsOf(page: string): string[] {
  const headings =
    textOf(page)
      .replaceAll(FENCED, '')
      .match(/^#+ .*$/gm) ?? [];
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function isBroken(page: string, to: string): boolean {
  const [path = '', anchor] = to.split('#');
  const target = path === '' ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(`${ROOT}/${target}`)) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

describe('the links of the documentation', () => {
  for (const page of PAGES) {
    it(`of ${page} lead somewhere`, () => {
      expect(linksOf(page).filter((to) => isBroken(page, to))).to.deep.equal([]);
    });
  }
});

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { namesIn, ROOT } from './support/repository.js';
import { runProgram } from './support/run-program.js';

interface Plan {
  readonly name: string;
  readonly removed: readonly string[];
  readonly edited: ReadonlyMap<string, string>;
  readonly orphans: readonly string[];
}

/** The tool is a plain script, without types. */
const { planRemoval } = (await import(pathToFileURL(join(ROOT, 'tools/removal.mjs')).href)) as {
  readonly planRemoval: (files: ReadonlyMap<string, string>, folder: string) => Plan;
};

const FOLDER = 'packages/plugin-spice';

/** A workspace with a plugin, and what a test adds to it or puts in place of it. */
function plan(more: Readonly<Record<string, string>> = {}): Plan {
  const files = {
    [`${FOLDER}/package.json`]: '{ "name": "@tenon/plugin-spice" }',
    [`${FOLDER}/src/index.ts`]: 'export const spice = 1;\n',
    ...more,
  };
  return planRemoval(new Map(Object.entries(files)), FOLDER);
}

const manifest = (facts: object) => JSON.stringify(facts, undefined, 2);

describe('the plugins', function () {
  this.timeout(300_000);
  for (const folder of namesIn('packages').filter((name) => name.startsWith('plugin-'))) {
    const name = folder.slice('plugin-'.length);
    it(`can each be removed, and everything else builds: ${name}`, () => {
      const { status, output } = runProgram('tools/check-removal.mjs', ['--build', name]);
      expect(output).to.include(`Without @tenon/${folder} everything else builds.`);
      expect(status).to.equal(0);
    });
  }
});

describe('removing a plugin', () => {
  it('takes its folder, the examples that depend on it and the files that import it', () => {
    const { removed } = plan({
      'examples/spicy/package.json': manifest({ dependencies: { '@tenon/plugin-spice': '*' } }),
      'examples/spicy/src/main.ts': '',
      'examples/plain/package.json': manifest({ dependencies: { '@tenon/core': '*' } }),
      'test/system/package.json': manifest({ devDependencies: { '@tenon/plugin-spice': '*' } }),
      'test/system/spice.spec.ts': "import {\n  spice,\n} from '@tenon/plugin-spice';\n",
      'test/system/late.spec.ts': "const { spice } = await import('@tenon/plugin-spice');\n",
      'test/system/plain.spec.ts':
        "// '@tenon/plugin-spice' is for others\nimport '@tenon/core';\n",
    });
    expect(removed).to.have.members([
      FOLDER,
      'examples/spicy',
      'test/system/spice.spec.ts',
      'test/system/late.spec.ts',
    ]);
  });

  it('takes what cannot do without such a file, and tells what nothing else imports', () => {
    const { removed, edited, orphans } = plan({
      'bench/package.json': manifest({ imports: { '#bench/*': { default: './dist/*' } } }),
      'bench/src/hot.ts':
        "import { spice } from '@tenon/plugin-spice';\nimport { data } from './data.js';\nimport { run } from './run.js';\n",
      'bench/src/data.ts': "import { row } from './row.js';\n",
      'bench/src/row.ts': '',
      'bench/src/run.ts': '',
      'bench/src/hot-main.ts': "import { hot } from '#bench/hot.js';\nhot();\n",
      'bench/src/main.ts': "import { run } from './run.js';\nrun();\n",
    });
    expect(removed).to.have.members([FOLDER, 'bench/src/hot.ts', 'bench/src/hot-main.ts']);
    expect(edited.size).to.equal(0);
    // It may be loaded by its path.
    expect(orphans).to.deep.equal(['bench/src/data.ts']);
  });

  it('takes such a file out of the lists that it stands in', () => {
    const listing = (list: string, imports = '') =>
      `${imports}import { one } from './one.js';\nexport const ALL = [${list}];\n`;
    const { removed, edited } = plan({
      'conformance/src/spice.ts': "import { spice } from '@tenon/plugin-spice';\n",
      'conformance/src/one.ts': '',
      'conformance/src/first.ts': listing('spicy, one', "import { spicy } from './spice.js';\n"),
      'conformance/src/last.ts': listing('one, spicy', "import { spicy } from './spice.js';\n"),
      'conformance/src/alias.ts': listing(
        'one, hot',
        "import { spicy as hot } from './spice.js';\n",
      ),
      'conformance/src/exporting.ts': listing('one', "export { spicy } from './spice.js';\n"),
      'conformance/src/calling.ts': listing(
        'one, spicy',
        "import { spicy, heat } from './spice.js';\nheat();\n",
      ),
    });
    expect(removed).to.have.members([
      FOLDER,
      'conformance/src/spice.ts',
      'conformance/src/calling.ts',
    ]);
    expect([...edited.keys()].sort()).to.deep.equal(
      ['alias', 'exporting', 'first', 'last'].map((name) => `conformance/src/${name}.ts`),
    );
    for (const text of edited.values())
      expect(text).to.match(/^import \{ one \}.*\nexport const ALL = \[one(, )?\];\n$/);
  });

  it('takes references, dependencies and commands', () => {
    const { edited } = plan({
      'package.json': manifest({
        scripts: {
          bench: 'tsc -b && node bench/dist/main.js && node bench/dist/hot.js --quick',
          hot: 'tsc -b && node bench/dist/hot.js',
          test: 'mocha',
        },
      }),
      'tsconfig.json':
        '{\n  "references": [\n    { "path": "packages/plugin-spice" },\n    { "path": "packages/plugin-spicer" },\n    { "path": "packages/plugin-spice/test" }\n  ]\n}\n',
      'bench/package.json': manifest({
        dependencies: {
          '@tenon/core': '*',
          '@tenon/plugin-spice': '*',
          ajv: '*',
          used: '*',
          peer: '*',
        },
      }),
      'bench/tsconfig.json':
        '{ "references": [{ "path": "../packages/core" }, { "path": "../packages/plugin-spice" }] }\n',
      'bench/src/hot.ts':
        "import { spice } from '@tenon/plugin-spice';\nimport { Ajv } from 'ajv/dist/2020.js';\nimport { used } from 'used';\n",
      'bench/src/main.ts': "import { used } from 'used';\n",
    });
    expect(JSON.parse(edited.get('package.json') ?? '')).to.deep.equal({
      scripts: { bench: 'tsc -b && node bench/dist/main.js', test: 'mocha' },
    });
    expect(JSON.parse(edited.get('tsconfig.json') ?? '')).to.deep.equal({
      references: [{ path: 'packages/plugin-spicer' }],
    });
    expect(JSON.parse(edited.get('bench/package.json') ?? '')).to.deep.equal({
      dependencies: { '@tenon/core': '*', used: '*', peer: '*' },
    });
    expect(JSON.parse(edited.get('bench/tsconfig.json') ?? '')).to.deep.equal({
      references: [{ path: '../packages/core' }],
    });
  });

  it('takes what the search for unused code begins with', () => {
    const knip = (workspaces: object) =>
      manifest({ workspaces: { '.': { project: ['*.mjs'] }, ...workspaces } });
    const { edited } = plan({
      'knip.json': knip({
        bench: { entry: ['src/main.ts', 'src/hot.ts'], project: ['src/**/*.ts'] },
        'examples/spicy': { entry: 'src/main.ts' },
      }),
      'bench/src/hot.ts': "import { spice } from '@tenon/plugin-spice';\n",
      'examples/spicy/package.json': manifest({ dependencies: { '@tenon/plugin-spice': '*' } }),
    });
    expect(edited.get('knip.json')?.trim()).to.equal(
      knip({ bench: { entry: ['src/main.ts'], project: ['src/**/*.ts'] } }),
    );
    expect(plan({ 'knip.json': knip({ bench: { entry: 'src/main.ts' } }) }).edited.size).to.equal(
      0,
    );
  });

  it('takes snippets, rows and links out of pages', () => {
    const { edited } = plan({
      'README.md': `# All

<!-- packages/plugin-spice/test/readme.spec.ts#hot -->
\`\`\`ts
spice();
\`\`\`

<!-- packages/core/test/readme.spec.ts -->
\`\`\`ts
core();
\`\`\`

| package                              |
| [core](packages/core/README.md)      |
| [spice](packages/plugin-spice#top)   |

- [spice](packages/plugin-spice/README.md) is hot
- see [spice](packages/plugin-spice/README.md)
`,
      'docs/page.md':
        'See [its README](../packages/plugin-spice/README.md "spice") and [this](#there).\n',
      'docs/other.md': 'Nothing about it.\n',
    });
    expect(edited.get('README.md')).to.equal(`# All

<!-- packages/core/test/readme.spec.ts -->
\`\`\`ts
core();
\`\`\`

| package                              |
| [core](packages/core/README.md)      |

- see spice
`);
    expect(edited.get('docs/page.md')).to.equal('See its README and [this](#there).\n');
    expect(edited.has('docs/other.md')).to.equal(false);
  });

  it('is refused where another package needs it, or there is none', () => {
    const needing = manifest({
      name: '@tenon/other',
      peerDependencies: { '@tenon/plugin-spice': '*' },
    });
    expect(() => plan({ 'packages/other/package.json': needing })).to.throw(
      '"@tenon/other" needs "@tenon/plugin-spice"',
    );
    expect(() => plan({ 'packages/core/src/x.ts': "import '@tenon/plugin-spice';\n" })).to.throw(
      '"packages/core/src/x.ts" needs "@tenon/plugin-spice": a package must not.',
    );
    expect(() => planRemoval(new Map(), FOLDER)).to.throw(`There is no package in "${FOLDER}".`);
    for (const args of [[], ['salt'], ['salt', 'pepper']]) {
      const { status, output } = runProgram('tools/remove-plugin.mjs', args);
      expect(output).to.match(/^Name one plugin/);
      expect(status).to.equal(1);
    }
  });
});

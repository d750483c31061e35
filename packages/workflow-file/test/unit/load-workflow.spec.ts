import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type LoadOptions, loadWorkflow } from '@tenon/workflow-file';
import { expect } from 'chai';
import { failureOf, told } from '../support/findings.js';
import { plain } from '../support/plain.js';

/** Node makes no pipes with names. */
const MKFIFO = 'mkfifo';

/** A workflow of so many sub-workflows, by the files they stand in. */
function flow(name: string, ...files: readonly string[]): string {
  const nodes = files.map((file, i) => `  n${String(i)}: { file: ${JSON.stringify(file)} }`);
  return ['tenon: 1', `name: ${name}`, ...(nodes.length > 0 ? ['nodes:', ...nodes] : []), ''].join(
    '\n',
  );
}

describe('loadWorkflow', () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'tenon-files-')));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  }

  /** What is told of a file, without the folder. */
  async function findings(path: string, options?: LoadOptions): Promise<readonly string[]> {
    const { issues } = await failureOf(() => loadWorkflow(join(folder, path), options));
    return issues.map((issue) => told(issue).replaceAll(`${folder}/`, ''));
  }

  it('puts a workflow together of files, in YAML and in JSON', async () => {
    write({
      'main.yaml': flow('main', 'parts/a.json', './parts/b.yml', 'parts/a.json'),
      'parts/a.json': JSON.stringify({ tenon: 1, name: 'a', nodes: { x: { file: '../c.yaml' } } }),
      'parts/b.yml': flow('b', 'a.json'),
      'c.yaml': flow('c'),
    });
    const { workflow, files, format } = await loadWorkflow(join(folder, 'main.yaml'));
    const c = { name: 'c', nodes: [] };
    expect(plain(workflow)).to.have.nested.property(
      'nodes[1].node.workflow.nodes[0].node.workflow.name',
      'a',
    );
    expect(plain(workflow))
      .to.have.nested.property('nodes[0].node.workflow.nodes[0].node.workflow')
      .that.includes({ name: c.name });
    expect(files).to.deep.equal(
      ['main.yaml', 'parts/a.json', 'parts/b.yml', 'c.yaml'].map((file) => join(folder, file)),
    );
    expect(format).to.equal('yaml');
    const [first, , third] = workflow.nodes.map(
      ({ node }) => node as { body: { workflow: unknown } },
    );
    expect(first?.body.workflow).to.equal(third?.body.workflow);
  });

  it('names files as the first one is named', async () => {
    write({ 'main.yaml': flow('main', 'b.yaml'), 'b.yaml': flow('b') });
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect((await loadWorkflow('main.yaml')).files).to.deep.equal(['main.yaml', 'b.yaml']);
      expect((await loadWorkflow('./main.yaml')).files).to.deep.equal(['./main.yaml', 'b.yaml']);
      const url = pathToFileURL(join(folder, 'main.yaml'));
      expect((await loadWorkflow(url)).files).to.deep.equal(['main.yaml', 'b.yaml']);
    } finally {
      process.chdir(before);
    }
    const url = pathToFileURL(join(folder, 'main.yaml'));
    expect((await loadWorkflow(url)).files[1]).to.equal(join(folder, 'b.yaml'));
  });

  it('tells what is wrong with all files at once', async () => {
    write({
      'main.yaml': `${flow('main', 'b.yaml', 'gone.yaml')}extra: 1\n`,
      'b.yaml': 'tenon: 1\n',
    });
    const error = await failureOf(() => loadWorkflow(join(folder, 'main.yaml')));
    expect(error.code).to.equal('FILE_INVALID');
    expect(error.message).to.match(/main\.yaml:5:15: Node "n1": .* And 2 more: see "issues"\.$/);
    expect(error.hint).to.equal('Correct the path; it is relative to the file it stands in.');
    expect(await findings('main.yaml')).to.deep.equal([
      'main.yaml:5:15 FILE_UNREADABLE Node "n1": "gone.yaml" cannot be read: there is no such file.',
      'main.yaml:6:1 FILE_MEMBER_UNKNOWN The file has a member "extra", which there is not.',
      'b.yaml:1:1 FILE_MEMBER_MISSING The workflow has no "name".',
    ]);
  });

  it('follows no path out of its root', async () => {
    write({
      'in/main.yaml': '',
      'in/sub/inner.yaml': flow('inner'),
      'out/secret.yaml': flow('secret'),
    });
    symlinkSync(join(folder, 'out'), join(folder, 'in/linked'));
    symlinkSync(join(folder, 'out/secret.yaml'), join(folder, 'in/linked.yaml'));
    symlinkSync(join(folder, 'in/sub'), join(folder, 'in/inside'));
    symlinkSync('loop.yaml', join(folder, 'in/loop.yaml'));
    for (const [path, flaw] of [
      ['../out/secret.yaml', 'leads out of the root folder'],
      ['../out/gone.yaml', 'leads out of the root folder'], // nor is told what is there
      ['sub/../../out/secret.yaml', 'leads out of the root folder'],
      ['..', 'leads out of the root folder'],
      ['.', 'leads out of the root folder'],
      ['linked/secret.yaml', 'leads out of the root folder'],
      ['linked.yaml', 'leads out of the root folder'],
      [join(folder, 'out/secret.yaml'), 'is no relative path'],
      [join(folder, 'in/sub/inner.yaml'), 'is no relative path'],
      ['C:/flow.yaml', 'is no relative path'],
      ['C:flow.yaml', 'is no relative path'],
      ['sub\\inner.yaml', 'is no relative path'],
      ['file:///etc/hosts', 'is no relative path'],
      ['http://example.org/flow.yaml', 'is no relative path'],
      ['sub/inner.yaml\0', 'is no relative path'],
      ['', 'is no relative path'],
    ] as const) {
      write({ 'in/main.yaml': flow('main', path) });
      const [finding, ...more] = await findings('in/main.yaml');
      expect(finding, path).to.match(
        new RegExp(`^in/main.yaml:4:15 FILE_REFERENCE .* ${flaw}\\.$`),
      );
      expect(more).to.deep.equal([]);
    }
    for (const [path, flaw] of [
      ['sub', 'is a folder'],
      ['sub/gone.yaml', 'there is no such file'],
      ['sub/inner.yaml/x', 'there is no such file'],
      ['loop.yaml', 'its symbolic links lead in a circle'],
    ] as const) {
      write({ 'in/main.yaml': flow('main', path) });
      const [finding] = await findings('in/main.yaml');
      expect(finding, path).to.match(
        new RegExp(`^in/main.yaml:4:15 FILE_UNREADABLE .*${flaw}\\.$`),
      );
    }
    write({ 'in/main.yaml': flow('main', 'inside/inner.yaml') });
    expect((await loadWorkflow(join(folder, 'in/main.yaml'))).files).to.have.lengthOf(2);
  });

  it('takes another root', async () => {
    write({ 'flows/main.yaml': flow('main', '../shared/a.yaml'), 'shared/a.yaml': flow('a') });
    const main = join(folder, 'flows/main.yaml');
    expect((await loadWorkflow(main, { root: folder })).files).to.have.lengthOf(2);
    expect(await findings('flows/main.yaml', { root: join(folder, 'gone') })).to.deep.equal([
      'flows/main.yaml: The root folder "gone" cannot be read: there is no such file.'.replace(
        'flows/main.yaml: ',
        'flows/main.yaml:FILE_UNREADABLE ',
      ),
    ]);
  });

  it('tells of files that contain themselves', async () => {
    write({
      'self.yaml': flow('self', 'self.yaml'),
      'a.yaml': flow('a', 'b.yaml'),
      'b.yaml': flow('b', 'sub/c.yaml'),
      'sub/c.yaml': flow('c', '../a.yaml'),
    });
    expect(await findings('self.yaml')).to.deep.equal([
      'self.yaml:4:15 FILE_CYCLE Node "n0" makes a workflow contain itself: "self.yaml" → "self.yaml".',
    ]);
    expect(await findings('a.yaml')).to.deep.equal([
      'sub/c.yaml:4:15 FILE_CYCLE Node "n0" makes a workflow contain itself: "a.yaml" → "b.yaml" → "sub/c.yaml" → "a.yaml".',
    ]);
  });

  it('tells of files that cannot be read', async () => {
    write({
      'latin.yaml': Uint8Array.of(0x61, 0xff),
      'utf16.yaml': Buffer.from('\uFEFFtenon: 1', 'utf16le'),
      'large.yaml': 'x'.repeat(100_000),
      'main.yaml': flow('main', 'large.yaml'),
    });
    mkdirSync(join(folder, 'a-folder'));
    expect(await findings('gone.yaml')).to.deep.equal([
      'gone.yaml:FILE_UNREADABLE The file "gone.yaml" cannot be read: there is no such file.',
    ]);
    expect(await findings('a-folder')).to.deep.equal([
      'a-folder:FILE_UNREADABLE The file "a-folder" is a folder.',
    ]);
    for (const file of ['latin.yaml', 'utf16.yaml']) {
      expect(await findings(file)).to.deep.equal([
        `${file}:FILE_UNREADABLE The file "${file}" is no UTF-8 text.`,
      ]);
    }
    const limits = { bytes: 99_999 };
    expect(await findings('large.yaml', { limits })).to.deep.equal([
      'large.yaml:FILE_LIMIT The file "large.yaml" has more than 99999 bytes.',
    ]);
    expect(await findings('main.yaml', { limits })).to.deep.equal([
      'main.yaml:4:15 FILE_LIMIT Node "n0": The file "large.yaml" has more than 99999 bytes.',
    ]);
  });

  it('waits for no pipe that a sub-workflow names', async function () {
    if (process.platform === 'win32') this.skip();
    write({ 'main.yaml': flow('main', 'pipe.yaml') });
    execFileSync(MKFIFO, [join(folder, 'pipe.yaml')]);
    expect(await findings('main.yaml')).to.deep.equal([
      'main.yaml:4:15 FILE_UNREADABLE Node "n0": The file "pipe.yaml" is no regular file.',
    ]);
  });

  it('reads no more files than the limit says', async () => {
    write({
      'main.yaml': flow('main', 'a.yaml', 'b.yaml'),
      'a.yaml': flow('a'),
      'b.yaml': flow('b'),
    });
    expect(
      (await loadWorkflow(join(folder, 'main.yaml'), { limits: { files: 3 } })).files,
    ).to.have.lengthOf(3);
    expect(await findings('main.yaml', { limits: { files: 2 } })).to.deep.equal([
      'main.yaml:5:15 FILE_LIMIT Node "n1": There are more than 2 files.',
    ]);
  });

  it('refuses options that there are not, and what is no path', async () => {
    for (const call of [
      () => loadWorkflow(''),
      () => loadWorkflow(new URL('https://example.org/flow.yaml')),
      () => loadWorkflow(7 as never),
      () => loadWorkflow('x', { rot: '.' } as never),
    ]) {
      let code: unknown;
      try {
        await call();
      } catch (error) {
        ({ code } = error as { code: unknown });
      }
      expect(code).to.equal('OPTION_INVALID');
    }
  });
});

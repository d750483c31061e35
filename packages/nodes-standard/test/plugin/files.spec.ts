import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { defineNode, kind, port, RuntimeError, workflow } from '@tenon/core';
import { Files, readJson, readText, writeJson, writeText } from '@tenon/nodes-standard';
import { aRuntime, only } from '@tenon/testing';
import { expect } from 'chai';
import { portsUnchecked } from '../support/plugins.js';
import { aFolder, failureOf, outputsOf, run, type Stated, withNodes } from '../support/runtime.js';

describe('files', () => {
  let folder: Awaited<ReturnType<typeof aFolder>>;
  beforeEach(async () => {
    folder = await aFolder();
  });
  afterEach(() => folder.dispose());

  const options = () => ({ options: { root: folder.root } });
  const read = (path: unknown, config: object = {}) =>
    only(readText, { path: path as string, ...config });

  describe('that are read', () => {
    it('are texts in the encoding stated, without a byte order mark', async () => {
      await writeFile(folder.path('a.txt'), '\ufeffgrüße');
      await writeFile(folder.path('b.txt'), Buffer.from('\ufeffgrüße', 'utf16le'));
      await writeFile(folder.path('c.txt'), Buffer.from('grüße', 'latin1'));
      expect(await outputsOf(read('a.txt'), options())).to.deep.equal({ text: 'grüße' });
      expect(await outputsOf(read('b.txt', { encoding: 'utf-16le' }), options())).to.deep.equal({
        text: 'grüße',
      });
      expect(await outputsOf(read('c.txt', { encoding: 'latin1' }), options())).to.deep.equal({
        text: 'grüße',
      });
    });

    it('may be empty, and may end within what is read at once', async () => {
      await writeFile(folder.path('empty.txt'), '');
      const long = 'ä'.repeat(200_001);
      await writeFile(folder.path('long.txt'), `x${long}`);
      expect(await outputsOf(read('empty.txt'), options())).to.deep.equal({ text: '' });
      expect(await outputsOf(read('long.txt'), options())).to.deep.equal({ text: `x${long}` });
    });

    it('are refused where they are no text, and not repaired', async () => {
      await writeFile(folder.path('a.bin'), Buffer.from([0x61, 0xff, 0xfe]));
      expect(await failureOf(read('a.bin'), options())).to.deep.equal({
        code: 'TEXT_INVALID',
        message: 'The file "a.bin", which node "only" reads, is no text in utf-8.',
        hint: 'State its encoding: "utf-8", "utf-16le" or "latin1".',
      });
    });

    it('are refused beyond the limit, before they are read', async () => {
      await writeFile(folder.path('a.txt'), '12345');
      const limited = { options: { root: folder.root, maxBytes: 4 } };
      expect(await failureOf(read('a.txt'), limited)).to.deep.equal({
        code: 'FILE_TOO_LARGE',
        message: 'The file "a.txt" has 5 bytes, and node "only" reads at most 4 bytes.',
        hint: 'Read CSV with stream: true, or raise "maxBytes" of standardNodes.',
      });
      expect(
        await outputsOf(read('a.txt'), { options: { root: folder.root, maxBytes: 5 } }),
      ).to.deep.equal({ text: '12345' });
    });

    it('are given up, and have not failed, where another node fails and stops the run', async () => {
      await writeFile(folder.path('a.txt'), 'a');
      const breaks = defineNode({
        type: 'breaks',
        outputs: { value: port() },
        run: () => {
          throw new Error('broken');
        },
      });
      const flow = workflow('stopped');
      flow.add('reader', readText, { path: 'a.txt' });
      flow.add('writer', writeText, { path: 'b.txt', text: 'b' });
      flow.add('breaker', breaks);
      const { failures, outcomes } = await run(flow.build(), options());
      expect(failures.map(({ message }) => message)).to.deep.equal([
        'Node "breaker" of workflow "stopped" failed: broken',
      ]);
      expect(['reader', 'writer'].map((id) => outcomes.get(id)?.status)).to.deep.equal([
        'aborted',
        'aborted',
      ]);
    });

    it('hold JSON, whose members may have any name', async () => {
      await writeFile(folder.path('a.json'), '{"__proto__": {"x": 1}, "a": [null]}');
      const { value } = await outputsOf(only(readJson, { path: 'a.json' }), options());
      expect(Object.keys(value as object)).to.deep.equal(['__proto__', 'a']);
      expect(({} as { x?: unknown }).x).to.equal(undefined);
    });

    for (const [text, flaw] of [
      ['{"password": hunter2}', 'it is wrong at line 1, column 14'],
      ['{\n  "a": [1,\n  2 "hunter2"]\n}', 'it is wrong at line 3, column 5'],
      ['{"a": 1} x', 'it is wrong at line 1, column 10'],
      ['nul!', 'it is wrong at line 1, column 4'],
      ['{"a" 1}', 'it is wrong at line 1, column 6'],
      ['}', 'it is wrong at line 1, column 1'],
      ['{"a": 1', 'it ends too early'],
      ['["a', 'it ends too early'],
      ['', 'it ends too early'],
      [`[${'1,'.repeat(3_000_000)}]`, 'it has what JSON has not'],
      ['['.repeat(10_000_000), 'it ends too early'],
    ] as const) {
      it(`tell where their JSON is wrong, and show nothing of it: ${text.slice(0, 30)}`, async () => {
        await writeFile(folder.path('a.json'), text);
        const { code, message } = await failureOf(only(readJson, { path: 'a.json' }), options());
        expect(code).to.equal('JSON_INVALID');
        expect(message).to.equal(
          `The file "a.json", which node "only" reads, is no JSON: ${flaw}.`,
        );
      });
    }
  });

  describe('that are written', () => {
    it('are there as a whole, in folders that are made', async () => {
      const flow = only(writeText, { path: 'a/b/c.txt', text: 'grüße' });
      expect(await outputsOf(flow, options())).to.deep.equal({ path: 'a/b/c.txt', bytes: 7 });
      expect(await readFile(folder.path('a/b/c.txt'), 'utf8')).to.equal('grüße');
      expect(await readdir(folder.path('a/b'))).to.deep.equal(['c.txt']);
    });

    it('replace what was there and keep its permissions', async () => {
      await writeFile(folder.path('a.txt'), 'old');
      await chmod(folder.path('a.txt'), 0o640);
      await outputsOf(only(writeText, { path: 'a.txt', text: 'new' }), options());
      expect(await readFile(folder.path('a.txt'), 'utf8')).to.equal('new');
      expect((await stat(folder.path('a.txt'))).mode & 0o777).to.equal(0o640);
    });

    it('are kept where they are not to be replaced', async () => {
      await writeFile(folder.path('a.txt'), 'old');
      const flow = only(writeText, { path: 'a.txt', text: 'new', ifExists: 'fail' });
      expect(await failureOf(flow, options())).to.deep.equal({
        code: 'FILE_EXISTS',
        message: 'Node "only" cannot write the file "a.txt", because it is there already.',
      });
      const fresh = only(writeText, { path: 'b.txt', text: 'new', ifExists: 'fail' });
      await outputsOf(fresh, options());
      expect(await readdir(folder.root)).to.deep.equal(['a.txt', 'b.txt']);
      expect(await readFile(folder.path('a.txt'), 'utf8')).to.equal('old');
    });

    it('leave what was there, and nothing beside it, where writing fails', async () => {
      await writeFile(folder.path('a.json'), 'old');
      const cyclic: Record<string, unknown> = {};
      cyclic['self'] = cyclic;
      const flow = only(writeJson, { path: 'a.json', value: cyclic });
      const { code, message } = await failureOf(flow, options());
      expect(code).to.equal('JSON_INVALID');
      expect(message).to.match(
        /^The value that node "only" is to write cannot be written as JSON: /,
      );
      expect(await readFile(folder.path('a.json'), 'utf8')).to.equal('old');
      expect(await readdir(folder.root)).to.deep.equal(['a.json']);
    });

    it('are refused where the encoding has no bytes for a character', async () => {
      const flow = only(writeText, { path: 'a.txt', text: 'ä€', encoding: 'latin1' });
      expect(await failureOf(flow, options())).to.deep.include({
        code: 'TEXT_INVALID',
        message:
          'Node "only" is to write a text in latin1, which has no character U+20AC, at offset 1.',
      });
      for (const encoding of ['utf-8', 'utf-16le'] as const) {
        const halved = only(writeText, { path: 'a.txt', text: '🙂a\udc00', encoding });
        expect(await failureOf(halved, options())).to.deep.include({
          code: 'TEXT_INVALID',
          message:
            'Node "only" is to write a text with half of a surrogate pair, U+DC00, at offset 3.',
        });
      }
      await outputsOf(only(writeText, { path: 'b.txt', text: 'ä', encoding: 'latin1' }), options());
      expect([...(await readFile(folder.path('b.txt')))]).to.deep.equal([0xe4]);
      await outputsOf(
        only(writeText, { path: 'c.txt', text: 'ä', encoding: 'utf-16le' }),
        options(),
      );
      expect([...(await readFile(folder.path('c.txt')))]).to.deep.equal([0xe4, 0]);
    });

    it('hold JSON in as many lines as is stated', async () => {
      await outputsOf(only(writeJson, { path: 'a.json', value: { a: [1] } }), options());
      await outputsOf(only(writeJson, { path: 'b.json', value: { a: [1] }, indent: 0 }), options());
      expect(await readFile(folder.path('a.json'), 'utf8')).to.equal(
        '{\n  "a": [\n    1\n  ]\n}\n',
      );
      expect(await readFile(folder.path('b.json'), 'utf8')).to.equal('{"a":[1]}\n');
    });

    it('are refused as JSON where the value has no form in it', async () => {
      const flow = only(writeJson, { path: 'a.json', value: () => 1 });
      expect((await failureOf(flow, options())).message).to.equal(
        'The value that node "only" is to write cannot be written as JSON: it is nothing that JSON has a form for.',
      );
    });
  });

  describe('are confined to the root folder', () => {
    const outside = ['../a.txt', 'x/../../a.txt', '..', '../..', 'a/../..'];
    const absolute = ['/etc/passwd', 'C:\\a.txt', 'C:a.txt', '\\\\host\\share\\a', '\\a'];
    const formless = ['', 'a\0b', '\ud800', 'x'.repeat(5_000)];
    const folders = ['.', 'a/', 'x/.'];

    for (const path of [...outside, ...absolute, ...formless, ...folders, 7]) {
      it(`so that ${JSON.stringify(path).slice(0, 30)} is refused`, async () => {
        const reading = await failureOf(read(path), options());
        expect(reading.code).to.equal('FILE_REFUSED');
        expect(reading.message).to.match(/^Node "only" cannot read a file: /);
        const writing = only(writeText, { path: path as string, text: '' });
        expect((await failureOf(writing, options())).code).to.equal('FILE_REFUSED');
        expect(await readdir(folder.root)).to.deep.equal([]);
      });
    }

    it('also where a link leads out, and not where one stays inside', async () => {
      const other = await aFolder();
      try {
        await writeFile(other.path('secret.txt'), 'secret');
        await mkdir(folder.path('real'));
        await writeFile(folder.path('real/a.txt'), 'inside');
        await symlink(other.root, folder.path('out'));
        await symlink(other.path('secret.txt'), folder.path('leak.txt'));
        await symlink(folder.path('real'), folder.path('alias'));
        await symlink(folder.path('real/a.txt'), folder.path('b.txt'));
        for (const path of ['out/secret.txt', 'leak.txt']) {
          expect((await failureOf(read(path), options())).message).to.equal(
            `Node "only" cannot read a file: the path "${path}" leads out of the root folder.`,
          );
        }
        expect(await outputsOf(read('alias/a.txt'), options())).to.deep.equal({ text: 'inside' });
        expect(await outputsOf(read('b.txt'), options())).to.deep.equal({ text: 'inside' });
        const out = only(writeText, { path: 'out/new.txt', text: '' });
        expect((await failureOf(out, options())).code).to.equal('FILE_REFUSED');
        expect(await readdir(other.root)).to.deep.equal(['secret.txt']);
        // A link in the file's own place is replaced, and what it leads to is left alone.
        await outputsOf(only(writeText, { path: 'leak.txt', text: 'mine' }), options());
        expect(await readFile(other.path('secret.txt'), 'utf8')).to.equal('secret');
        expect(await readFile(folder.path('leak.txt'), 'utf8')).to.equal('mine');
        await outputsOf(only(writeText, { path: 'alias/n/new.txt', text: '' }), options());
        expect(await readdir(folder.path('real/n'))).to.deep.equal(['new.txt']);
      } finally {
        await other.dispose();
      }
    });

    it('and to regular files', async () => {
      await mkdir(folder.path('sub'));
      expect(await failureOf(read('sub'), options())).to.deep.include({
        code: 'FILE_REFUSED',
        message: 'Node "only" cannot read "sub", which is no regular file.',
      });
      const writing = only(writeText, { path: 'sub', text: '' });
      expect((await failureOf(writing, options())).message).to.equal(
        'Node "only" cannot write the file "sub", because it is a folder.',
      );
    });

    it('and are not there, without a root folder', async () => {
      expect(await failureOf(read('a.txt'))).to.deep.equal({
        code: 'FILE_REFUSED',
        message: 'Node "only" cannot read a file: no root folder is set for files.',
        hint: 'Set one: standardNodes({ root: "data" }).',
      });
    });
  });

  it('that are missing are told by the path that was stated', async () => {
    expect(await failureOf(read('x/a.txt'), options())).to.deep.equal({
      code: 'FILE_MISSING',
      message: 'Node "only" cannot read the file "x/a.txt", because it is not there.',
    });
    await writeFile(folder.path('x'), '');
    expect((await failureOf(read('x/a.txt'), options())).code).to.equal('FILE_MISSING');
  });

  it('that the system refuses are told with its code, and the cause', async () => {
    const files: Files = {
      maxBytes: 10,
      locate: () => {
        throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
      },
    };
    const { error } = await run(read('a.txt'), {
      configure: ({ bind }) => {
        bind(Files).toConstantValue(files);
      },
    });
    expect(error).to.deep.include({ code: 'FILE_FAILED' });
    expect(error?.message).to.equal('Node "only" cannot read the file "a.txt", because of EACCES.');
    expect(error?.cause).to.have.property('message', 'EACCES: permission denied');
  });

  it('that a host refuses with an error of Tenon keep its code, hint and cause', async () => {
    const refuse = (details: object): Stated => ({
      configure: ({ bind }) => {
        bind(Files).toConstantValue({
          maxBytes: 10,
          locate: () => Promise.reject(new RuntimeError('FILE_MISSING', 'it is away', details)),
        });
      },
    });
    const cause = new Error('why');
    const { error } = await run(read('a.txt'), refuse({ hint: 'Fetch it.', cause }));
    expect(error).to.deep.include({
      code: 'FILE_MISSING',
      message: 'Node "only" cannot read a file: it is away.',
      hint: 'Fetch it.',
      cause,
    });
    expect(await failureOf(read('a.txt'), refuse({}))).not.to.have.property('hint');
  });

  it('that are lost on the way leave nothing beside their place', async () => {
    await mkdir(folder.path('sub'));
    const files: Files = { maxBytes: 10, locate: () => folder.path('sub/none/a.txt') };
    const stated: Stated = {
      configure: ({ bind }) => {
        bind(Files).toConstantValue(files);
      },
    };
    const flow = only(writeText, { path: 'a.txt', text: 'x' });
    expect((await failureOf(flow, stated)).code).to.equal('FILE_MISSING');
    expect(await readdir(folder.path('sub'))).to.deep.equal([]);
  });

  it('are found by what a host binds instead', async () => {
    await writeFile(folder.path('real.txt'), 'found');
    const asked: unknown[] = [];
    const files: Files = {
      maxBytes: 10,
      locate: (path, use) => {
        asked.push([path, use]);
        return folder.path('real.txt');
      },
    };
    const bound: Stated = {
      configure: ({ bind }) => {
        bind(Files).toConstantValue(files);
      },
    };
    expect(await outputsOf(read('any'), bound)).to.deep.equal({ text: 'found' });
    expect(asked).to.deep.equal([['any', 'read']]);
  });

  it('need the plugin, also where a definition is used without kinds', async () => {
    const { runtime } = aRuntime({ plugins: [portsUnchecked] });
    const { error } = await runtime.start(read('a.txt')).result;
    expect(RuntimeError.is(error, 'SERVICE_UNBOUND')).to.equal(true);
    expect(error?.hint).to.contain('standardNodes({ root: "data" })');
  });

  it('are read and written by kinds of the same names', async () => {
    await writeFile(folder.path('a.json'), '1');
    const flow = only(kind('read-json'), { path: 'a.json' });
    expect(await outputsOf(flow, options())).to.deep.equal({ value: 1 });
    const { runtime } = withNodes({ options: { kinds: false } });
    expect(runtime.verify(flow).map(({ code }) => code)).to.deep.equal(['UNKNOWN_KIND']);
  });
});

import { readdir, readFile, readlink, utimes, writeFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { type RunResult, workflow } from '@tenon/core';
import {
  filter,
  map,
  type Row,
  RowStream,
  readCsv,
  select,
  standardNodes,
  writeCsv,
} from '@tenon/nodes-standard';
import { aRuntime, only, spied } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { portsUnchecked } from '../support/plugins.js';
import { aFolder, failureOf, outputsOf, run } from '../support/runtime.js';

async function rowsOf(stream: unknown): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of stream as RowStream) rows.push(row);
  return rows;
}

describe('CSV', () => {
  let folder: Awaited<ReturnType<typeof aFolder>>;
  beforeEach(async () => {
    folder = await aFolder();
  });
  afterEach(() => folder.dispose());

  const options = () => ({ options: { root: folder.root } });
  const put = (text: string) => writeFile(folder.path('a.csv'), text);
  const read = (config: object = {}) => only(readCsv, { path: 'a.csv', ...config });
  const rows = async (config?: object) => (await outputsOf(read(config), options()))['rows'];
  const wrong = async (text: string, config?: object) => {
    await put(text);
    const { code, message } = await failureOf(read(config), options());
    return [code, message];
  };

  describe('that is read', () => {
    it('gives objects with a member for each column', async () => {
      await put('id,name\n1,"Ada, ""the"" first"\r\n2,"two\nlines"\n\n3,\n');
      expect(await rows()).to.deep.equal([
        { id: '1', name: 'Ada, "the" first' },
        { id: '2', name: 'two\nlines' },
        { id: '3', name: '' },
      ]);
    });

    it('has columns of any name, a byte order mark, and another delimiter', async () => {
      await put('\ufeff__proto__;constructor;länge\nx;y;z\n');
      const [row] = (await rows({ delimiter: ';' })) as object[];
      expect(Object.entries(row ?? {})).to.deep.equal([
        ['__proto__', 'x'],
        ['constructor', 'y'],
        ['länge', 'z'],
      ]);
      expect(Object.getPrototypeOf(row)).to.equal(Object.prototype);
    });

    it('has the columns that are stated where it names none', async () => {
      await put('1,2\n3,4\n');
      expect(await rows({ columns: ['a', 'b'] })).to.deep.equal([
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ]);
    });

    it('gives values of the types that are stated, and null for what is empty', async () => {
      await put('t,n,i,b,j\n 1,-2.5e1, 7 ,TRUE,"[1]"\n,,,,\n');
      const types = { t: 'text', n: 'number', i: 'integer', b: 'boolean', j: 'json' };
      expect(await rows({ types })).to.deep.equal([
        { t: ' 1', n: -25, i: 7, b: true, j: [1] },
        { t: '', n: null, i: null, b: null, j: null },
      ]);
    });

    for (const [type, text] of [
      ['number', '1,5'],
      ['number', '0x10'],
      ['number', 'Infinity'],
      ['number', '1e999'],
      ['integer', '1.5'],
      ['integer', '9007199254740993'],
      ['boolean', 'yes'],
      ['json', '{'],
    ]) {
      it(`fails for ${JSON.stringify(text)} where a ${String(type)} is stated`, async () => {
        expect(await wrong(`v\n\n"${String(text)}"\n`, { types: { v: type } })).to.deep.equal([
          'CSV_INVALID',
          `Row 1 of the CSV that node "only" reads has ${JSON.stringify(text)} in column "v", which is no ${String(type)}.`,
        ]);
      });
    }

    it('fails where lines are not alike, with the line', async () => {
      expect(await wrong('a,b\n1,2\n3\n')).to.deep.equal([
        'CSV_INVALID',
        'Line 3 of the CSV that node "only" reads has more or fewer values than the first.',
      ]);
      expect(await wrong('1,2,3\n', { columns: ['a', 'b'] })).to.deep.equal([
        'CSV_INVALID',
        'The CSV that node "only" reads has 3 values in a line, and the node names 2 columns.',
      ]);
    });

    it('fails where quotes are wrong', async () => {
      expect((await wrong('a\n"1\n2\n'))[1]).to.match(
        /begins a value in quotes that never ends\.$/,
      );
      expect((await wrong('a\n"1"2\n'))[1]).to.match(
        /^Line 2 of the CSV .* goes on after the quote that ends a value\.$/,
      );
      expect((await wrong('a\n1"2\n'))[1]).to.match(
        /has a quote inside a value that does not begin with one\.$/,
      );
    });

    it('fails where a quote that is not closed gathers the file', async () => {
      const [code, message] = await wrong(`a\n"${'x'.repeat(11 * 1024 * 1024)}\n`);
      expect(code).to.equal('CSV_INVALID');
      expect(message).to.match(/has more than 10485760 characters\.$/);
    });

    it('fails where columns are not named, or alike, or unknown', async () => {
      expect((await wrong('a,\n'))[1]).to.equal(
        'Column 2 of the CSV that node "only" reads has no name.',
      );
      expect((await wrong('a,b,a\n'))[1]).to.equal(
        'Column 3 of the CSV that node "only" reads is named "a" as another is.',
      );
      expect((await wrong('a,b\n', { types: { c: 'number' } }))[1]).to.equal(
        'Node "only" states a type for the column "c", which the CSV does not have.',
      );
      await put(`${Array.from({ length: 100 }, (_, i) => `column ${String(i)}`).join(',')}\n`);
      expect((await failureOf(read({ types: { c: 'number' } }), options())).hint).to.match(
        /^Its columns: "column 0", .* and 88 more\.$/,
      );
      expect((await wrong(''))[1]).to.equal(
        'The CSV file "a.csv" that node "only" reads has no line with the names of its columns.',
      );
      expect((await wrong('', { stream: true }))[1]).to.match(/has no line with the names/);
    });

    it('is text as any file is', async () => {
      await writeFile(folder.path('a.csv'), Buffer.from([0x61, 0x0a, 0xff]));
      expect((await failureOf(read(), options())).code).to.equal('TEXT_INVALID');
      expect((await failureOf(only(readCsv, { path: 'b.csv' }), options())).code).to.equal(
        'FILE_MISSING',
      );
      expect(
        (await failureOf(only(readCsv, { path: 'b.csv', stream: true }), options())).code,
      ).to.equal('FILE_MISSING');
    });

    it('is no larger than the limit, unless it is streamed', async () => {
      await put('a\n1\n2\n');
      const limited = { options: { root: folder.root, maxBytes: 4 } };
      expect((await failureOf(read(), limited)).code).to.equal('FILE_TOO_LARGE');
      const { rows: stream } = await outputsOf(read({ stream: true }), limited);
      expect(await rowsOf(stream)).to.deep.equal([{ a: '1' }, { a: '2' }]);
    });
  });

  describe('that is streamed', () => {
    it('gives rows to each reader from the first on', async () => {
      await put('a,b\n1,2\n3,4\n');
      const stream = (await rows({ stream: true })) as RowStream;
      expect(stream.columns).to.deep.equal(['a', 'b']);
      const [first, second] = await Promise.all([rowsOf(stream), rowsOf(stream)]);
      expect(first).to.deep.equal([
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ]);
      expect(second).to.deep.equal(first);
    });

    it('shows its columns alone, and is a leaf to isolation', async () => {
      await put('a,b\n1,2\n');
      const stream = await rows({ stream: true });
      expect(String(stream)).to.equal('[rows of a, b]');
      expect(JSON.stringify({ stream })).to.equal('{"stream":"[rows of a, b]"}');
      expect(inspect(stream)).to.equal('[rows of a, b]');
      expect(RowStream.is(stream)).to.equal(true);
      expect([[], {}, null, 'a'].some((other) => RowStream.is(other))).to.equal(false);
    });

    for (const isolation of ['share', 'freeze', 'copy'] as const) {
      it(`goes through a flow with isolation "${isolation}"`, async () => {
        await put('id,n\na,1\nb,2\nc,3\n');
        const flow = workflow('stream');
        const source = flow.add('source', readCsv, {
          path: 'a.csv',
          stream: true,
          types: { n: 'number' },
        });
        const doubled = flow.add('doubled', map({ twice: 'value.n * 2' }, { keep: true }));
        const large = flow.add('large', filter('value.twice > 2 && index > 0'));
        const chosen = flow.add('chosen', select({ name: 'id', twice: 'twice' }));
        const target = flow.add('target', writeCsv, { path: 'b.csv' });
        const again = flow.add('again', writeCsv, { path: 'c.csv' });
        flow.connect(source.out.rows, doubled.in.items);
        flow.connect(doubled.out.items, large.in.items);
        flow.connect(large.out.items, chosen.in.items);
        flow.connect(chosen.out.items, target.in.rows);
        flow.connect(doubled.out.items, again.in.rows);
        const result = await run(flow.build(), { ...options(), run: { isolation } });
        expect(result.error).to.equal(undefined);
        expect(result.of(target)).to.deep.equal({ path: 'b.csv', bytes: 19, count: 2 });
        expect(await readFile(folder.path('b.csv'), 'utf8')).to.equal('name,twice\nb,4\nc,6\n');
        expect(await readFile(folder.path('c.csv'), 'utf8')).to.equal(
          'id,n,twice\na,1,2\nb,2,4\nc,3,6\n',
        );
      });
    }

    it('fails whoever reads it, and names the node that the rows come from', async () => {
      await put('n\n1\nx\n');
      const flow = workflow('stream');
      const source = flow.add('source', readCsv, {
        path: 'a.csv',
        stream: true,
        types: { n: 'number' },
      });
      const target = flow.add('target', writeCsv, { path: 'b.csv' });
      flow.connect(source.out.rows, target.in.rows);
      const { error, outcomes } = await run(flow.build(), options());
      expect(outcomes.get('source')?.status).to.equal('completed');
      expect(error?.where.node).to.equal('target');
      expect(error?.message).to.match(
        /a file: Row 2 of the CSV that node "source" reads has "x" [^.]*\.$/,
      );
      expect(await readdir(folder.root)).to.deep.equal(['a.csv']);
    });

    it('is refused where the file has changed since', async () => {
      await put('a\n1\n');
      const stream = (await rows({ stream: true })) as RowStream;
      await put('a\n2\n3\n');
      const error = await rowsOf(stream).catch((thrown: unknown) => thrown);
      expect(error).to.deep.include({ code: 'FILE_CHANGED' });
      await put('a\n1\n');
      await utimes(folder.path('a.csv'), 0, 0);
      expect(await rowsOf(stream).catch((thrown: unknown) => thrown)).to.deep.include({
        code: 'FILE_CHANGED',
      });
    });

    it('closes the file when its reader leaves early, or is told to stop', async () => {
      await put(`a\n${'1\n'.repeat(500_000)}`);
      const stream = (await rows({ stream: true })) as RowStream;
      expect(await readersOf(folder.path('a.csv'))).to.equal(0);
      for await (const { a } of stream) {
        expect(a).to.equal('1');
        break;
      }
      const stop = new AbortController();
      const reason = new Error('enough');
      let seen = 0;
      const reading = (async () => {
        for await (const batch of stream.batches(stop.signal)) {
          seen += batch.length;
          stop.abort(reason);
        }
      })();
      expect(await reading.catch((error: unknown) => error)).to.equal(reason);
      expect(seen).to.be.lessThan(10_000);
      expect(await rejection(stream.batches(AbortSignal.abort(reason)).next())).to.equal(reason);
      expect(await readersOf(folder.path('a.csv'))).to.equal(0);
    });

    it('writes nothing where the run is aborted meanwhile', async () => {
      await put(`a\n${'1\n'.repeat(500_000)}`);
      const stop = new AbortController();
      const flow = workflow('stream');
      const source = flow.add('source', readCsv, { path: 'a.csv', stream: true });
      const target = flow.add('target', writeCsv, { path: 'b.csv' });
      flow.connect(source.out.rows, target.in.rows);
      setTimeout(() => stop.abort(), 30);
      const { status, warnings } = await run(flow.build(), {
        ...options(),
        run: { signal: stop.signal },
      });
      expect(status).to.equal('aborted');
      expect(warnings).to.deep.equal([]);
      expect(await readdir(folder.root)).to.deep.equal(['a.csv']);
    });

    it('is read by a node of anybody', async () => {
      await put('a\n1\n');
      const { node, calls } = spied();
      const flow = workflow('stream');
      const source = flow.add('source', readCsv, { path: 'a.csv', stream: true });
      const mine = flow.add('mine', node);
      flow.connect(source.out.rows, mine.in.value);
      await run(flow.build(), options());
      expect(await rowsOf(calls[0]?.inputs['value'])).to.deep.equal([{ a: '1' }]);
    });
  });

  describe('that is written', () => {
    const write = (given: unknown, config: object = {}) =>
      only(writeCsv, { path: 'b.csv', rows: given as never, ...config });
    const written = async (given: unknown, config?: object) => {
      await outputsOf(write(given, config), options());
      return readFile(folder.path('b.csv'), 'utf8');
    };

    it('has a line for each row, and quotes where they are needed', async () => {
      const given = [
        { a: 'x,y', b: 'he said "no"' },
        { a: 'two\nlines', b: ' ' },
      ];
      expect(await written(given)).to.equal('a,b\n"x,y","he said ""no"""\n"two\nlines", \n');
    });

    it('has numbers, truth, dates and data as texts', async () => {
      const given = [
        { v: 1.5 },
        { v: true },
        { v: null },
        { v: undefined },
        { v: 10n },
        { v: new Date(0) },
        { v: [1, { a: 2 }] },
      ];
      expect(await written(given)).to.equal(
        'v\n1.5\ntrue\n""\n""\n10\n1970-01-01T00:00:00.000Z\n"[1,{""a"":2}]"\n',
      );
    });

    it('has the columns, line ends and delimiter that are stated', async () => {
      const given = [
        { a: 1, b: 2 },
        { a: 3, b: 4, c: 5 },
      ];
      const config = { columns: ['b', 'c'], header: false, lineEnd: 'crlf', delimiter: ';' };
      expect(await written(given, config)).to.equal('2;\r\n4;5\r\n');
    });

    it('makes texts of formulas where that is stated', async () => {
      expect(await written([{ a: '=1+1' }])).to.equal('a\n=1+1\n');
      expect(await written([{ a: '=1+1' }], { escapeFormulas: true })).to.equal("a\n'=1+1\n");
    });

    it('may have no rows: then its columns, where they are known', async () => {
      expect(await written([])).to.equal('');
      expect(await written([], { columns: ['a', 'b'] })).to.equal('a,b\n');
      const empty = new RowStream(['x'], async function* none() {});
      expect(await written(empty)).to.equal('x\n');
    });

    it('may have more rows than are written at once', async () => {
      const many = Array.from({ length: 2_500 }, (_, i) => ({ i }));
      const text = await written(many);
      expect(text.split('\n').length).to.equal(2_502);
      expect(await outputsOf(write(many), options())).to.deep.include({ count: 2_500 });
    });

    for (const [given, message] of [
      [7, 'The input "rows" of node "only" is 7.'],
      [[{ a: 1 }, 7], 'Item 1 of the rows that node "only" is to write is 7 and no row.'],
      [[[1]], 'Item 0 of the rows that node "only" is to write is [1] and no row.'],
      [
        [{ a: 1 }, { a: 2, b: 3 }],
        'Item 1 of the rows that node "only" is to write has "b", which the rows before it do not have.',
      ],
      [
        [{ a: () => 1 }],
        'Item 0 of the rows that node "only" is to write has in column "a" what cannot be written.',
      ],
    ] as const) {
      it(`is refused of ${inspect(given)}`, async () => {
        const { code, message: said } = await failureOf(write(given), options());
        expect([code, said]).to.deep.equal(['ROWS_INVALID', message]);
        expect(await readdir(folder.root)).to.deep.equal([]);
      });
    }

    it('is refused where data is cyclic', async () => {
      const cyclic: unknown[] = [];
      cyclic.push(cyclic);
      expect((await failureOf(write([{ a: cyclic }]), options())).code).to.equal('ROWS_INVALID');
    });

    it('is refused where a column is stated that a stream does not have', async () => {
      const stream = new RowStream(['total'], async function* none() {});
      expect(await failureOf(write(stream, { columns: ['totl'] }), options())).to.deep.equal({
        code: 'ROWS_INVALID',
        message: 'Node "only" is to write a column "totl", which its rows do not have.',
        hint: 'Did you mean "total"?',
      });
      expect((await failureOf(write(stream, { columns: ['x'] }), options())).hint).to.equal(
        'They have "total".',
      );
    });

    it('shows secrets by their name', async () => {
      const secret = Object.defineProperty(
        { reveal: () => 'hunter2', toString: () => '[secret PIN]' },
        Symbol.for('tenon.Secret'),
        { value: true },
      );
      expect(await written([{ a: secret }])).to.equal('a\n[secret PIN]\n');
    });

    it('is read again as it was', async () => {
      const cell = fc.string({ unit: 'grapheme', maxLength: 8 });
      const table = fc
        .uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 4,
          selector: (name) => name,
        })
        .chain((columns) =>
          fc.array(
            fc
              .tuple(...columns.map(() => cell))
              .map((cells) => Object.fromEntries(columns.map((name, i) => [name, cells[i]]))),
            { minLength: 1, maxLength: 6 },
          ),
        );
      const { runtime } = aRuntime({
        plugins: [portsUnchecked, standardNodes({ root: folder.root })],
      });
      await fc.assert(
        fc.asyncProperty(table, async (given) => {
          const once = workflow('round-trip');
          const w = once.add('w', writeCsv, { path: 'r.csv', rows: given });
          const r = once.add('r', readCsv);
          once.connect(w.out.path, r.in.path);
          const result: RunResult = await runtime.execute(once.build());
          expect((result.results['r'] as { rows: unknown }).rows).to.deep.equal(given);
        }),
        { numRuns: 100 },
      );
    });
  });
});

function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** How often this process has a file open, where the system tells. */
async function readersOf(path: string): Promise<number> {
  const names = await readdir('/proc/self/fd').catch(() => []);
  const links = await Promise.all(
    names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')),
  );
  return links.filter((link) => link === path).length;
}

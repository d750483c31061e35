import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectorySecrets, EnvironmentSecrets, MemorySecrets } from '@tenon/plugin-parameters';
import { expectNoSecretIn } from '@tenon/testing';
import { expect } from 'chai';

const HOSTILE = [
  '../outside',
  '..%2foutside',
  '%2e%2e/outside',
  '..',
  '.',
  '',
  '/etc/passwd',
  'sub/inner',
  'sub\\inner',
  'C:\\outside',
  'KEY\0',
  'KEY/',
  'KEY.',
  './KEY',
  'key',
  'CON',
  'x'.repeat(300),
  '__proto__',
  'constructor',
  'toString',
  '\ud800',
  '\u202eYEK',
];

describe('EnvironmentSecrets', () => {
  it('reads variables, behind a prefix where there is one', () => {
    const environment = { APP_KEY: 'a', KEY: 'b' };
    expect(new EnvironmentSecrets('', environment).get('KEY')).to.equal('b');
    expect(new EnvironmentSecrets('APP_', environment).get('KEY')).to.equal('a');
    expect(new EnvironmentSecrets('APP_', environment).get('OTHER')).to.equal(undefined);
  });

  it('reads those of the process where it is told no others', () => {
    process.env['TENON_TEST_KEY'] = 'from the process';
    expect(new EnvironmentSecrets('TENON_TEST_').get('KEY')).to.equal('from the process');
    delete process.env['TENON_TEST_KEY'];
    expect(new EnvironmentSecrets('TENON_TEST_').get('KEY')).to.equal(undefined);
  });

  it('knows no names that no variable has', () => {
    for (const name of HOSTILE)
      expect(new EnvironmentSecrets('', {}).get(name)).to.equal(undefined);
    expect(new EnvironmentSecrets('_', {}).get('_proto__')).to.equal(undefined);
  });

  it('shows nothing of the environment', () => {
    expectNoSecretIn(new EnvironmentSecrets('', { KEY: 'hunter-two' }), 'hunter-two');
  });
});

describe('MemorySecrets', () => {
  it('holds what it is given', () => {
    expect(new MemorySecrets({ KEY: 'a' }).get('KEY')).to.equal('a');
    expect(new MemorySecrets().get('KEY')).to.equal(undefined);
    for (const name of HOSTILE) expect(new MemorySecrets({}).get(name)).to.equal(undefined);
    const hostile = JSON.parse('{"__proto__":"a"}') as Record<string, string>;
    expect(new MemorySecrets(hostile).get('__proto__')).to.equal('a');
  });

  it('follows a map, and copies a record', () => {
    const map = new Map([['KEY', 'a']]);
    const record = { KEY: 'a' };
    const secrets = [new MemorySecrets(map), new MemorySecrets(record)];
    map.set('KEY', 'b');
    record.KEY = 'b';
    expect(secrets.map((held) => held.get('KEY'))).to.deep.equal(['b', 'a']);
  });

  it('shows nothing of them', () => {
    expectNoSecretIn(new MemorySecrets({ KEY: 'hunter-two' }), 'hunter-two');
  });
});

describe('DirectorySecrets', () => {
  let root: string;
  let directory: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tenon-'));
    directory = join(root, 'secrets');
    mkdirSync(join(directory, 'sub'), { recursive: true });
    writeFileSync(join(root, 'outside'), 'outside');
    writeFileSync(join(directory, 'sub', 'inner'), 'inner');
    writeFileSync(join(directory, 'KEY'), 'hunter-two\n');
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('reads a file for each, without the line break at its end', async () => {
    const secrets = new DirectorySecrets(directory);
    writeFileSync(join(directory, 'lines'), 'a\nb\r\n');
    writeFileSync(join(directory, 'bare'), ' a ');
    writeFileSync(join(directory, 'odd name.ü'), 'x');
    expect(await secrets.get('KEY')).to.equal('hunter-two');
    expect(await secrets.get('lines')).to.equal('a\nb');
    expect(await secrets.get('bare')).to.equal(' a ');
    expect(await secrets.get('odd name.ü')).to.equal('x');
    expect(await secrets.get('sub')).to.equal(undefined);
  });

  it('follows links, which is how orchestrators mount them', async () => {
    symlinkSync(join('sub', 'inner'), join(directory, 'LINKED'));
    expect(await new DirectorySecrets(directory).get('LINKED')).to.equal('inner');
  });

  it('lets no name lead out of the directory', async () => {
    const secrets = new DirectorySecrets(directory);
    for (const name of HOSTILE) expect(await secrets.get(name), name).to.equal(undefined);
  });

  it('rejects where there is no such directory', async () => {
    const error = await new DirectorySecrets(join(root, 'nowhere')).get('KEY').then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.include({ code: 'ENOENT' });
  });
});

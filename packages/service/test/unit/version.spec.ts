import { readFileSync } from 'node:fs';
import { VERSION } from '@tenon/service';
import { expect } from 'chai';

describe('the version of the package', () => {
  it('is that of its manifest', () => {
    const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
    expect((JSON.parse(manifest) as { version: string }).version).to.equal(VERSION);
  });
});

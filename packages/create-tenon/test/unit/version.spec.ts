import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { VERSION } from 'create-tenon';

describe('the version of the command', () => {
  it('is that of its package', () => {
    const manifest: unknown = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    );
    expect(manifest).to.include({ version: VERSION });
  });
});

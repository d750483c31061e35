import { readFileSync } from 'node:fs';
import { VERSION, validation } from '@tenon/plugin-validation';
import { expect } from 'chai';

describe('the version of the plugin', () => {
  it('is that of its package', () => {
    const url = new URL('../../../package.json', import.meta.url);
    const { version } = JSON.parse(readFileSync(url, 'utf8')) as { readonly version: string };
    expect([VERSION, validation().manifest.version]).to.deep.equal([version, version]);
  });
});

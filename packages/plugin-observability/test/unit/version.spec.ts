import { readFileSync } from 'node:fs';
import { observability } from '@tenon/plugin-observability';
import { expect } from 'chai';

describe('the version of the plugin', () => {
  it('is that of its package', () => {
    const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
    expect((JSON.parse(manifest) as { version: string }).version).to.equal(
      observability().manifest.version,
    );
  });
});

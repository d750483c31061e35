import { expect } from 'chai';
import type { PluginManifest } from '#core/plugin/manifest.js';
import { unmatchedOrders } from '#core/plugin/unmatched.js';
import { type Facts, plugin } from './manifests.js';

const manifests = (plugins: Readonly<Record<string, Facts>>): PluginManifest[] =>
  Object.entries(plugins).map(([name, facts]) => plugin(name, facts).manifest);

describe('a declared order without effect', () => {
  it('is one whose name is that of no plugin and no capability', () => {
    const found = unmatchedOrders(
      manifests({
        audit: {},
        cache: { provides: ['caching'] },
        export: { after: ['audit', 'gone', 'caching'], before: ['cache', 'away'] },
      }),
    );
    expect(found).to.deep.equal([
      { declaredBy: 'export', how: 'after', name: 'gone', hint: undefined },
      { declaredBy: 'export', how: 'before', name: 'away', hint: undefined },
    ]);
    expect(found[0]).to.be.frozen;
  });

  it('has the name that was probably meant, where there is a near one', () => {
    const [found] = unmatchedOrders(manifests({ audit: {}, export: { after: ['audti'] } }));
    expect(found?.hint).to.equal('Did you mean "audit"?');
  });

  it('is no misspelling where it names a plugin of Tenon that is not installed', () => {
    const [found] = unmatchedOrders(
      manifests({ validator: {}, export: { after: ['validation'] } }),
    );
    expect(found).to.include({ name: 'validation', hint: undefined });
  });

  it('is found among many plugins without comparing each with each', () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [`p${i}`, { after: [`q${i}`] }]),
    );
    expect(unmatchedOrders(manifests(many))).to.have.length(3000);
  });
});

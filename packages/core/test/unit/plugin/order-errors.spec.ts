import { expect } from 'chai';
import fc from 'fast-check';
import { arrowsOf } from '#core/plugin/arrows.js';
import { installationOf } from '#core/plugin/capabilities.js';
import type { PluginManifest } from '#core/plugin/manifest.js';
import { thrown } from '../errors/thrown.js';
import { plugin, solved } from './manifests.js';

/** The error of starting with these plugins, which must be the same for every registration order. */
function refusal(plugins: readonly { readonly manifest: PluginManifest }[]) {
  const error = thrown(() => solved(plugins));
  fc.assert(
    fc.property(fc.shuffledSubarray([...plugins], { minLength: plugins.length }), (shuffled) => {
      const other = thrown(() => solved(shuffled));
      expect([other.code, other.message, other.hint]).to.deep.equal([
        error.code,
        error.message,
        error.hint,
      ]);
    }),
    { numRuns: 20 },
  );
  return error;
}

describe('ORDER_CYCLE', () => {
  it('tells the exact path, and who declared each arrow', () => {
    const error = refusal([
      plugin('a', { after: ['c'] }),
      plugin('b', { requires: ['a'] }),
      plugin('c', { after: ['b'] }),
      plugin('behind', { after: ['c'] }),
      plugin('ahead', { before: ['a'] }),
    ]);
    expect(error.code).to.equal('ORDER_CYCLE');
    expect(error.message).to.equal(
      'The declared order of plugins goes in a circle: "a" → "b" → "c" → "a". ' +
        '"b" declares requires: ["a"]; "c" declares after: ["b"]; "a" declares after: ["c"].',
    );
    expect(error.hint).to.equal('Remove one of these declarations.');
    expect(error.where.plugin).to.equal('a');
  });

  it('tells the first of two declarations that say the same', () => {
    const error = refusal([
      plugin('a', { before: ['b'] }),
      plugin('b', { requires: ['a'], before: ['a'] }),
    ]);
    expect(error.message)
      .to.include('"a" declares before: ["b"]')
      .and.not.include('"b" declares requires');
  });

  it('tells of a plugin that names itself, or a capability of its own', () => {
    expect(refusal([plugin('a', { after: ['a'] })]).message).to.include(
      '"a" → "a". "a" declares after: ["a"]',
    );
    expect(refusal([plugin('a', { provides: ['x'], requires: ['x'] })]).message).to.include(
      '"a" declares requires: ["x"]',
    );
  });

  it('shortens a cycle of more than twenty plugins', () => {
    const circle = (size: number) =>
      thrown(() =>
        solved(
          Array.from({ length: size }, (_, i) =>
            plugin(`p${i}`, { after: [`p${(i + size - 1) % size}`] }),
          ),
        ),
      ).message;
    expect(circle(20)).to.not.include('more');
    expect(circle(1000))
      .to.match(/"p19" → 980 more → "p0"\. .*; and 980 more\.$/)
      .and.have.lengthOf.below(2000);
  });
});

describe('STAGE_CONFLICT', () => {
  it('names both stages, and who declared the order against them', () => {
    const error = refusal([
      plugin('early', { stage: 300, after: ['late'] }),
      plugin('late', { stage: 400 }),
    ]);
    expect(error.code).to.equal('STAGE_CONFLICT');
    expect(error.message).to.equal(
      '"late" at stage 400 (validation) would have to run before "early" at stage 300 (parameters): ' +
        '"early" declares after: ["late"].',
    );
    expect(error.hint).to.include('change one of the two stages');
    expect(error.where.plugin).to.equal('early');
  });

  it('is found through plugins without a stage', () => {
    const error = refusal([
      plugin('late', { stage: 900 }),
      plugin('link', { after: ['late'] }),
      plugin('bridge', { after: ['link'], before: ['early'] }),
      plugin('early', { stage: 120 }),
    ]);
    expect(error.code).to.equal('STAGE_CONFLICT');
    expect(error.message)
      .to.include('"late" at stage 900 (execution)')
      .and.include('"early" at stage 120:')
      .and.include(
        '"link" declares after: ["late"]; "bridge" declares after: ["link"]; "bridge" declares before: ["early"]',
      );
    expect(error.where.plugin).to.equal('bridge');
  });

  it('shows ten declarations of a long chain', () => {
    const chain = (links: number) =>
      thrown(() =>
        solved([
          plugin('p0', { stage: 900 }),
          ...Array.from({ length: links - 1 }, (_, i) => plugin(`p${i + 1}`, { after: [`p${i}`] })),
          plugin('early', { stage: 120, after: [`p${links - 1}`] }),
        ]),
      );
    expect(chain(10).message).to.match(/"early" declares after: \["p9"\]\.$/);
    expect(chain(12).message).to.match(/"p10" declares after: \["p9"\]; and 2 more\.$/);
    expect(chain(12).where.plugin).to.equal('early');
  });

  it('includes a requirement, which has to run before', () => {
    const error = refusal([
      plugin('a', { stage: 100, requires: ['b'] }),
      plugin('b', { stage: 200 }),
    ]);
    expect(error.code).to.equal('STAGE_CONFLICT');
  });
});

describe('PLUGIN_REQUIRES', () => {
  it('names the package of a capability of Tenon', () => {
    const error = refusal([plugin('mine', { requires: ['cycles'] })]);
    expect(error.code).to.equal('PLUGIN_REQUIRES');
    expect(error.message).to.equal('Plugin "mine" requires "cycles", which is not there.');
    expect(error.hint).to.equal(
      'Install "@tenon/plugin-cycles" and add cycles() to the plugins of createRuntime.',
    );
    expect(error.where.plugin).to.equal('mine');
  });

  it('suggests the plugin that was probably meant', () => {
    const error = refusal([plugin('mine', { requires: ['cach'] }), plugin('cache')]);
    expect(error.hint).to.equal('Did you mean "cache"?');
  });

  it('lists everything that is missing at once', () => {
    const error = refusal([
      plugin('a', { requires: ['x-one'] }),
      plugin('b', { requires: ['yy-two', 'conditional'] }),
    ]);
    expect(error.message).to.equal(
      'Plugin "a" requires "x-one", which is not there. Plugin "b" requires "yy-two", which is not ' +
        'there. Plugin "b" requires "conditional", which is not there.',
    );
    expect(error.hint)
      .to.include('named "x-one", or that provides it, to the plugins of createRuntime. Add')
      .and.include('@tenon/plugin-conditional');
  });
});

describe('PLUGIN_DUPLICATE', () => {
  it('says both versions', () => {
    const [one, two] = ['2.1.0', '1.0.0'].map((version) => ({
      manifest: { name: 'cache', version },
    }));
    const error = refusal([one, two].filter((entry) => entry !== undefined));
    expect(error.code).to.equal('PLUGIN_DUPLICATE');
    expect(error.message).to.equal(
      'There are two plugins named "cache" of versions 1.0.0 and 2.1.0.',
    );
    expect(thrown(() => arrowsOf([one, two].flatMap((entry) => entry?.manifest ?? [])))).to.include(
      { message: error.message },
    );
    expect(error.hint).to.include('Register it once');
    expect(error.where.plugin).to.equal('cache');
  });

  it('is also the same plugin registered twice', () => {
    const one = plugin('cache');
    expect(refusal([one, one]).message).to.equal(
      'There are two plugins named "cache", both of version 1.0.0.',
    );
  });
});

describe('CAPABILITY_CONFLICT', () => {
  it('names both plugins that provide one capability', () => {
    const error = refusal([
      plugin('redis', { provides: ['cache'] }),
      plugin('memory', { provides: ['cache'] }),
    ]);
    expect(error.code).to.equal('CAPABILITY_CONFLICT');
    expect(error.message).to.include('"memory"').and.include('"redis"').and.include('"cache"');
    expect(error.hint).to.include('"memory" or "redis"');
    expect(error.where.plugin).to.equal('redis');
  });

  it('arises with a plugin that bears the capability as its name', () => {
    const error = refusal([plugin('cache'), plugin('memory', { provides: ['cache'] })]);
    expect(error.code).to.equal('CAPABILITY_CONFLICT');
  });

  it('does not arise within one plugin', () => {
    expect(solved([plugin('cache', { provides: ['cache', 'x', 'x'] })])).to.deep.equal(['cache']);
  });
});

describe('installationOf', () => {
  it('names package and call for the capabilities of Tenon, and nothing else', () => {
    for (const capability of [
      ...['parameters', 'validation', 'cycles', 'conditional'],
      'resources',
    ]) {
      expect(installationOf(capability))
        .to.include(`"@tenon/plugin-${capability}"`)
        .and.include(`${capability}()`);
    }
    expect(installationOf('__proto__')).to.equal(undefined);
  });
});

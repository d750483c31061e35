import { expect } from 'chai';
import fc from 'fast-check';
import { arrowsOf } from '#core/plugin/arrows.js';
import { comparePlacements } from '#core/plugin/placement.js';
import { resolveOrder } from '#core/plugin/resolve-order.js';
import { plugin, solvablePlugins, solved, TEN_STEPS, tenSteps } from './manifests.js';

describe('resolveOrder', () => {
  it('runs the ten steps in order, whatever the registration order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(tenSteps(), { minLength: 10 }), (plugins) => {
        expect(solved(plugins)).to.deep.equal(TEN_STEPS);
      }),
    );
  });

  it('gives the same order for every registration order', () => {
    fc.assert(
      fc.property(
        solvablePlugins().chain((plugins) =>
          fc.tuple(
            fc.constant(plugins),
            fc.shuffledSubarray(plugins, { minLength: plugins.length }),
          ),
        ),
        ([plugins, shuffled]) => {
          expect(resolveOrder(shuffled)).to.deep.equal(resolveOrder(plugins));
        },
      ),
    );
  });

  it('keeps every plugin once, follows every declaration, and never lets a stage fall', () => {
    fc.assert(
      fc.property(solvablePlugins(), (plugins) => {
        const placed = resolveOrder(plugins);
        const names = placed.map((entry) => entry.plugin.manifest.name);
        const place = new Map(names.map((name, i) => [name, i]));
        expect(names).to.have.members(plugins.map(({ manifest }) => manifest.name));
        for (const { earlier, later } of arrowsOf(plugins.map(({ manifest }) => manifest))) {
          expect(place.get(earlier)).to.be.below(place.get(later) ?? -1);
        }
        placed.slice(1).forEach(({ placement }, i) => {
          const before = placed[i]?.placement;
          expect(before && comparePlacements(before, placement)).to.be.at.most(0);
        });
      }),
    );
  });

  it('lets no declared order move one of the ten steps', () => {
    fc.assert(
      fc.property(solvablePlugins(), (plugins) => {
        // Third parties that state no stage, among and around the steps.
        const others = plugins.map(
          ({ manifest: { name, requires = [], after = [], before = [] } }, i) =>
            plugin(name, {
              requires,
              after: [...after, ...(i % 3 === 0 ? ['access'] : [])],
              before,
            }),
        );
        const order = solved([...others, ...tenSteps()]);
        expect(order.filter((name) => (TEN_STEPS as string[]).includes(name))).to.deep.equal(
          TEN_STEPS,
        );
      }),
    );
  });

  it('puts a plugin between two steps by a stage, or by after and before', () => {
    const by = [plugin('stage', { stage: 350 })];
    const order = solved([
      ...tenSteps(),
      ...by,
      plugin('arrows', { after: ['parameters'], before: ['validation'] }),
    ]);
    expect(order.slice(2, 6)).to.deep.equal(['parameters', 'arrows', 'stage', 'validation']);
  });

  it('breaks ties by name, by code units', () => {
    const plugins = ['b', 'a', 'Z', 'ä'].map((name) => plugin(name, { stage: 350 }));
    expect(solved(plugins)).to.deep.equal(['Z', 'a', 'b', 'ä']);
  });

  it('takes a capability for the plugin that provides it', () => {
    const order = solved([
      plugin('zod-checks', { stage: 400, provides: ['validation'] }),
      plugin('first', { stage: 400, before: ['validation'] }),
      plugin('then', { stage: 400, requires: ['validation'] }),
    ]);
    expect(order).to.deep.equal(['first', 'zod-checks', 'then']);
  });

  it('ignores after and before where the other plugin is absent', () => {
    const alone = plugin('alone', { stage: 100, after: ['nobody'], before: ['nobody'] });
    expect(solved([alone])).to.deep.equal(['alone']);
  });

  it('treats names of built-in properties as names', () => {
    const order = solved([
      plugin('__proto__', { after: ['constructor'] }),
      plugin('constructor', { after: ['toString'] }),
      plugin('toString'),
    ]);
    expect(order).to.deep.equal(['toString', 'constructor', '__proto__']);
  });

  it('answers nothing for no plugins', () => {
    expect(resolveOrder([])).to.deep.equal([]);
  });

  it('reads a thousand plugins a constant number of times each', () => {
    for (const size of [100, 1000]) {
      let reads = 0;
      const names = Array.from({ length: size }, (_, i) => `p${i}`);
      const plugins = names.map((name, i) => {
        const { manifest } = plugin(name, { after: names.slice(Math.max(0, i - 3), i) });
        const counting = Object.defineProperties(
          { ...manifest },
          {
            after: { get: () => (reads++, manifest.after), enumerable: true },
            stage: { get: () => (reads++, undefined), enumerable: true },
          },
        );
        return { manifest: counting };
      });
      expect(solved(plugins)).to.deep.equal(names);
      expect(reads / size, `${size} plugins`).to.be.below(20);
    }
  });

  it('compares the names of a thousand plugins n log n times', () => {
    for (const size of [100, 1000]) {
      let comparisons = 0;
      const plugins = Array.from({ length: size }, (_, i) => {
        const { manifest } = plugin(`p${(i * 7919) % size}`);
        // Read once for each side of each comparison, and a few times more.
        const name = { get: () => (comparisons++, manifest.name), enumerable: true };
        return { manifest: Object.defineProperty({ ...manifest }, 'name', name) };
      });
      solved(plugins);
      expect(comparisons).to.be.below(6 * size * Math.log2(size));
    }
  });
});

import { expect } from 'chai';
import { SyncHook } from 'tapable';
import { formatDescription } from '#core/hooks/format-description.js';
import { defineHookSet } from '#core/hooks/hook-set.js';
import { sealedRegistry, tapping } from './registry.js';

const GateHooks = defineHookSet('GateHooks', () => ({ opened: new SyncHook<[]>([]) }));

function description() {
  return sealedRegistry([
    tapping('export', (hooks) => hooks.settled.tapPromise('export', async () => {}), {
      version: '2.0.1',
      after: ['audit'],
    }),
    tapping(
      'audit',
      (hooks, services) => {
        hooks.settled.tap('audit', () => {});
        services.get(GateHooks.id).opened.tap('audit', () => {});
      },
      { stage: 500 },
    ),
    tapping('gates', () => {}, { publishes: [GateHooks] }),
  ]).registry.describe();
}

describe('describe', () => {
  it('gives the solved order as data, with what placed each plugin', () => {
    const { plugins } = description();
    expect(plugins.map(({ name, why }) => [name, why])).to.deep.equal([
      ['audit', 'stage 500 (audit)'],
      ['export', '"export" declares after: ["audit"]'],
      ['gates', 'no order declared: just before execution'],
    ]);
    expect(plugins[1]?.placement).to.deep.include({ stage: 500, side: 'after', by: 'order' });
  });

  it('gives every hook with its taps in the order in which they run', () => {
    const { hooks } = description();
    expect(hooks.find(({ name }) => name === 'settled')).to.deep.equal({
      set: 'RuntimeHooks',
      name: 'settled',
      kind: 'AsyncSeriesHook',
      role: 'observer',
      order: 'solved',
      taps: [
        {
          plugin: 'audit',
          kind: 'sync',
          by: 'stage',
          declaredBy: 'audit',
          why: 'stage 500 (audit)',
        },
        {
          plugin: 'export',
          kind: 'async',
          by: 'after',
          declaredBy: 'export',
          why: '"export" declares after: ["audit"]',
        },
      ],
    });
    expect(hooks.map(({ name }) => name)).to.include.members(['verify', 'GateHooks.opened']);
  });

  it('says of each tap what placed it, and whose declaration that is', () => {
    const tapped = (name: string, manifest = {}) =>
      tapping(name, (hooks) => hooks.prepare.tap(name, () => undefined), manifest);
    const { hooks, plugins } = sealedRegistry([
      tapped('states', { stage: 300 }),
      tapped('twin', { stage: 300 }),
      tapped('placed', {}),
      tapped('placer', { stage: 500, after: ['placed'] }),
      tapped('needs', { requires: ['placer'] }),
      tapped('a', { after: ['b'] }),
      tapped('b', {}),
      tapped('c', {}),
    ]).registry.describe();
    const taps = hooks.find(({ name }) => name === 'prepare')?.taps ?? [];
    expect(
      taps.map(({ plugin, by, declaredBy, why }) => [plugin, by, declaredBy, why]),
    ).to.deep.equal([
      ['states', 'stage', 'states', 'stage 300 (parameters)'],
      ['twin', 'stage', 'twin', 'stage 300 (parameters), by name behind "states"'],
      ['placed', 'after', 'placer', '"placer" declares after: ["placed"]'],
      ['placer', 'stage', 'placer', 'stage 500 (audit)'],
      ['needs', 'requires', 'needs', '"needs" declares requires: ["placer"]'],
      ['b', 'default', undefined, 'no order declared: just before execution'],
      ['a', 'after', 'a', 'just before execution, "a" declares after: ["b"]'],
      ['c', 'default', undefined, 'no order declared: just before execution, by name behind "a"'],
    ]);
    expect(plugins.map(({ behind }) => behind?.plugin)).to.deep.equal([
      undefined,
      'states',
      undefined,
      undefined,
      undefined,
      undefined,
      'b',
      'a',
    ]);
  });

  it('says that what was opened last is closed first', () => {
    const { registry } = sealedRegistry(
      ['a', 'b'].map((name) => tapping(name, (hooks) => hooks.dispose.tap(name, () => {}))),
    );
    expect(formatDescription(registry.describe()).split('\n\n')[1]).to.equal(
      [
        'hook     kind                         #  plugin  why there',
        '─────────────────────────────────────────────────────────────────────────────────────────────────────────────',
        'dispose  AsyncSeriesHook, last first  1  b       no order declared: just before execution, by name behind "a"',
        '                                      2  a       no order declared: just before execution',
      ].join('\n'),
    );
  });

  it('answers a value that cannot be changed', () => {
    const data = description();
    expect(data).to.be.frozen;
    expect(data.plugins).to.be.frozen;
    expect(data.hooks[0]).to.be.frozen;
  });

  it('prints as a table', () => {
    expect(formatDescription(description())).to.equal(
      [
        '#  plugin  version  why there',
        '────────────────────────────────────────────────────────────',
        '1  audit   1.0.0    stage 500 (audit)',
        '2  export  2.0.1    "export" declares after: ["audit"]',
        '3  gates   1.0.0    no order declared: just before execution',
        '',
        'hook              kind             #  plugin          why there',
        '────────────────────────────────────────────────────────────────────────────────────────',
        'settled           AsyncSeriesHook  1  audit           stage 500 (audit)',
        '                                   2  export (async)  "export" declares after: ["audit"]',
        'GateHooks.opened  SyncHook         1  audit           stage 500 (audit)',
        '',
        'untapped: verify, plan, node, prepare, admit, review, execute, nodeStarted, nodeSettled, results, dispose',
      ].join('\n'),
    );
  });

  it('gives declared orders without effect, and prints them', () => {
    const data = sealedRegistry([
      tapping('audit', () => {}),
      tapping('export', () => {}, { after: ['audti'], before: ['gone'] }),
    ]).registry.describe();
    expect(data.unmatched.map(({ name, hint }) => [name, hint])).to.deep.equal([
      ['audti', 'Did you mean "audit"?'],
      ['gone', undefined],
    ]);
    expect(data.unmatched).to.be.frozen;
    expect(formatDescription(data).split('\n\n')[1]).to.equal(
      [
        'without effect: "export" declares after: ["audti"]. Did you mean "audit"?',
        'without effect: "export" declares before: ["gone"]',
      ].join('\n'),
    );
  });

  it('prints nothing but the plugins where nobody taps', () => {
    const data = sealedRegistry([tapping('quiet', () => {})]).registry.describe();
    expect(formatDescription({ ...data, hooks: [] })).to.match(
      /^#\s+plugin.*\n─+\n1\s+quiet\s+1\.0\.0\s+no order declared: just before execution$/,
    );
  });
});

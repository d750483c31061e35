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
      taps: [
        { plugin: 'audit', kind: 'sync', why: 'stage 500 (audit)' },
        { plugin: 'export', kind: 'async', why: '"export" declares after: ["audit"]' },
      ],
    });
    expect(hooks.map(({ name }) => name)).to.include.members(['verify', 'GateHooks.opened']);
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

import { readFileSync } from 'node:fs';
import { AccessPolicy, AuditSink, createRuntime, defineHookSet } from '@tenon/core';
import { expect } from 'chai';
import { SyncHook, SyncWaterfallHook } from 'tapable';
import { hookComments, hookSetComments } from '#core/hooks/hook-comments.js';
import { createRuntimeHooks } from '#core/hooks/runtime-hooks.js';

const SOURCE = readFileSync(
  new URL('../../../../src/hooks/runtime-hooks.ts', import.meta.url),
  'utf8',
);

describe('hookComments', () => {
  it('finds every hook with its purpose, its points and its type', () => {
    const comments = hookComments(SOURCE);
    expect(comments.map(({ name }) => name)).to.deep.equal(Object.keys(createRuntimeHooks()));
    const dispose = comments.at(-1);
    expect(dispose?.purpose).to.equal('Closes what a plugin opened for the runtime.');
    expect(dispose?.points['May return']).to.equal('nothing.');
    expect(dispose?.type).to.equal('AsyncSeriesHook<[]>');
  });

  it('refuses a comment that lacks a point', () => {
    const source =
      '  /**\n   * Does it.\n   *\n   * - Fires: once.\n   */\n  readonly odd: SyncHook<[]>;\n';
    expect(() => hookComments(source)).to.throw(
      'The comment of the hook "odd" must have the points',
    );
  });

  it('says truly who taps out of the box, when a host binds and asks for everything', () => {
    const runtime = createRuntime({
      tracking: 'tasks',
      configure: ({ bind }) => {
        bind(AccessPolicy).toConstantValue({ perNode: true, decide: () => true });
        bind(AuditSink).toConstantValue({ append: () => {} });
      },
    });
    const tapped = runtime
      .describe()
      .hooks.map(({ name, taps }) => [name, taps.map((tap) => tap.plugin)]);
    const told = hookComments(SOURCE).map(({ name, points }) => [
      name,
      points['Out of the box']
        .replace(/ \([^)]*\)|\.$/g, '')
        .split(', ')
        .filter((plugin) => plugin !== 'nobody'),
    ]);
    expect(told).to.deep.equal(tapped);
  });
});

describe('hookSetComments', () => {
  const points = (indent: string) =>
    [
      'Fires: once.',
      'Kind: series.',
      'May return: nothing',
      '  at all.',
      'If it throws: it fails.',
      'Out of the box: nobody.',
    ]
      .map((line) => `${indent} * ${line.startsWith(' ') ? line : `- ${line}`}\n`)
      .join('');
  const comment = (indent: string, purpose: string) =>
    `${indent}/**\n${indent} * ${purpose}\n${indent} *\n${points(indent)}${indent} */\n`;
  const set = defineHookSet('TestHooks', () => ({
    key: new SyncWaterfallHook<[key: string], string | void>(['key']),
    hit: new SyncHook<[]>(),
  }));

  it('finds the hooks of a set where it is defined, however it is laid out', () => {
    const flat = `defineHookSet('TestHooks', () => ({
${comment('  ', 'Changes a key.')}  key: new SyncWaterfallHook<[key: string], string | void>(['key'], 'key'),
${comment('  ', 'Tells of a hit.')}  hit: new SyncHook<[]>([], 'hit'),
}));
`;
    const deep = `defineHookSet(
  'TestHooks',
  () => ({
${comment('    ', 'Changes a key.')}    key: new SyncWaterfallHook<
      [key: string],
      string | void
    >(['key'], 'key'),
${comment('    ', 'Tells of a hit.')}    hit: new SyncHook<[]>([], 'hit'),
  }),
  { observers: ['hit'] },
);
`;
    for (const definition of [flat, deep]) {
      const found = hookSetComments(`import 'x';\nexport const TestHooks = ${definition}`, set);
      expect(found.map(({ name, purpose, type }) => [name, purpose, type])).to.deep.equal([
        ['key', 'Changes a key.', 'SyncWaterfallHook<[key: string], string | void>'],
        ['hit', 'Tells of a hit.', 'SyncHook<[]>'],
      ]);
      expect(found[0]?.points['May return']).to.equal('nothing at all.');
    }
  });

  it('takes no hook of another set, and refuses one without a comment', () => {
    const other = `export const OtherHooks = defineHookSet('OtherHooks', () => ({
${comment('  ', 'Is not meant.')}  key: new SyncHook<[]>([]),
}));
`;
    const own = "export const TestHooks = defineHookSet('TestHooks', () => ({ key, hit }));\n";
    for (const source of [own + other, other + own, other]) {
      expect(() => hookSetComments(source, set)).to.throw(
        'The hook "key" of TestHooks has no comment above it.',
      );
    }
  });
});

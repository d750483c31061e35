import { readFileSync } from 'node:fs';
import {
  AccessPolicy,
  AuditSink,
  createRuntime,
  defineNode,
  type Plugin,
  type RuntimeHooks,
  workflow,
} from '@tenon/core';
import { expect } from 'chai';
import { FIRING_ORDER, hookComments, hookPage } from '#core/hooks/hook-page.js';
import { createRuntimeHooks } from '#core/hooks/runtime-hooks.js';

const SOURCE = readFileSync(
  new URL('../../../../src/hooks/runtime-hooks.ts', import.meta.url),
  'utf8',
);

/** Notes each hook when it fires for the first time. */
function noting(fired: Set<string>): Plugin {
  return {
    manifest: { name: 'noting', version: '1.0.0', stage: 1 },
    apply(hooks) {
      for (const name of Object.keys(createRuntimeHooks()) as (keyof RuntimeHooks)[]) {
        hooks[name].tap('noting', () => {
          fired.add(name);
          return undefined;
        });
      }
    },
  };
}

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

describe('hookPage', () => {
  it('lists the hooks in the order in which the first run of a workflow passes them', async () => {
    const fired = new Set<string>();
    const flow = workflow('traced');
    flow.add('node', defineNode({ type: 'nothing', run: () => ({}) }));
    const runtime = createRuntime({ plugins: [noting(fired)] });
    await runtime.execute(flow.build());
    expect([...fired]).to.deep.equal(FIRING_ORDER);
    await runtime.dispose();
    expect([...fired]).to.deep.equal([...FIRING_ORDER, 'dispose']);
  });

  it('opens with that order, has a section for each hook, and ends with who taps what', () => {
    const page = hookPage(SOURCE, createRuntime().describe());
    const places = [
      '\n1. [`prepare`](#prepare): admits a run',
      `\n${String(FIRING_ORDER.length)}. [\`settled\`](#settled): tells how a run ended`,
      '\n### verify\n',
      '\n### dispose\n',
      '\nexecute  AsyncSeriesBailHook ',
    ].map((part) => page.indexOf(part));
    expect(places).not.to.include(-1);
    expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
  });
});

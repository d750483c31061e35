import { readFileSync } from 'node:fs';
import {
  createRuntime,
  defineHookSet,
  defineNode,
  type Plugin,
  type RuntimeHooks,
  workflow,
} from '@tenon/core';
import { expect } from 'chai';
import { SyncHook } from 'tapable';
import { FIRING_ORDER, hookPage } from '#core/hooks/hook-page.js';
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
    const page = hookPage(SOURCE, [], createRuntime().describe());
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

  it('has a part for the hooks that packages publish, where there are any', () => {
    const set = defineHookSet('PageHooks', () => ({ turned: new SyncHook<[]>() }));
    const source = `export const PageHooks = defineHookSet('PageHooks', () => ({
  /**
   * Tells that a page was turned.
   *
   * - Fires: once per page.
   * - Kind: synchronous series.
   * - May return: nothing.
   * - If it throws: the page stays.
   * - Out of the box: nobody.
   */
  turned: new SyncHook<[]>([], 'turned'),
}));
`;
    const published = [{ set, packageName: 'tenon-plugin-pages', source }];
    const page = hookPage(SOURCE, published, createRuntime().describe());
    const part = page.slice(page.indexOf('## The hooks of plugins'), page.indexOf('## Who taps'));
    expect(part).to.match(/### PageHooks\n\nPublished by `tenon-plugin-pages`\.\n/);
    expect(part).to.include(
      '#### PageHooks.turned\n\nTells that a page was turned.\n\n- _Fires_: ',
    );
    expect(part).to.include('- _Type_: `SyncHook<[]>`');
    expect(hookPage(SOURCE, [], createRuntime().describe())).not.to.include('hooks of plugins');
  });
});

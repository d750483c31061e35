import { expect } from 'chai';
import { createRuntimeHooks, type RuntimeHooks } from '#core/hooks/runtime-hooks.js';
import { type TapOnly, tapOnly } from '#core/hooks/tap-only.js';
import { thrown } from '../errors/thrown.js';

const sideOf = (plugin?: string): TapOnly<RuntimeHooks> =>
  tapOnly(createRuntimeHooks(), { plugin, set: 'RuntimeHooks' });

describe('the tap side of hooks', () => {
  it('has tap, and tapPromise where the hook is asynchronous, and nothing else', () => {
    const hooks = sideOf('mine');
    expect(Object.keys(hooks)).to.deep.equal(Object.keys(createRuntimeHooks()));
    expect(Reflect.ownKeys(hooks.verify)).to.deep.equal(['tap']);
    expect(Reflect.ownKeys(hooks.prepare)).to.deep.equal(['tap', 'tapPromise']);
    expect(hooks.prepare).to.be.frozen;
  });

  it('cannot be changed', () => {
    const hooks = sideOf('mine') as unknown as Record<string, unknown>;
    expect(() => {
      hooks['verify'] = 'mine';
    }).to.throw(TypeError);
    expect(() => {
      hooks['mine'] = 'mine';
    }).to.throw(TypeError);
  });

  it('answers an unknown hook with those there are', () => {
    const hooks = sideOf('mine') as unknown as Record<string, unknown>;
    const error = thrown(() => hooks['nodeSettle']);
    expect(error.code).to.equal('HOOK_UNKNOWN');
    expect(error.message).to.equal('Plugin "mine" asked RuntimeHooks for a hook "nodeSettle".');
    expect(error.hint).to.match(
      /^Did you mean "nodeSettled"\? There are "verify", .* "dispose"\.$/,
    );
    expect(error.where).to.deep.equal({ plugin: 'mine', hook: 'nodeSettle' });
  });

  it('answers what a hook cannot do with what it can, by its kind', () => {
    const hooks = sideOf('mine') as unknown as Record<string, Record<string, unknown>>;
    const waiting = thrown(() => hooks['node']?.['tapPromise']);
    expect(waiting.code).to.equal('HOOK_MISUSE');
    expect(waiting.message).to.equal(
      'Plugin "mine" asked the hook "node" of RuntimeHooks for "tapPromise", which it does not have.',
    );
    expect(waiting.hint).to.equal(
      'It is a SyncHook, whose taps cannot wait: tap it with tap. Only its owner calls it.',
    );
    expect(waiting.where).to.deep.equal({ plugin: 'mine', hook: 'node' });
    for (const member of ['tapAsync', 'promise', 'intercept']) {
      expect(thrown(() => hooks['prepare']?.[member]).hint).to.equal(
        'Tap it with tap or tapPromise; only its owner calls it.',
      );
    }
    const nobody = sideOf() as unknown as Record<string, Record<string, unknown>>;
    expect(thrown(() => nobody['node']?.['call']).message).to.match(/^A plugin asked/);
  });

  it('can be awaited, printed and compared, which asks any object for names', async () => {
    for (const side of [sideOf('mine'), sideOf('mine').prepare]) {
      expect(await Promise.resolve(side)).to.equal(side);
      expect(JSON.stringify(side)).to.be.a('string');
      expect(Object.prototype.toString.call(side)).to.equal('[object Object]');
      expect((side as unknown as object).constructor).to.equal(undefined);
    }
  });

  it("refuses a name that is not the plugin's, and what is no name", () => {
    for (const name of ['other', '', undefined, null, 7, {}, { name: 'other' }]) {
      const error = thrown(() => sideOf('mine').node.tap(name as string, () => {}));
      expect(error.code).to.equal('HOOK_MISUSE');
      expect(error.hint).to.equal("Give the name in its manifest: hooks.node.tap('mine', …).");
      expect(error.where).to.deep.equal({ hook: 'node', plugin: 'mine' });
    }
    const nameless = thrown(() => sideOf().prepare.tapPromise('', async () => undefined));
    expect(nameless.code).to.equal('HOOK_MISUSE');
  });

  it('knows the types of arguments and answers', () => {
    const hooks = sideOf('mine');
    hooks.verify.tap('mine', (issues) => [...issues]);
    hooks.verify.tap('mine', () => {});
    hooks.prepare.tapPromise('mine', async (request) => request);
    // @ts-expect-error a promise is no answer of a synchronous waterfall
    hooks.verify.tap('mine', async (issues) => issues);
    // @ts-expect-error there is no tapPromise on a synchronous hook
    expect(() => void hooks.verify.tapPromise).to.throw('which it does not have');
    // @ts-expect-error a waterfall over issues takes no numbers
    hooks.verify.tap('mine', () => 7);
  });
});

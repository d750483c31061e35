import { type Plugin, RuntimeError } from '@tenon/core';
import { ParameterHooks, type ParameterReference, Secret } from '@tenon/plugin-parameters';
import {
  aWorkflow,
  expectNoSecretIn,
  only,
  unhandledRejectionsDuring,
  VirtualClock,
} from '@tenon/testing';
import { expect } from 'chai';
import { got } from '../support/nodes.js';
import { refusedFor, run, withParameters } from '../support/runtime.js';

/** A plugin that resolves references of one scheme, and notes what it is asked. */
function resolving(scheme: string, answer: (reference: ParameterReference) => unknown) {
  const asked: ParameterReference[] = [];
  const plugin: Plugin = {
    manifest: { name: scheme, version: '1.0.0', requires: ['parameters'] },
    apply(_hooks, services) {
      services.get(ParameterHooks.id).resolve.tapPromise(scheme, (reference) => {
        if (reference.scheme !== scheme) return undefined;
        asked.push(reference);
        return answer(reference);
      });
    },
  };
  return { plugin, asked };
}

describe('a reference of a scheme of its own', () => {
  it('gets its value from the plugin that knows the scheme, at once or later', async () => {
    for (const later of [false, true]) {
      const vault = resolving('vault', ({ name, path }) => {
        const value = { name, path };
        return later ? Promise.resolve(value) : value;
      });
      const flag = resolving('flag', () => true);
      const flow = only(got, { a: '${vault:db/main.users[0]}', b: 'is ${flag:dark mode}' });
      const { results } = await run(flow, undefined, { plugins: [vault.plugin, flag.plugin] });
      expect(results['only']).to.deep.equal({
        got: { a: { name: 'db/main', path: ['users', 0] }, b: 'is true' },
      });
      expect(vault.asked).to.deep.equal([
        { scheme: 'vault', name: 'db/main', path: ['users', 0], text: 'db/main.users[0]' },
      ]);
      expect(Object.isFrozen(vault.asked[0])).to.equal(true);
    }
  });

  it('is asked for once in a run, wherever it stands', async () => {
    const { plugin, asked } = resolving('vault', ({ name }) => name);
    const flow = aWorkflow()
      .node('n', got, { a: '${vault:x}', b: ['${vault:x:-1}', '${vault:y}'] })
      .node('m', got, { a: 'also ${vault:x}' })
      .build();
    const { runtime } = withParameters({ plugins: [plugin] });
    await runtime.execute(flow);
    expect(asked.map(({ text }) => text)).to.deep.equal(['x', 'y']);
    await runtime.execute(flow);
    expect(asked).to.have.lengthOf(4);
  });

  it('may bring a secret, which is masked', async () => {
    const { plugin } = resolving('vault', ({ name }) =>
      Promise.resolve(new Secret(name, 'hunter-two')),
    );
    const { runtime, log } = withParameters({ plugins: [plugin] });
    const { results } = await runtime.execute(
      only(got, { a: '${vault:db}', b: 'Bearer ${vault:db}' }),
    );
    const held = results['only']?.['got'] as { a: Secret; b: Secret };
    expect([held.a.reveal(), held.b.reveal()]).to.deep.equal(['hunter-two', 'Bearer hunter-two']);
    expectNoSecretIn([results, log.lines], 'hunter-two');
    const other = { ...plugin, manifest: { ...plugin.manifest, name: 'vault' } };
    const revealing = await run(only(got, { a: '${vault:db}' }), undefined, {
      plugins: [
        other,
        {
          manifest: { name: 'throws', version: '1.0.0' },
          apply(hooks) {
            hooks.results.tap('throws', () => {
              throw new Error('with hunter-two');
            });
          },
        },
      ],
    });
    expect(revealing.error?.message).to.include('[secret db]');
  });

  it('takes its default where nobody has a value, and refuses the run where it has none', async () => {
    const { plugin } = resolving('vault', () => undefined);
    for (const plugins of [[], [plugin]]) {
      const fine = await run(only(got, { a: '${vault:x:-none}' }), undefined, { plugins });
      expect(fine.results['only']).to.deep.equal({ got: { a: 'none' } });
      const result = await run(only(got, { a: '${vault:x}' }), undefined, { plugins });
      expect(refusedFor(result)).to.deep.equal(['TEMPLATE_UNRESOLVED']);
      expect(result.error?.message).to.include('no plugin gives it a value');
      expect(result.error?.hint).to.include('"vault"');
    }
  });

  it('refuses the run where the plugin fails, naming it, with the secrets masked', async () => {
    for (const later of [false, true]) {
      const { plugin } = resolving('vault', () => {
        const error = new Error('sealed: hunter-two');
        if (later) return Promise.reject(error);
        throw error;
      });
      const flow = only(got, { a: '${vault:x} ${vault:y}', b: '${secret:KEY}' });
      const result = await run(flow, undefined, {
        plugins: [plugin],
        secrets: { KEY: 'hunter-two' },
      });
      expect([result.status, result.error?.code]).to.deep.equal(['refused', 'HOOK_FAILED']);
      expect(result.error?.where).to.include({ plugin: 'vault', hook: 'ParameterHooks.resolve' });
      expectNoSecretIn(result, 'hunter-two');
    }
  });

  it('leaves no rejection to the process where one fails at once and another later', async () => {
    const unhandled = await unhandledRejectionsDuring(async () => {
      const { plugin } = resolving('vault', ({ name }) => {
        if (name === 'x')
          return new Promise((_, reject) => setImmediate(reject, new Error('late')));
        throw new Error('at once');
      });
      const flow = only(got, { a: '${vault:x}', b: '${vault:y}' });
      const { error } = await run(flow, undefined, { plugins: [plugin] });
      expect(error?.message).to.include('late');
    });
    expect(unhandled).to.deep.equal([]);
  });

  it('passes errors of Tenon on', async () => {
    const { plugin } = resolving('vault', () => {
      throw new RuntimeError('LIMIT_REACHED', 'Too often.');
    });
    const { error } = await run(only(got, { a: '${vault:x}' }), undefined, { plugins: [plugin] });
    expect(error?.code).to.equal('LIMIT_REACHED');
  });

  it('is not waited for without end', async () => {
    const clock = new VirtualClock();
    const { plugin } = resolving('vault', () => new Promise(() => undefined));
    const { runtime } = withParameters({ clock, plugins: [plugin], hookTimeoutMs: 100 });
    const handle = runtime.start(only(got, { a: '${vault:x}' }));
    await clock.advance(101);
    expect((await handle.result).error?.code).to.equal('HOOK_TIMEOUT');
  });
});

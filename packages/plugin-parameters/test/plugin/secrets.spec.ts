import {
  defineNode,
  isSecretValue,
  port,
  type RunOptions,
  type SecretValue,
  subWorkflow,
  workflow,
} from '@tenon/core';
import {
  MemorySecrets,
  type Secret,
  type SecretProvider,
  type SecretScope,
} from '@tenon/plugin-parameters';
import {
  aWorkflow,
  chainOf,
  expectNoHandlesLeft,
  expectNoListenersLeft,
  expectNoSecretIn,
  only,
  pass,
  unhandledRejectionsDuring,
  VirtualClock,
} from '@tenon/testing';
import { expect } from 'chai';
import { asking, got } from '../support/nodes.js';
import { refusedFor, run, withParameters } from '../support/runtime.js';

const reveal = asking({ key: 'KEY' }, ({ key }) => key?.reveal().length);

/** A provider that notes what it is asked. */
function noting(answer: SecretProvider['get']) {
  const asked: string[] = [];
  const scopes: SecretScope[] = [];
  const provider: SecretProvider = {
    get(name, scope) {
      asked.push(name);
      scopes.push(scope);
      return answer(name, scope);
    },
  };
  return { provider, asked, scopes };
}

describe('a node that declares a secret', () => {
  it('gets it, opaque, under its own name for it', async () => {
    const seen: unknown[] = [];
    const node = defineNode({
      type: 'x',
      secrets: { key: 'MAIL_KEY', spare: { name: 'SPARE', optional: true } },
      run: (_inputs, { secrets }) => {
        seen.push(secrets.key.reveal(), String(secrets.key), secrets.spare, Object.keys(secrets));
        seen.push(Object.isFrozen(secrets), isSecretValue(secrets.key));
        return {};
      },
    });
    const { status } = await run(only(node), undefined, { secrets: { MAIL_KEY: 'hunter-two' } });
    expect(status).to.equal('completed');
    expect(seen).to.deep.equal(['hunter-two', '[secret MAIL_KEY]', undefined, ['key'], true, true]);
  });

  it('is the only one that does', async () => {
    const seen: unknown[] = [];
    const nosy = defineNode({
      type: 'nosy',
      inputs: { key: port().optional() },
      run: (inputs, context) => {
        seen.push({ ...inputs }, { ...context.secrets });
        return {};
      },
    });
    const other = asking({ mine: 'OTHER' }, (held) => Object.keys(held));
    const flow = aWorkflow().node('a', reveal).node('b', nosy).node('c', other).build();
    const { results } = await run(flow, undefined, {
      secrets: { KEY: 'hunter-two', OTHER: 'x-other' },
    });
    expect(results['c']).to.deep.equal({ value: ['mine'] });
    expect(seen).to.deep.equal([{}, {}]);
  });

  it('gets it in sub-workflows and loops as well', async () => {
    const looping = asking({ key: 'KEY' }, ({ key }) => key?.reveal());
    const flow = workflow('w');
    flow.add('sub', subWorkflow(only(subWorkflow(only(reveal)))));
    const n = flow.add('n', looping);
    flow.loop('again', { back: [[n.out.value, n.in.value]], maxIterations: 3 });
    const { provider, asked } = noting(() => 'hunter-two');
    const { status, outcomes } = await run(flow.build(), undefined, { secrets: provider });
    expect(status).to.equal('completed');
    const inside = outcomes.get('sub')?.nested?.get('only')?.nested?.get('only');
    expect(inside?.outputs).to.deep.equal({ value: 10 });
    expect(asked).to.deep.equal(['KEY']);
  });

  it('declares its secrets once, with any name', async () => {
    const secrets = { ['__proto__']: 'constructor', constructor: '__proto__' };
    const node = asking(secrets, (held) =>
      Object.entries(held).map(([key, secret]) => [key, secret?.reveal()]),
    );
    const held = JSON.parse('{"__proto__":"one one","constructor":"two two"}') as Record<
      string,
      string
    >;
    const { results } = await run(only(node), undefined, { secrets: held });
    expect(results['only']).to.deep.equal({
      value: [
        ['__proto__', 'two two'],
        ['constructor', 'one one'],
      ],
    });
  });

  it('knows at compile time which secrets it has', () => {
    defineNode({
      type: 'typed',
      secrets: { key: 'KEY', spare: { name: 'SPARE', optional: true }, sure: { name: 'SURE' } },
      run: (_, { secrets }) => {
        const key: SecretValue = secrets.key;
        const sure: SecretValue = secrets.sure;
        // @ts-expect-error it may be absent
        const spare: SecretValue = secrets.spare;
        // @ts-expect-error there is no such secret
        expect([key, sure, spare, secrets.other]).to.equal(undefined);
        return {};
      },
    });
  });
});

describe('a secret in configuration', () => {
  it('is an opaque value there, at any depth, and a secret text inside a longer one', async () => {
    const flow = only(got, {
      a: '${secret:KEY}',
      b: { headers: [{ auth: 'Bearer ${secret:KEY}' }] },
    });
    const { results } = await run(flow, undefined, { secrets: { KEY: 'hunter-two' } });
    const held = results['only']?.['got'] as { a: Secret; b: { headers: { auth: Secret }[] } };
    expect(held.a.reveal()).to.equal('hunter-two');
    expect(held.b.headers[0]?.auth.reveal()).to.equal('Bearer hunter-two');
    expect(JSON.stringify(results['only'])).to.equal(
      '{"got":{"a":"[secret KEY]","b":{"headers":[{"auth":"Bearer [secret KEY]"}]}}}',
    );
  });

  it('is a value of the type that a port wants of it, also to the compiler', async () => {
    const node = defineNode({
      type: 'x',
      inputs: {
        password: port<SecretValue>(),
        retries: port<number>(),
        label: port({ type: 'string' }),
      },
      outputs: { length: port<number>() },
      run: ({ password }) => ({ length: password.reveal().length }),
    });
    const flow = only(node, {
      password: '${secret:KEY}',
      retries: '${retries:-3}',
      label: '${secret:KEY}',
    });
    const { status, results } = await run(flow, { retries: 3 }, { secrets: { KEY: 'hunter-two' } });
    expect([status, results['only']]).to.deep.equal(['completed', { length: 10 }]);
  });

  it('may have a default', async () => {
    const flow = only(got, { a: '${secret:NOPE:-none}' });
    expect((await run(flow, undefined, { secrets: {} })).results['only']).to.deep.equal({
      got: { a: 'none' },
    });
    expect((await run(flow)).results['only']).to.deep.equal({ got: { a: 'none' } });
  });

  it('is resolved once: what the secret holds is no template, and no name of one', async () => {
    const secrets = { KEY: '${secret:OTHER} ${x}', OTHER: 'other-one', MAIL: 'mail-one' };
    const flow = only(got, { a: 'is ${secret:KEY}', b: { '${secret:OTHER}': 1 } });
    const { results } = await run(flow, undefined, { secrets });
    const held = results['only']?.['got'] as { a: Secret; b: object };
    expect(held.a.reveal()).to.equal('is ${secret:OTHER} ${x}');
    expect(held.b).to.deep.equal({ '${secret:OTHER}': 1 });
    expect(
      refusedFor(await run(only(got, { a: '${MAIL}' }), undefined, { secrets })),
    ).to.deep.equal(['TEMPLATE_UNRESOLVED']);
  });

  it('is no template in parameters', async () => {
    const given = { only: { a: '${secret:KEY}', b: [{ deep: '${secret:KEY}' }] } };
    const { results } = await run(only(got), given, { secrets: { KEY: 'hunter-two' } });
    expect(results['only']).to.deep.equal({ got: given.only });
  });
});

describe('secrets that are missing', () => {
  it('are all reported before any node starts, by what needs them', async () => {
    const entered: string[] = [];
    const first = defineNode({ type: 'first', run: () => (entered.push('first'), {}) });
    const flow = aWorkflow()
      .node('first', first)
      .node(
        'x',
        asking({ key: 'X' }, () => 1),
      )
      .node(
        'y',
        asking({ key: 'Y', also: 'X' }, () => 1),
      )
      .node(
        'z',
        asking({ key: { name: 'Z', optional: true } }, () => 1),
      )
      .node('sub', subWorkflow(only(asking({ key: 'X' }, () => 1))))
      .node('config', got, { a: '${secret:W}', b: '${secret:V:-default}' })
      .build();
    const result = await run(flow, undefined, { secrets: { KEY: 'hunter-two' } });
    expect(refusedFor(result)).to.deep.equal([
      'SECRET_MISSING',
      'SECRET_MISSING',
      'SECRET_MISSING',
    ]);
    expect(result.issues.map(({ message, where }) => [message, where.node])).to.deep.equal([
      ['The secret "X" is missing, which is needed by "x", "y" and "only".', 'x'],
      ['The secret "Y" is missing, which is needed by "y".', 'y'],
      ['The secret "W" is missing, which is needed by "config".', 'config'],
    ]);
    expect(entered).to.deep.equal([]);
  });

  it('are so without a provider, whose line the hint shows', async () => {
    const result = await run(only(reveal));
    expect(refusedFor(result)).to.deep.equal(['SECRET_MISSING']);
    expect(result.error?.hint).to.include('bind(SecretProvider)');
  });

  it('are those the provider has no text for: undefined, null, empty, now or later', async () => {
    for (const answer of [undefined, null, '']) {
      for (const later of [false, true]) {
        const { provider } = noting(() => (later ? Promise.resolve(answer) : answer));
        const result = await run(only(reveal), undefined, { secrets: provider });
        expect(refusedFor(result)).to.deep.equal(['SECRET_MISSING']);
        expect(result.error?.hint).to.include('Give it to the secret provider');
      }
    }
  });
});

describe('the secret provider', () => {
  it('is asked once per run for each secret the workflow needs, and for no other', async () => {
    const { provider, asked } = noting((name) => `text of ${name}`);
    const { runtime } = withParameters({ secrets: provider });
    const flow = aWorkflow()
      .node(
        'a',
        asking({ one: 'A', two: 'B' }, () => 1),
      )
      .node(
        'b',
        asking({ one: 'A', none: { name: 'C', optional: true } }, () => 1),
      )
      .node('c', got, { a: '${secret:A} ${secret:D}' })
      .build();
    await runtime.execute(flow);
    expect(asked).to.deep.equal(['A', 'B', 'C', 'D']);
    await runtime.execute(flow);
    expect(asked).to.have.lengthOf(8);
    await runtime.execute(chainOf(3));
    expect(asked).to.have.lengthOf(8);
  });

  it('is asked anew by the next run: what is rotated meanwhile does not reach this one', async () => {
    const held = new Map([['KEY', 'the first']]);
    const node = asking({ key: 'KEY' }, ({ key }) => {
      held.set('KEY', 'the second');
      return key?.reveal().split(' ').at(-1);
    });
    const { runtime } = withParameters({ secrets: new MemorySecrets(held) });
    const flow = aWorkflow().node('a', node).node('b', node).edge('a.value', 'b.value').build();
    const first = await runtime.execute(flow);
    const second = await runtime.execute(flow);
    expect([first.results['a'], first.results['b']]).to.deep.equal([
      { value: 'first' },
      { value: 'first' },
    ]);
    expect(second.results['a']).to.deep.equal({ value: 'second' });
  });

  it('learns for whom it is asked, and tenants do not meet', async () => {
    const { provider } = noting((name, { tenant = 'nobody' }) =>
      Promise.resolve(`${tenant}/${name}`),
    );
    const { runtime } = withParameters({ secrets: provider });
    const node = asking({ key: 'KEY' }, ({ key }) => key?.reveal());
    const runs = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        runtime.execute(only(node), { tenant: `t${String(i)}` }),
      ),
    );
    runs.forEach(({ results, warnings }, i) => {
      expect(results['only']).to.deep.equal({ value: `t${String(i)}/KEY` });
      expect(warnings.map(({ code }) => code)).to.deep.equal(['SECRET_IN_OUTPUT']);
    });
    const seen = noting(() => 'x-text');
    await run(only(reveal), undefined, {
      secrets: seen.provider,
      run: { principal: 'ada', tenant: 'acme' },
    });
    expect([seen.scopes[0]?.principal, seen.scopes[0]?.tenant]).to.deep.equal(['ada', 'acme']);
    expect(seen.scopes[0]?.signal.aborted).to.equal(false);
  });

  it('refuses the run where it fails, and the message tells nothing of what it said', async () => {
    const boom = new Error('connection refused for hunter-two');
    for (const later of [false, true]) {
      const provider: SecretProvider = {
        get: (name) => {
          if (name === 'KEY') return 'hunter-two';
          if (later) return Promise.reject(boom);
          throw boom;
        },
      };
      const flow = only(asking({ key: 'KEY', other: 'OTHER' }, () => 1));
      const result = await run(flow, undefined, { secrets: provider });
      expect([result.status, result.error?.code]).to.deep.equal(['refused', 'SECRET_FAILED']);
      expect(result.error?.message).to.equal('The secret provider failed at "OTHER".');
      expect((result.error?.cause as Error | undefined)?.message).to.equal(
        'connection refused for [secret KEY]',
      );
      expectNoSecretIn(result, 'hunter-two');
    }
  });

  it('has all that went wrong reported together', async () => {
    const provider = {
      get: (name: string) => {
        if (name === 'BYTES') return Buffer.from('hunter-two') as never;
        if (name === 'NUMBER') return Promise.resolve(42) as never;
        // oxlint-disable-next-line typescript/only-throw-error -- anything may be thrown
        throw name;
      },
    };
    const flow = only(asking({ a: 'A', b: 'B', c: 'BYTES', d: 'NUMBER' }, () => 1));
    const { error } = await run(flow, undefined, { secrets: provider });
    expect(error?.message).to.equal(
      'The secret provider gave an object of class Buffer for "BYTES", where a text is due, and gave a number for "NUMBER", where a text is due, and failed at "A" and "B".',
    );
    expect(error?.cause).to.be.instanceOf(AggregateError);
    expect((error?.cause as AggregateError | undefined)?.errors).to.deep.equal(['A', 'B']);
    expect(error?.where).to.include({ plugin: 'parameters', hook: 'prepare' });
  });

  it('may be slow, and not for ever', async () => {
    const clock = new VirtualClock();
    const { provider, scopes } = noting((name) =>
      name === 'A' ? Promise.resolve('a-text') : new Promise(() => {}),
    );
    scopes.length = 0;
    const { runtime } = withParameters({
      clock,
      secrets: provider,
      options: { secretTimeoutMs: 500 },
    });
    const handle = runtime.start(only(asking({ a: 'A', b: 'B' }, () => 1)));
    await clock.advance(1);
    const { signal } = scopes[0] as SecretScope;
    expect(signal.aborted).to.equal(false);
    await clock.advance(500);
    const { error } = await handle.result;
    expect(error?.code).to.equal('SECRET_FAILED');
    expect(error?.message).to.equal('The secret provider did not give "B" within 500 ms.');
    expect('cause' in (error as object)).to.equal(false);
    expect(signal.aborted).to.equal(true);
  });

  it('may come back too late, twice, or with a promise of another make', async () => {
    const unhandled = await unhandledRejectionsDuring(async () => {
      let reject: (error: Error) => void = () => undefined;
      const late = noting(() => new Promise((_, fail) => (reject = fail)));
      const options = { secretTimeoutMs: 1 };
      const { error } = await run(only(reveal), undefined, { secrets: late.provider, options });
      expect(error?.code).to.equal('SECRET_FAILED');
      reject(new Error('late'));
      const thenable = {
        then(resolve: (text: string) => void) {
          resolve('hunter-two');
          resolve('again');
        },
      };
      const { results } = await run(only(reveal), undefined, {
        secrets: { get: () => thenable as never },
      });
      expect(results['only']).to.deep.equal({ value: 10 });
    });
    expect(unhandled).to.deep.equal([]);
  });

  it('may answer a megabyte', async () => {
    const text = 'x'.repeat(1_000_000);
    const { results, warnings } = await run(only(reveal), undefined, { secrets: { KEY: text } });
    expect(results['only']).to.deep.equal({ value: 1_000_000 });
    expect(warnings).to.deep.equal([]);
  });

  it('is let go of when the run is aborted, with nothing left behind', async () => {
    const abort = new AbortController();
    await expectNoHandlesLeft(async () => {
      await expectNoListenersLeft(abort.signal, async () => {
        const { provider, scopes } = noting((_, { signal }) => {
          signal.addEventListener('abort', () => undefined, { once: true });
          return new Promise(() => {});
        });
        const { runtime } = withParameters({ secrets: provider });
        const options: RunOptions = { signal: abort.signal };
        const handle = runtime.start(only(reveal), options);
        await Promise.resolve();
        abort.abort(new Error('enough'));
        const { status } = await handle.result;
        expect(status).to.equal('aborted');
        await new Promise((resolve) => setImmediate(resolve));
        expect(scopes[0]?.signal.aborted).to.equal(true);
      });
    });
  });

  it('is let go of also where it is what aborts the run', async () => {
    await expectNoHandlesLeft(async () => {
      const abort = new AbortController();
      let scope: SecretScope | undefined;
      const { provider } = noting((_, given) => {
        scope = given;
        abort.abort(new Error('enough'));
        return new Promise(() => {});
      });
      const { runtime } = withParameters({ secrets: provider });
      const { status } = await runtime.start(only(reveal), { signal: abort.signal }).result;
      expect(status).to.equal('aborted');
      // Asked for when it is too late to hear of it.
      expect(scope?.signal.aborted).to.equal(true);
    });
  });

  it('leaves nothing behind where it answers', async () => {
    await expectNoHandlesLeft(async () => {
      const { provider } = noting(() => Promise.resolve('hunter-two'));
      const { status } = await run(only(reveal), undefined, { secrets: provider });
      expect(status).to.equal('completed');
    });
  });
});

describe('a workflow without secrets', () => {
  it('asks no provider, and its contexts hold none', async () => {
    const { provider, asked } = noting(() => 'hunter-two');
    const contexts: unknown[] = [];
    const node = defineNode({ type: 'x', run: (_, { secrets }) => (contexts.push(secrets), {}) });
    const flow = aWorkflow().node('n', node).node('p', pass, { value: '${x}' }).build();
    const { runtime } = withParameters({ secrets: provider });
    await runtime.execute(flow, { parameters: { x: 1 } });
    expect(asked).to.deep.equal([]);
    expect(contexts).to.deep.equal([Object.create(null)]);
  });
});

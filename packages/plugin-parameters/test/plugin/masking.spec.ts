import { inspect } from 'node:util';
import {
  AuditSink,
  defineNode,
  formatDescription,
  isSecretValue,
  MemoryTaskManager,
  type Plugin,
  port,
  Routed,
  type RunEvent,
  type RunResult,
  RuntimeError,
  subWorkflow,
  TaskManager,
  type Workflow,
  workflow,
} from '@tenon/core';
import { ParameterHooks, parametersOf, Secret } from '@tenon/plugin-parameters';
import { aWorkflow, expectNoSecretIn, only, pass, RecordingAuditSink } from '@tenon/testing';
import { expect } from 'chai';
import { asking, got } from '../support/nodes.js';
import { run, type Stated, withParameters } from '../support/runtime.js';

const SECRET = 'hunter-two/ß "quoted"';
const MARKER = '[secret KEY]';
const SECRETS = { secrets: { KEY: SECRET } };

/** Asks for the secret, and throws what a test makes of it. */
const throwing = (make: (secret: string) => unknown, { later = false } = {}) =>
  asking({ key: 'KEY' }, ({ key }) => {
    const thrown = make(key?.reveal() ?? '');
    if (later) return Promise.reject(thrown);
    throw thrown;
  });

/** Asks for the secret, and returns what a test makes of it. */
const returning = (make: (secret: string) => unknown) =>
  asking({ key: 'KEY' }, ({ key }) => make(key?.reveal() ?? ''));

/** Everything that is written or shown of a run. */
interface Shown {
  readonly result: RunResult;
  readonly events: readonly RunEvent[];
  readonly everything: unknown;
}

async function shown(flow: Workflow, stated: Stated = {}, tail: Plugin[] = []): Promise<Shown> {
  const sink = new RecordingAuditSink();
  const tasks = new MemoryTaskManager();
  const { runtime, log } = withParameters({
    ...SECRETS,
    ...stated,
    plugins: [...(stated.plugins ?? []), ...tail],
    tracking: 'tasks',
    configure: (bindings) => {
      stated.configure?.(bindings);
      bindings.bind(AuditSink).toConstantValue(sink);
      bindings.bind(TaskManager).toConstantValue(tasks);
    },
  });
  const handle = runtime.start(flow, { id: 'r' });
  const events: RunEvent[] = [];
  const reading = (async () => {
    for await (const event of handle.events()) events.push(event);
  })();
  const result = await handle.result;
  await reading;
  await runtime
    .execute(flow, { id: 'again' })
    .catch((error: unknown) => log.warn('thrown', { error }));
  const texts = flow.nodes.map(({ id }) => result.why(id));
  const everything = {
    inspected: inspect(result, { depth: null, showHidden: true }),
    json: JSON.stringify(result),
    failures: result.failures,
    errors: Array.from(result.outcomes, ({ error }) => error),
    stacks: result.failures.map(({ stack }) => stack),
    events,
    audited: sink.events,
    records: [tasks.run('r'), tasks.run('again')],
    log: log.lines,
    texts,
    description: formatDescription(runtime.describe()),
    loops: JSON.stringify(result.loops),
  };
  return { result, events, everything };
}

describe('a secret in an error', () => {
  const cases: Record<string, (secret: string) => unknown> = {
    'the message': (secret) => new Error(`cannot use ${secret}`),
    'a message in another form': (secret) =>
      new Error(
        `401 ${JSON.stringify({ auth: `Basic ${Buffer.from(`u:${secret}`).toString('base64')}` })}`,
      ),
    'the chain of causes': (secret) =>
      new Error('a', { cause: new TypeError('b', { cause: new Error(secret) }) }),
    'aggregated errors': (secret) =>
      new AggregateError([new Error(secret), secret, { secret }], 'several'),
    'a text that is thrown': (secret) => `cannot use ${secret}`,
    'an object that is thrown': (secret) => ({ code: 401, headers: { authorization: secret } }),
    'own properties': (secret) =>
      Object.assign(new Error('x'), { config: { headers: new Map([['a', secret]]) } }),
    'a frozen error': (secret) => Object.freeze(new Error(secret)),
    'an error of Tenon': (secret) =>
      new RuntimeError('NODE_FAILED', secret, {
        hint: secret,
        cause: secret,
        where: { workflow: 'test', node: 'n' },
      }),
    'a long message': (secret) => new Error(`${'x'.repeat(8190)}${secret}`),
    'a hexadecimal dump': (secret) => new Error(Buffer.from(`key=${secret};`).toString('hex')),
    'an abort': (secret) => new DOMException(`stopped at ${secret}`, 'AbortError'),
  };
  for (const [place, make] of Object.entries(cases)) {
    for (const later of [false, true]) {
      it(`is masked in ${place}${later ? ', thrown later' : ''}`, async () => {
        const flow = aWorkflow()
          .node('n', throwing(make, { later }))
          .node('behind', pass)
          .edge('n.value', 'behind.value')
          .build();
        const { result, everything } = await shown(flow);
        expect(result.error?.code).to.equal('NODE_FAILED');
        expectNoSecretIn(everything, SECRET);
        for (const [view, part] of Object.entries(everything as object)) {
          expect(() => expectNoSecretIn(part, SECRET), view).not.to.throw();
        }
      });
    }
  }

  it('leaves a cause that holds none untouched', async () => {
    const boom = Object.freeze(new Error('boom', { cause: { deep: [1] } }));
    const { error } = await run(only(throwing(() => boom)), undefined, SECRETS);
    expect(error?.cause).to.equal(boom);
    const { error: plain } = await run(only(throwing(() => 'boom')), undefined, SECRETS);
    expect(plain?.cause).to.equal('boom');
  });

  it('keeps the class of the error, and what it says beside the secret', async () => {
    class HttpError extends Error {
      readonly status = 401;
    }
    const { error } = await run(
      only(throwing((secret) => new HttpError(`no ${secret} here`))),
      undefined,
      SECRETS,
    );
    expect(error?.message).to.equal(`Node "only" of workflow "test" failed: no ${MARKER} here`);
    expect(error?.cause)
      .to.be.instanceOf(HttpError)
      .and.include({ status: 401, message: `no ${MARKER} here` });
  });

  it('is masked through sub-workflows and in what execute rejects with', async () => {
    const inner = only(throwing((secret) => new Error(secret)));
    const flow = only(subWorkflow(only(subWorkflow(inner))));
    const { runtime } = withParameters(SECRETS);
    const error: unknown = await runtime.execute(flow).catch((thrown: unknown) => thrown);
    expectNoSecretIn(error, SECRET);
    expect(inspect(error, { depth: null })).to.include(MARKER);
  });

  it('is masked where a node says that it did not succeed', async () => {
    const node = defineNode({
      type: 'x',
      outputs: { success: port(), error: port() },
      secrets: { key: 'KEY' },
      run: (_, { secrets }) => ({ success: false, error: `bad ${secrets.key.reveal()}` }),
    });
    const { result, everything } = await shown(only(node));
    expect(result.error?.message).to.equal(
      `Node "only" reported that it did not succeed: bad ${MARKER}.`,
    );
    expectNoSecretIn(everything, SECRET);
  });

  it('is masked where what was returned is no object', async () => {
    for (const make of [
      (secret: string) => secret,
      (secret: string) => `${'x'.repeat(60)}${secret}${'y'.repeat(60)}`,
    ]) {
      const node = defineNode({
        type: 'x',
        secrets: { key: 'KEY' },
        run: (_, { secrets }) => make(secrets.key.reveal()) as never,
      });
      const { result, everything } = await shown(only(node));
      expect(result.error?.code).to.equal('OUTPUT_INVALID');
      expectNoSecretIn(everything, SECRET);
      // Cut off by the message: a beginning of it would show.
      expectNoSecretIn(everything, SECRET.slice(0, 10));
    }
  });

  it('is masked in what an observer throws, a controller, a wrapper, another engine, and a later step', async () => {
    let revealed = '';
    const flow = workflow('w');
    const n = flow.add(
      'n',
      returning((secret) => ((revealed = secret), 1)),
    );
    flow.loop('l', { back: [[n.out.value, n.in.value]], maxIterations: 1 });
    const built = flow.build();
    const fail = () => {
      throw new Error(`with ${revealed}`);
    };
    const plugins: Record<string, Plugin> = {
      observer: plugin((hooks) => hooks.nodeSettled.tap('other', fail)),
      end: plugin((hooks) => hooks.settled.tap('other', fail)),
      results: plugin((hooks) => hooks.results.tap('other', fail)),
      wrapper: plugin((hooks) =>
        hooks.node.tap('other', (wraps) => {
          wraps.add('check', (next) => (inputs, context) => (next(inputs, context), fail()));
        }),
      ),
      engine: plugin((hooks) =>
        hooks.execute.tap('other', () => ({
          outcomes: Object.assign([], { size: 0, get: () => undefined }),
          failures: [new RuntimeError('NODE_FAILED', `with ${SECRET}`)],
          loops: {},
          results: {},
          outputsOf: () => undefined,
          explain: () => undefined,
        })),
      ),
    };
    for (const [place, other] of Object.entries(plugins)) {
      const { result, everything } = await shown(built, {}, [other]);
      expect(JSON.stringify([result.warnings, result.error?.message]), place).to.include(MARKER);
      expect(() => expectNoSecretIn(everything, SECRET), place).not.to.throw();
    }
  });

  it('is masked in the reason of an abort', async () => {
    const { runtime } = withParameters(SECRETS);
    const handle = runtime.start(only(asking({ key: 'KEY' }, () => new Promise(() => undefined))), {
      graceMs: 1,
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    handle.abort(new Error(`stop ${SECRET}`));
    const result = await handle.result;
    expect(result.status).to.equal('aborted');
    expect((result.error?.cause as Error | undefined)?.message).to.equal(`stop ${MARKER}`);
  });
});

describe('a secret that a node returns', () => {
  it('goes on to other nodes and stands in the results as it is; reports mask it, and a warning tells', async () => {
    const flow = aWorkflow()
      .node(
        'n',
        returning((secret) => ({ url: `https://example.org/?key=${secret}`, list: [secret] })),
      )
      .node('behind', pass)
      .edge('n.value', 'behind.value')
      .build();
    const { result, everything, events } = await shown(flow);
    const data = { url: `https://example.org/?key=${SECRET}`, list: [SECRET] };
    expect(result.results).to.deep.equal({ n: { value: data }, behind: { value: data } });
    expect(result.outcomes.get('n')?.outputs).to.deep.equal({ value: data });
    expect(result.results['n']?.['value']).to.equal(result.results['behind']?.['value']);
    expect(result.warnings.map(({ code, node }) => [code, node])).to.deep.equal([
      ['SECRET_IN_OUTPUT', 'n'],
    ]);
    expectNoSecretIn(everything, SECRET);
    const settled = events.filter((event) => event.type === 'nodeSettled');
    expect(settled.map(({ outcome }) => outcome.outputs)).to.deep.equal(
      ['n', 'behind'].map(() => ({
        value: { url: `https://example.org/?key=${MARKER}`, list: [MARKER] },
      })),
    );
    const json = JSON.parse(JSON.stringify(result)) as { results: Record<string, unknown> };
    expect(json.results['n']).to.deep.equal({
      value: { url: `https://example.org/?key=${MARKER}`, list: [MARKER] },
    });
  });

  it('is masked in the JSON of results also where a value makes its own', async () => {
    class Own {
      readonly #text: string;
      constructor(text: string) {
        this.#text = text;
      }
      toJSON(): unknown {
        return { text: this.#text };
      }
    }
    const make = (secret: string) => ({
      own: new Own(secret),
      bytes: Buffer.from(secret),
      url: new URL(`https://example.org/?q=${encodeURIComponent(secret)}`),
      count: 1,
    });
    const { result, everything } = await shown(only(returning(make)));
    const { results } = JSON.parse(JSON.stringify(result)) as {
      results: Record<string, Record<string, unknown>>;
    };
    expect(results['only']?.['value']).to.deep.equal({
      own: { text: MARKER },
      bytes: MARKER,
      url: `https://example.org/?q=${MARKER}`,
      count: 1,
    });
    expectNoSecretIn(everything, SECRET);
    const big = await run(only(returning((secret) => ({ secret, n: 10n }))), undefined, SECRETS);
    expectNoSecretIn(big.toJSON(), SECRET);
  });

  it('earns one warning for each node, however often it is visited, and none for what is opaque', async () => {
    const flow = workflow('w');
    const n = flow.add(
      'n',
      returning((secret) => secret),
    );
    flow.loop('l', { back: [[n.out.value, n.in.value]], maxIterations: 5 });
    flow.add('config', got, { a: '${secret:KEY}' });
    const { warnings } = await run(flow.build(), undefined, SECRETS);
    expect(warnings).to.deep.equal([
      {
        code: 'SECRET_IN_OUTPUT',
        message:
          'Node "n" returned a secret in its outputs, where other nodes and the caller can read it.',
        hint: 'Return what the secret was used for, not the secret.',
        node: 'n',
      },
    ]);
    const revealing = defineNode({
      type: 'x',
      inputs: { a: port<Secret>() },
      outputs: { a: port() },
      run: ({ a }) => ({ a: a.reveal() }),
    });
    const configured = only(subWorkflow(only(revealing, { a: '${secret:KEY}' })));
    expect(
      (await run(configured, undefined, SECRETS)).warnings.map(({ node }) => node),
    ).to.deep.equal(['only/only']);
  });

  it('is masked in the outcomes inside a sub-workflow, as events tell them', async () => {
    const { events, result } = await shown(only(subWorkflow(only(returning((secret) => secret)))));
    expectNoSecretIn(events, SECRET);
    const last = events.filter((event) => event.type === 'nodeSettled').at(-1);
    const nested = last?.outcome.nested;
    expect([nested?.size, nested?.get('only')?.outputs, nested?.get('none')]).to.deep.equal([
      1,
      { value: MARKER },
      undefined,
    ]);
    expect(Array.from(nested ?? [], ({ outputs }) => outputs)).to.deep.equal([{ value: MARKER }]);
    expect(result.outcomes.get('only')?.nested?.get('only')?.outputs).to.deep.equal({
      value: SECRET,
    });
  });

  it('is masked in why a switch took a port', async () => {
    const choose = defineNode({
      type: 'choose',
      outputs: { left: port(), right: port() },
      routes: { ports: ['left', 'right'], multiple: false },
      secrets: { key: 'KEY' },
      run: (_, { secrets }) =>
        new Routed({ left: 1 }, ['left'], { compared: secrets.key.reveal() }),
    });
    const flow = aWorkflow().node('c', choose).node('n', pass).edge('c.right', 'n.value').build();
    const { result, everything } = await shown(flow);
    expect(result.why('n')?.routing?.because).to.deep.equal({ compared: MARKER });
    expectNoSecretIn(everything, SECRET);
  });
});

describe('a secret that a node or a plugin writes', () => {
  it('is masked in the log of the run', async () => {
    const node = defineNode({
      type: 'x',
      secrets: { key: 'KEY' },
      run: (_, { log, secrets }) => {
        const text = secrets.key.reveal();
        log.debug(`debug ${text}`);
        log.info(`info ${text}`, { text });
        log.warn('warn', { list: [text], key: secrets.key });
        log.error('error', { error: new Error(text) });
        return {};
      },
    });
    const { runtime, log } = withParameters({
      ...SECRETS,
      plugins: [
        plugin((hooks) => hooks.settled.tap('other', (_, { log: own }) => own.info(SECRET))),
      ],
    });
    await runtime.execute(only(node));
    expectNoSecretIn(log.lines, SECRET);
    expect(log.lines.map(({ message }) => message)).to.deep.equal([
      `debug ${MARKER}`,
      `info ${MARKER}`,
      'warn',
      'error',
      MARKER,
    ]);
    expect(log.lines[1]?.details).to.deep.equal({ text: MARKER });
  });

  it('is masked in warnings, and by whoever asks run.mask', async () => {
    const masked: unknown[] = [];
    const other = plugin((hooks) =>
      hooks.nodeSettled.tap('other', ({ outputs }, _node, { mask }) => {
        masked.push(mask?.value(outputs), mask?.text(`a ${SECRET}`));
      }),
    );
    const warning = plugin((hooks) =>
      hooks.nodeSettled.tap('other', (_outcome, _node, active) => {
        active.warn({ code: 'MINE', message: `a ${SECRET}`, cause: new Error(SECRET) });
      }),
    );
    await run(only(returning((secret) => secret)), undefined, { ...SECRETS, plugins: [other] });
    expect(masked).to.deep.equal([{ value: MARKER }, `a ${MARKER}`]);
    const { warnings } = await run(only(returning(() => 1)), undefined, {
      ...SECRETS,
      plugins: [warning],
    });
    expect(warnings[0]?.message).to.equal(`a ${MARKER}`);
    expectNoSecretIn(warnings, SECRET);
  });

  it('is masked in findings about a run', async () => {
    const other: Plugin = {
      manifest: { name: 'other', version: '1.0.0', after: ['parameters'] },
      apply(hooks) {
        hooks.admit.tap('other', (issues) => [
          ...issues,
          {
            code: 'OPTION_INVALID',
            severity: 'error',
            message: `a ${SECRET}`,
            hint: SECRET,
            where: {},
          },
        ]);
      },
    };
    const { issues, error } = await run(only(returning(() => 1)), undefined, {
      ...SECRETS,
      plugins: [other],
    });
    expect(issues.map(({ message, hint }) => [message, hint])).to.deep.equal([
      [`a ${MARKER}`, MARKER],
    ]);
    expectNoSecretIn([issues, error], SECRET);
  });

  it('is masked wherever it came from, at any depth', async () => {
    const mine = new Secret('MINE', 'my own secret');
    const node = defineNode({
      type: 'x',
      inputs: { a: port() },
      run: ({ a }) => {
        throw new Error(`cannot use ${reveal(a)}`);
      },
    });
    const sub = only(subWorkflow(only(subWorkflow(only(node)))));
    const vault = plugin((_hooks, services) => {
      services.get(ParameterHooks.id).resolve.tapPromise('other', ({ name }) => {
        const held = { user: 'u', password: mine };
        return name === 'now' ? held : Promise.resolve(held);
      });
    });
    const cases: Record<string, readonly [Workflow, unknown]> = {
      'a parameter addressed to a node': [only(node), { only: { a: mine } }],
      'a parameter of the workflow': [only(node), { a: mine }],
      'an object in a parameter': [only(node), { only: { a: { auth: { pass: mine } } } }],
      'a list in a parameter': [only(node), { a: [1, mine] }],
      'a parameter of a workflow inside': [sub, { only: { only: { only: { a: mine } } } }],
      'a stated parameter': [only(node), parametersOf({ nodes: { only: { a: [mine] } } })],
      configuration: [only(node, { a: { headers: [mine] } }), undefined],
      'configuration of a workflow inside': [only(subWorkflow(only(node, { a: mine }))), undefined],
      'what a plugin answers': [only(node, { a: '${vault:now}' }), undefined],
      'what a plugin answers later': [only(node, { a: '${vault:later}' }), undefined],
    };
    for (const [place, [flow, given]] of Object.entries(cases)) {
      const { error } = await run(flow, given, { plugins: [vault] });
      expect(error?.message, place).to.include('cannot use [secret MINE]');
      expectNoSecretIn(error, 'my own secret');
    }
    const composed = await run(only(node, { a: 'user:${secret:KEY}' }), undefined, SECRETS);
    expect(composed.error?.message).to.include(`cannot use user:${MARKER}`);
  });

  it('is told of where it came as a parameter and is returned, and not of who hands it on', async () => {
    const revealing = defineNode({
      type: 'x',
      inputs: { a: port() },
      outputs: { a: port() },
      run: ({ a }) => ({ a: reveal(a) }),
    });
    const flow = workflow('w');
    const n = flow.add('n', revealing);
    const m = flow.add('m', got, { b: '${other}' });
    flow.connect(n.out.a, m.in.a);
    const built = flow.build();
    const secret = new Secret('MINE', 'my own secret');
    for (const a of [secret, { auth: [secret] }]) {
      const { warnings } = await run(built, { n: { a }, other: 1 });
      expect(warnings.map(({ code, node }) => [code, node])).to.deep.equal([
        ['SECRET_IN_OUTPUT', 'n'],
      ]);
    }
  });
});

describe('masking', () => {
  it('corrupts nothing where a secret is short or an ordinary word', async () => {
    const secrets = { ONE: '1', ON: 'on', WORD: 'node' };
    const node = asking({ a: 'ONE', b: 'ON', c: 'WORD' }, () => ({
      count: 1,
      on: 'on',
      text: '1 node is on',
    }));
    const result = await run(only(node), undefined, { secrets });
    expect(result.results['only']).to.deep.equal({
      value: { count: 1, on: 'on', text: '1 node is on' },
    });
    const json = JSON.parse(JSON.stringify(result)) as { results: Record<string, unknown> };
    expect(json.results['only']).to.deep.equal({
      value: { count: 1, '[secret ON]': '[secret ON]', text: '1 [secret WORD] is on' },
    });
    const failing = asking({ a: 'ONE', b: 'ON' }, () => {
      throw new Error('1 node is on');
    });
    expect((await run(only(failing), undefined, { secrets })).error?.message).to.equal(
      'Node "only" of workflow "test" failed: 1 node is on',
    );
  });

  it('concerns the run whose secrets they are, and no other', async () => {
    const { runtime } = withParameters({
      secrets: { get: (_, { tenant = '' }) => `secret of ${tenant}` },
    });
    const flow = only(
      asking({ key: 'KEY' }, () => {
        throw new Error('secret of a, secret of b');
      }),
    );
    const [a, b] = await Promise.all(
      ['a', 'b'].map((tenant) => runtime.start(flow, { tenant }).result),
    );
    expect(a?.error?.message).to.include('[secret KEY], secret of b');
    expect(b?.error?.message).to.include('secret of a, [secret KEY]');
  });

  it('is nothing where a run has no secrets', async () => {
    const masks: unknown[] = [];
    const look = plugin((hooks) =>
      hooks.settled.tap('other', (_, { mask }) => void masks.push(mask)),
    );
    await run(only(got), { a: 1 }, { plugins: [look] });
    await run(only(got), undefined, { ...SECRETS, plugins: [look] });
    expect(masks).to.deep.equal([undefined, undefined]);
  });
});

/** The text of the first secret in data. */
function reveal(data: unknown): string | undefined {
  if (isSecretValue(data)) return data.reveal();
  if (typeof data !== 'object' || data === null) return undefined;
  return Object.values(data).map(reveal).find(Boolean);
}

function plugin(apply: NonNullable<Plugin['apply']>): Plugin {
  return { manifest: { name: 'other', version: '1.0.0' }, apply };
}

import { Coercion, defineNode, port, workflow } from '@tenon/core';
import { only, type TestRuntimeOptions, value } from '@tenon/testing';
import { expect } from 'chai';
import { Container } from 'inversify';
import { refusedFor, run, withParameters } from '../support/runtime.js';

const typed = defineNode({
  type: 'typed',
  inputs: {
    n: port({ type: 'integer' }).optional(),
    text: port({ type: 'string' }).optional(),
    list: port({ type: 'integer' }).many().optional(),
  },
  settings: {
    limit: port({ type: 'number' }).optional(),
    raw: port({ type: 'number' }).raw().optional(),
  },
  outputs: { got: port() },
  run: (inputs, { settings }) => ({ got: { ...inputs, ...settings } }),
});

const LOSSLESS = { options: { coerce: 'lossless' } } as const;

async function got(...args: Parameters<typeof run>): Promise<unknown> {
  const { status, error, results } = await run(...args);
  if (status !== 'completed') throw error as Error;
  return results['only']?.['got'];
}

describe('lossless conversion', () => {
  it('is off unless it is asked for', async () => {
    expect(await got(only(typed), { n: '42' })).to.deep.equal({ n: '42', list: [] });
  });

  it('goes for parameters of every form', async () => {
    expect(await got(only(typed), { n: '42' }, LOSSLESS)).to.deep.equal({ n: 42, list: [] });
    expect(await got(only(typed), { only: { text: 7, list: ['1', 2] } }, LOSSLESS)).to.deep.equal({
      text: '7',
      list: [1, 2],
    });
    expect(await got(only(typed), { n: '4.0' }, LOSSLESS)).to.deep.equal({ n: '4.0', list: [] });
  });

  it('goes for declared inputs, by their type and by that of each target', async () => {
    const flow = workflow('w', { inputs: { count: port({ type: 'integer' }), any: port() } });
    const a = flow.add('a', typed, { text: '${count}' });
    const b = flow.add('b', typed);
    flow.input('count').to(a.in.n);
    flow.input('any').to(b.in.n as never, b.in.text as never);
    const { results } = await run(flow.build(), { count: '3', any: '7' }, LOSSLESS);
    expect(results['a']?.['got']).to.deep.equal({ n: 3, text: '3', list: [] });
    expect(results['b']?.['got']).to.deep.equal({ n: 7, text: '7', list: [] });
  });

  it('goes for configuration, templates included, but for what a port takes as it stands', async () => {
    const config = { n: '5', limit: '2.5', raw: '1', text: '${n}', list: ['1', '${n}'] } as never;
    expect(await got(only(typed, config), {}, LOSSLESS).catch(codeOf)).to.equal(
      'TEMPLATE_UNRESOLVED',
    );
    expect(await got(only(typed, config), { only: { n: 6 } }, LOSSLESS)).to.deep.equal({
      n: 6,
      limit: 2.5,
      raw: '1',
      text: '6',
      list: [1, 6],
    });
    expect(await got(only(typed, { n: '5' } as never), undefined, LOSSLESS)).to.deep.equal({
      n: 5,
      list: [],
    });
    expect(await got(only(typed, { n: '5' } as never))).to.deep.equal({ n: '5', list: [] });
  });

  it('never goes for what comes over a connection', async () => {
    const flow = workflow('w');
    const n = flow.add('only', typed);
    flow.connect(flow.add('s', value('42')).out.value, n.in.n as never);
    expect(await got(flow.build(), { text: 1 }, LOSSLESS)).to.deep.equal({
      n: '42',
      text: '1',
      list: [],
    });
  });

  it('is a service for whoever judges configuration, and a host may bind its own', async () => {
    const seen: (Coercion | undefined)[] = [];
    const asking = {
      manifest: { name: 'asking', version: '1.0.0' },
      apply: (_: unknown, services: { tryGet: (id: typeof Coercion) => Coercion | undefined }) => {
        seen.push(services.tryGet(Coercion));
      },
    };
    withParameters({ plugins: [asking] });
    withParameters({ ...LOSSLESS, plugins: [asking] });
    expect(seen[0]).to.equal(undefined);
    expect(seen[1]?.coerce('1', port({ type: 'integer' }))).to.equal(1);
    const own: Coercion = { coerce: (given) => (given === 'many' ? 99 : given) };
    const result = await run(
      only(typed),
      { n: 'many' },
      {
        ...LOSSLESS,
        configure: ({ bind }) => {
          bind(Coercion).toConstantValue(own);
        },
      },
    );
    expect(result.results['only']?.['got']).to.deep.equal({ n: 99, list: [] });
  });
});

describe('values that templates give', () => {
  it('are refused where they do not fit what is declared, in every mode of checking', async () => {
    const choice = defineNode({
      type: 'choice',
      inputs: { region: port({ enum: ['eu', 'us'] }).optional(), all: port().many().optional() },
      run: () => ({}),
    });
    const cases: [never, unknown, string][] = [
      [
        { region: '${r}' } as never,
        { r: 'asia' },
        'comes to "asia", which is none of "eu" and "us".',
      ],
      [{ region: '${r}' } as never, { r: null }, 'comes to null, which is not of type string.'],
      [{ region: '${r:-x}' } as never, {}, 'comes to "x", which is none of'],
      [{ all: '${r}' } as never, { r: 1 }, 'comes to 1, which is no list'],
    ];
    for (const [config, given, message] of cases) {
      const result = await run(only(choice, config), given);
      expect(refusedFor(result)).to.deep.equal(['CONFIG_INVALID']);
      expect(result.error?.message).to.include(message);
      expect(result.error?.where).to.include({ node: 'only' });
    }
    expect((await run(only(choice, { region: '${r}' } as never), { r: 'eu' })).status).to.equal(
      'completed',
    );
    const number = only(typed, { n: 'number ${x}' } as never);
    expect(refusedFor(await run(number, { x: 1 }))).to.deep.equal(['CONFIG_INVALID']);
  });
});

describe("a host's own conversion", () => {
  const own: Coercion = { coerce: (given) => (given === 'dozen' ? 12 : given) };
  const integer = only(typed, { n: 'dozen' } as never);

  it('stands, bound in its container or by configure', async () => {
    const container = new Container();
    container.bind(Coercion).toConstantValue(own);
    const configure: TestRuntimeOptions['configure'] = ({ bind }) => {
      bind(Coercion).toConstantValue(own);
    };
    for (const stated of [{ container }, { configure }]) {
      const { runtime } = withParameters({ ...LOSSLESS, ...stated });
      expect(runtime.services.get(Coercion)).to.equal(own);
      expect((await runtime.execute(integer)).results['only']?.['got']).to.deep.include({ n: 12 });
    }
  });

  it('of configure beats that of the container', () => {
    const container = new Container();
    container.bind(Coercion).toConstantValue({ coerce: () => undefined });
    const { runtime } = withParameters({
      ...LOSSLESS,
      container,
      configure: ({ bind }) => {
        bind(Coercion).toConstantValue(own);
      },
    });
    expect(runtime.services.get(Coercion)).to.equal(own);
  });
});

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}

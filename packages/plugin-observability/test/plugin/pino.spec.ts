import { context, trace } from '@opentelemetry/api';
import {
  ConsoleLogger,
  createRuntime,
  defineNode,
  Logger,
  type Masker,
  port,
  type Run,
  subWorkflow,
  type Workflow,
} from '@tenon/core';
import { type PinoLike, PinoLogger } from '@tenon/plugin-observability';
import { expectNoSecretIn, failing, only } from '@tenon/testing';
import { expect } from 'chai';
import { pino } from 'pino';
import { row } from '../support/nodes.js';
import { observed, tapping } from '../support/runtime.js';
import { Sdk, withContextManager } from '../support/sdk.js';

type Line = Readonly<Record<string, unknown>>;

/** A pino that keeps its lines, as the JSON that it writes. */
function recording(level = 'debug') {
  const texts: string[] = [];
  const logger = pino(
    { level, base: null, timestamp: false },
    { write: (text) => texts.push(text) },
  );
  const lines = () => texts.map((text) => JSON.parse(text) as Line);
  return { logger: new PinoLogger(logger), texts, lines };
}

const logging = defineNode({
  type: 'logging',
  inputs: { value: port().optional() },
  outputs: { value: port().optional() },
  run: ({ value }, { log }) => {
    log.info('at work', { value });
    return { value };
  },
});

async function run(flow: Workflow, logger: Logger): Promise<void> {
  const runtime = createRuntime({
    configure: ({ bind }) => {
      bind(Logger).toConstantValue(logger);
    },
  });
  await runtime.start(flow, { id: 'run-7' }).result;
}

describe('PinoLogger', () => {
  it('writes a record for a line of a node, which says whose it is', async () => {
    const { logger, lines } = recording();
    await run(only(logging, { value: 3 }), logger);
    expect(lines()).to.deep.equal([
      {
        level: 30,
        runId: 'run-7',
        workflow: 'test',
        node: 'only',
        details: { value: 3 },
        msg: 'at work',
      },
    ]);
  });

  it('tells nodes of a sub-workflow by the path that leads to them', async () => {
    const { logger, lines } = recording();
    await run(only(subWorkflow(row('inner', { deep: logging })), { value: 1 }), logger);
    expect(lines()[0]?.['node']).to.equal('only/deep');
  });

  it('writes from the level of pino on, at the level of the line', () => {
    const { logger, lines } = recording('warn');
    logger.debug('a');
    logger.info('b');
    logger.warn('c');
    logger.error('d', { code: 'X' });
    expect(lines()).to.deep.equal([
      { level: 40, msg: 'c' },
      { level: 50, details: { code: 'X' }, msg: 'd' },
    ]);
  });

  it('lets details pose as nothing else', () => {
    const { logger, lines } = recording();
    logger.info('real', { level: 60, msg: 'forged', runId: 'other', trace_id: '0' });
    expect(lines()[0]).to.deep.include({ level: 30, msg: 'real' });
    expect(lines()[0]).not.to.have.property('runId');
  });

  it('shows of an error its type, message and stack', () => {
    const { logger, lines } = recording();
    logger.error('bad', { cause: new RangeError('too far') });
    const causes = () => lines().map(({ details }) => (details as { readonly cause: Line }).cause);
    expect(causes()[0]).to.include({ type: 'RangeError', message: 'too far' });
    expect(causes()[0]?.['stack']).to.include('pino.spec');
    const bare = new Error('no stack');
    delete (bare as { stack?: string }).stack;
    logger.error('bad', { cause: bare });
    expect(causes()[1]).to.deep.equal({
      type: 'Error',
      message: 'no stack',
    });
  });

  it('names the span that a line is written in', async () => {
    await withContextManager(async () => {
      const { logger, lines } = recording();
      const sdk = new Sdk();
      const { runtime } = observed({
        sdk,
        configure: ({ bind }) => {
          bind(Logger).toConstantValue(logger);
        },
      });
      await runtime.execute(only(logging));
      const { spanId, traceId } = sdk.span('node only').spanContext();
      expect(lines()[0]).to.include({ trace_id: traceId, span_id: spanId, trace_flags: '01' });
      expect(context.active()).to.not.equal(undefined);
      expect(trace.getActiveSpan()).to.equal(undefined);
    });
  });

  it('never throws, whatever it is given', () => {
    const { logger, lines } = recording();
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const hostile = {
      toJSON() {
        throw new Error('no');
      },
      get secret() {
        throw new Error('no');
      },
    };
    let deep: unknown = 1;
    for (let i = 0; i < 20_000; i++) deep = { deep };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    for (const value of [cyclic, hostile, deep, revoked.proxy, 7n, Symbol('s'), () => 1]) {
      logger.warn('odd', { value });
    }
    const accessor = Object.defineProperty({}, 'x', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    logger.warn('odd', accessor);
    expect(lines().map(({ msg }) => msg)).to.deep.equal(Array(8).fill('odd'));
    expect(lines()[7]?.['details']).to.equal('{ x: an accessor }');
  });

  it('is content with less than pino', () => {
    const told: unknown[] = [];
    const like: PinoLike = {
      debug: () => undefined,
      info: (fields, message) => told.push([fields, message]),
      warn: () => undefined,
      error: () => undefined,
      child: () => like,
      isLevelEnabled: () => true,
    };
    new PinoLogger(like).child({ a: 1 }).info('hello');
    expect(told).to.deep.equal([[{}, 'hello']]);
  });

  it('shows no secret of a run, in details, texts and names', async () => {
    const SECRET = 'hunter-two';
    const mask: Masker = {
      text: (text) => text.replaceAll(SECRET, '[secret KEY]'),
      value: <T>(value: T) =>
        JSON.parse(JSON.stringify(value).replaceAll(SECRET, '[secret KEY]')) as T,
    };
    const masking = tapping('masking', (hooks) => {
      hooks.prepare.tap('masking', (_request, of: Run) => {
        of.log.info('before there are secrets');
        of.mask = mask;
      });
    });
    const { logger, lines, texts } = recording();
    const runtime = createRuntime({
      plugins: [masking],
      configure: ({ bind }) => {
        bind(Logger).toConstantValue(logger);
      },
    });
    const telling = defineNode({
      type: 'telling',
      run: (_inputs, { log }) => {
        log.info(`with ${SECRET}`, { key: SECRET, within: [{ SECRET }] });
        return {};
      },
    });
    const flow = only(telling as never);
    await runtime.start(flow, { id: `run of ${SECRET}` }).result;
    expect(lines()[1]).to.include({ runId: 'run of [secret KEY]', msg: 'with [secret KEY]' });
    expectNoSecretIn(texts.slice(1), SECRET);
  });

  it('is asked for nothing where another logger is bound', async () => {
    await run(only(failing(new Error('boom'))), new ConsoleLogger('error'));
  });
});

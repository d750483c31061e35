import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import {
  createRuntime,
  defineNode,
  HealthPart,
  Logger,
  type Plugin,
  port,
  workflow,
} from '@tenon/core';
import { Health, observability, PinoLogger } from '@tenon/plugin-observability';
import { expect } from 'chai';
import { pino as makePino } from 'pino';
import { AskedReader, Sdk } from '../support/sdk.js';

describe('the README of plugin-observability', () => {
  afterEach(() => {
    trace.disable();
    metrics.disable();
    context.disable();
  });

  it('registers an SDK, and sees a run', async () => {
    const exporter = new InMemorySpanExporter();
    const reader = new AskedReader();
    const order = orders();
    // #region start
    // Once in a process, by the SDK of OpenTelemetry: where spans and figures go.
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    );
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

    const runtime = createRuntime({ plugins: [observability()] });
    await runtime.execute(order);
    // run orders
    //   node rows
    //   node sum
    // #endregion
    const spans = exporter.getFinishedSpans().map(({ name }) => name);
    expect(spans).to.deep.equal(['node rows', 'node sum', 'run orders']);
  });

  it('states providers and attributes of a host', async () => {
    const sdk = new Sdk();
    const { tracerProvider, meterProvider } = sdk;
    // #region options
    const runtime = createRuntime({
      plugins: [
        observability({
          tracerProvider,
          meterProvider,
          attributes: ({ options }) => ({ 'app.tenant': options.tenant ?? 'nobody' }),
          nodeLabels: 50,
        }),
      ],
    });
    // #endregion
    await runtime.execute(orders(), { tenant: 'acme' });
    expect(sdk.span('run orders').attributes['app.tenant']).to.equal('acme');
  });

  it('logs through pino', async () => {
    const lines: string[] = [];
    const pino = () =>
      makePino({ base: null, timestamp: false }, { write: (line) => lines.push(line) });
    // #region pino
    const runtime = createRuntime({
      configure: ({ bind }) => {
        bind(Logger).toConstantValue(new PinoLogger(pino()));
      },
    });
    const mail = defineNode({
      type: 'mail',
      inputs: { to: port<string>() },
      run: ({ to }, { log }) => {
        log.info('sent', { to });
        return {};
      },
    });
    const flow = workflow('welcome');
    flow.add('greet', mail, { to: 'ada' });
    await runtime.execute(flow.build(), { id: 'run-7' });
    // {"level":30,"runId":"run-7","workflow":"welcome","node":"greet","details":{"to":"ada"},"msg":"sent"}
    // #endregion
    expect(lines).to.deep.equal([
      '{"level":30,"runId":"run-7","workflow":"welcome","node":"greet","details":{"to":"ada"},"msg":"sent"}\n',
    ]);
  });

  it('takes a snapshot, with what a plugin adds', async () => {
    const order = orders();
    const pool = { size: 4, ping: () => Promise.resolve(true) };
    // #region health
    const store: Plugin = {
      manifest: { name: 'store', version: '1.0.0' },
      register({ bind }) {
        bind(HealthPart).toConstantValue({
          name: 'store',
          async health() {
            const isUp = await pool.ping();
            return { status: isUp ? 'ok' : 'failing', details: { connections: pool.size } };
          },
        });
      },
    };
    const runtime = createRuntime({ plugins: [observability(), store] });
    await runtime.execute(order);

    const { status, runs, parts, failures } = await runtime.services.get(Health).snapshot();
    status; // 'ok': the worst of what the parts say
    runs; // { queued: 0, running: 0, completed: 1, failed: 0, aborted: 0, refused: 0 }
    parts; // { store: { status: 'ok', details: { connections: 4 } } }
    failures; // []: the last runs that did not complete, with their errors
    // #endregion
    expect([status, { ...parts }, failures]).to.deep.equal([
      'ok',
      { store: { status: 'ok', details: { connections: 4 } } },
      [],
    ]);
    expect(runs).to.deep.equal({
      queued: 0,
      running: 0,
      completed: 1,
      failed: 0,
      aborted: 0,
      refused: 0,
    });
  });
});

function orders() {
  const rows = defineNode({
    type: 'read',
    outputs: { rows: port<readonly number[]>() },
    run: () => ({ rows: [1, 2] }),
  });
  const sum = defineNode({
    type: 'sum',
    inputs: { rows: port<readonly number[]>() },
    outputs: { sum: port<number>() },
    run: ({ rows: given }) => ({ sum: given.length }),
  });
  const flow = workflow('orders');
  const read = flow.add('rows', rows);
  flow.connect(read.out.rows, flow.add('sum', sum).in.rows);
  return flow.build();
}

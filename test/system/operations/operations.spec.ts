import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  type Span,
} from '@opentelemetry/sdk-trace-base';
import type { Plugin } from '@tenon/core';
import { conditional } from '@tenon/plugin-conditional';
import { cycles } from '@tenon/plugin-cycles';
import { Health, observability } from '@tenon/plugin-observability';
import { parameters } from '@tenon/plugin-parameters';
import { Breakers, resilience } from '@tenon/plugin-resilience';
import { Resources, resources } from '@tenon/plugin-resources';
import { validation } from '@tenon/plugin-validation';
import { runQueue, serve } from '@tenon/service';
import { aRuntime, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { brokenWorkflow, hangingWorkflow, mixedWorkflow, store } from './mixed-workflow.js';

/** A started service with all plugins there are, in an order of registration. */
function everything(order: (plugins: Plugin[]) => Plugin[] = (plugins) => plugins) {
  const exporter = new InMemorySpanExporter();
  const begun: string[] = [];
  const processor = new SimpleSpanProcessor(exporter);
  processor.onStart = (span) => void begun.push(idOf(span));
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [processor] });
  const clock = new VirtualClock();
  const plugins = [
    ...[parameters(), validation(), cycles(), conditional()],
    ...[resilience(), observability({ tracerProvider, metrics: false })],
    ...[resources({ define: [store] }), runQueue({ concurrentRuns: 2, queuedRuns: 4 })],
  ];
  const { runtime } = aRuntime({ clock, plugins: order(plugins) });
  const service = serve(runtime);
  void service.start();
  return { runtime, service, clock, trace: () => tree(exporter.getFinishedSpans(), begun) };
}

const idOf = (span: Pick<Span, 'spanContext'>) => span.spanContext().spanId;

/** Spans as lines, in the order in which they began: each stands under its parent, two spaces further in. */
function tree(spans: readonly ReadableSpan[], begun: readonly string[]): string[] {
  const below = (parent: string | undefined, indent: string): string[] =>
    spans
      .filter(({ parentSpanContext }) => parentSpanContext?.spanId === parent)
      .sort((one, other) => begun.indexOf(idOf(one)) - begun.indexOf(idOf(other)))
      .flatMap((span) => [`${indent}${span.name}`, ...below(idOf(span), `${indent}  `)]);
  return below(undefined, '');
}

const reversed = (plugins: Plugin[]) => [...plugins].reverse();

describe('all plugins together', () => {
  for (const order of [undefined, reversed]) {
    const how = order === undefined ? '' : ', installed the other way round';
    it(`run what needs each of them, and trace every attempt where it takes place${how}`, async () => {
      const { service, clock, trace } = everything(order);
      const run = service.accept(mixedWorkflow(), { parameters: { from: 1 } });
      const result = await clock.until(run.result);
      expect([result.status, result.error]).to.deep.equal(['completed', undefined]);
      expect(result.results['yes']).to.deep.equal({ value: 5 });
      expect(result.results['no']).to.equal(null);
      const count = result.outcomes.get('sub')?.nested?.get('count');
      expect([count?.attempts, count?.iterations]).to.deep.equal([2, 2]);
      const visit = ['node count', '  attempt', '  attempt'].map((line) => `      ${line}`);
      expect(trace()).to.deep.equal([
        'run mixed',
        ...['  node sub', '    attempt', '      node door', ...visit, ...visit],
        ...['  node big', '  node yes'],
      ]);
      expect(clock.pendingTimers, 'timers left').to.equal(0);
    });

    it(`stand in one order, which the description of the runtime shows${how}`, () => {
      const { plugins, hooks } = everything(order).runtime.describe();
      const taps = hooks.find(({ name }) => name === 'node')?.taps ?? [];
      expect(taps.map(({ plugin }) => plugin)).to.deep.equal([
        ...['observability', 'resilience', 'validation', 'conditional'],
      ]);
      const names = plugins.map(({ name }) => name);
      expect(names.indexOf('resources')).to.be.below(names.indexOf('execution'));
      expect(names.at(-1)).to.equal('run-queue');
    });
  }

  it('take from an attempt that hangs what it holds, and give the next one another', async () => {
    const { runtime, service, clock, trace } = everything();
    const run = service.accept(hangingWorkflow(), { graceMs: 10 });
    const { status, results, warnings, outcomes } = await clock.until(run.result);
    expect([status, results['it']]).to.deep.equal(['completed', { rows: 2 }]);
    expect(outcomes.get('it')?.attempts).to.equal(2);
    expect(warnings.map(({ code }) => code)).to.deep.equal(['NODE_ABANDONED']);
    expect(trace()).to.deep.equal(['run hanging', '  node it', '    attempt', '    attempt']);
    expect(runtime.services.get(Resources).stats()[0]).to.include({
      ...{ made: 2, broken: 1, size: 1, leased: 0, waiting: 0 },
    });
    expect(runtime.services.get(Breakers).states[0]?.state).to.equal('closed');
    expect(clock.pendingTimers, 'timers left').to.equal(0);
  });

  it('show in one snapshot how breakers, resources and the queue stand', async () => {
    const { runtime, service, clock } = everything();
    const health = runtime.services.get(Health);
    await clock.until(service.accept(mixedWorkflow(), { parameters: { from: 1 } }).result);
    const well = await health.snapshot();
    expect(well.status).to.equal('ok');
    expect(Object.keys(well.parts).sort()).to.deep.equal(['breakers', 'resources', 'run-queue']);
    expect(well.parts['resources']?.details?.['store']).to.include({ idle: 1, leased: 0, made: 1 });
    expect(well.parts['breakers']?.details).to.include({ closed: 2, open: 0 });

    const flow = brokenWorkflow();
    const codes = [];
    for (let i = 0; i < 2; i++) {
      const { error } = await clock.until(service.accept(flow).result);
      codes.push(error?.code);
    }
    expect(codes).to.deep.equal(['NODE_FAILED', 'BREAKER_OPEN']);
    const worse = await health.snapshot();
    expect([worse.status, worse.runs.failed]).to.deep.equal(['degraded', 2]);
    expect(worse.parts['breakers']?.details).to.deep.include({ closed: 2, open: 1 });
    expect(worse.parts['run-queue']?.details).to.deep.include({ running: 0, queued: 0 });

    await service.drain();
    expect((await health.snapshot()).status).to.equal('failing');
    await runtime.dispose();
  });
});

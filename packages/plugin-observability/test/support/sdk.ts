import { type Attributes, context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { MeterProvider, type MetricData, MetricReader } from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  type Span,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';

/** Counts how often each span is begun and ended. */
class CountingProcessor implements SpanProcessor {
  readonly begun = new Map<string, number>();
  readonly ended = new Map<string, number>();

  onStart(span: Span): void {
    count(this.begun, span.spanContext().spanId);
  }

  onEnd(span: ReadableSpan): void {
    count(this.ended, span.spanContext().spanId);
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

/** Reads when a test asks. */
export class AskedReader extends MetricReader {
  protected async onForceFlush(): Promise<void> {}
  protected async onShutdown(): Promise<void> {}
}

/** The real SDK, with what it has made kept in memory. */
export class Sdk {
  readonly #exporter = new InMemorySpanExporter();
  readonly #reader = new AskedReader();
  readonly #counting = new CountingProcessor();
  readonly tracerProvider: BasicTracerProvider;
  readonly meterProvider = new MeterProvider({ readers: [this.#reader] });

  constructor(processors: readonly SpanProcessor[] = []) {
    this.tracerProvider = new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(this.#exporter), this.#counting, ...processors],
    });
  }

  /** The spans that have ended, in that order. */
  get spans(): readonly ReadableSpan[] {
    return this.#exporter.getFinishedSpans();
  }

  /** Spans that were not begun once and ended once. */
  get uneven(): readonly string[] {
    const { begun, ended } = this.#counting;
    const ids = new Set([...begun.keys(), ...ended.keys()]);
    return [...ids].filter((id) => begun.get(id) !== 1 || ended.get(id) !== 1);
  }

  span(name: string): ReadableSpan {
    const found = this.spans.filter((span) => span.name === name);
    if (found.length !== 1 || found[0] === undefined) {
      throw new Error(`${String(found.length)} spans are called "${name}".`);
    }
    return found[0];
  }

  parentOf({ parentSpanContext }: ReadableSpan): ReadableSpan | undefined {
    return this.spans.find((span) => span.spanContext().spanId === parentSpanContext?.spanId);
  }

  /** The spans as a tree of names, siblings in the order of their names. */
  get tree(): string {
    const lines = (parent: string | undefined, depth: number): string[] =>
      this.spans
        .filter(({ parentSpanContext }) => parentSpanContext?.spanId === parent)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((span) => [
          `${'  '.repeat(depth)}${span.name}`,
          ...lines(span.spanContext().spanId, depth + 1),
        ]);
    return lines(undefined, 0).join('\n');
  }

  /** The metrics, by name. */
  async metrics(): Promise<ReadonlyMap<string, MetricData>> {
    const { resourceMetrics, errors } = await this.#reader.collect();
    if (errors.length > 0) throw errors[0];
    const all = resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
    return new Map(all.map((metric) => [metric.descriptor.name, metric]));
  }

  /** The points of a metric: their labels, and their value or count. */
  async points(name: string): Promise<readonly (readonly [Attributes, number])[]> {
    const metric = (await this.metrics()).get(name);
    return (metric?.dataPoints ?? []).map(({ attributes, value }) => [
      attributes,
      typeof value === 'number' ? value : value.count,
    ]);
  }
}

/** Keeps the active context while a test runs. */
export async function withContextManager<T>(act: () => Promise<T>): Promise<T> {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  try {
    return await act();
  } finally {
    context.disable();
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

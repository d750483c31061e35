import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { observability } from '@tenon/plugin-observability';
import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { trial } from '../trial.js';

/** The names of the spans that a span stands in, the outermost first. */
function around({ parentSpanContext }: ReadableSpan, all: readonly ReadableSpan[]): string[] {
  const parent = all.find((span) => span.spanContext().spanId === parentSpanContext?.spanId);
  return parent === undefined ? [] : [...around(parent, all), parent.name];
}

export const traceConcern: Concern = {
  claim: (node) => `traces every visit to ${node}, inside what it takes place in`,
  needs: [],
  async check(setting, way) {
    for (const fails of [false, true]) {
      const exporter = new InMemorySpanExporter();
      const tracerProvider = new BasicTracerProvider({
        spanProcessors: [new SimpleSpanProcessor(exporter)],
      });
      const { node } = way.countingNode((visit) => {
        if (fails && visit === setting.visits) throw new Error('boom');
        return undefined;
      });
      const plugins = [observability({ tracerProvider })];
      const { result, outcome } = await trial(setting, way, { node }, { plugins });
      const spans = exporter.getFinishedSpans();
      const own = spans.filter(({ name }) => name === 'node it');
      const ends = own.map(({ attributes }) => attributes['tenon.node.status']);
      const completed = Array.from({ length: setting.visits }, () => 'completed');
      expect(ends).to.deep.equal(fails ? [...completed.slice(1), 'failed'] : completed);
      expect(ends.at(-1)).to.equal(outcome?.status);
      const path = setting.path.slice(0, -1).map((id) => `node ${id}`);
      for (const span of own) expect(around(span, spans)).to.deep.equal(['run setting', ...path]);
      const ids = new Set(spans.map((span) => span.spanContext().spanId));
      expect(ids.size, 'each ended once').to.equal(spans.length);
      expect(spans.at(-1)?.attributes['tenon.run.status']).to.equal(result.status);
    }
  },
};

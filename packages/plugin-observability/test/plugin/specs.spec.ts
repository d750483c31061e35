import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { workflow } from '@tenon/core';
import { observability } from '@tenon/plugin-observability';
import { add, pluginSpec } from '@tenon/testing';
import { AskedReader } from '../support/sdk.js';

const adding = (n: number) => {
  const flow = workflow('adding');
  const first = flow.add('first', add, { a: n, b: 1 });
  const second = flow.add('second', add, { b: 2 });
  flow.connect(first.out.value, second.in.a);
  return flow.build();
};

describe('with an SDK that keeps no span', () => {
  pluginSpec(
    observability({
      tracerProvider: new BasicTracerProvider(),
      meterProvider: new MeterProvider({ readers: [new AskedReader()] }),
      attributes: ({ id }) => ({ 'test.run': id }),
      eventLoopDelay: true,
    }),
    { workflow: adding },
  );
});

describe('with no SDK', () => pluginSpec(observability(), { workflow: adding }));

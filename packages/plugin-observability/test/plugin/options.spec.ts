import { createRuntime, formatDescription } from '@tenon/core';
import { type ObservabilityOptions, observability } from '@tenon/plugin-observability';
import { expect } from 'chai';

describe('the options of observability', () => {
  for (const [options, found] of [
    [{ tracing: 'yes' }, '"tracing" is "yes" and must be a boolean'],
    [{ metrics: 1 }, '"metrics" is 1 and must be a boolean'],
    [{ health: {} }, '"health" is {} and must be a boolean'],
    [
      { tracerProvider: {} },
      '"tracerProvider" is {} and must be an object with a method getTracer(…)',
    ],
    [{ meterProvider: 7 }, '"meterProvider" is 7 and must be an object with a method getMeter(…)'],
    [{ attributes: 'x' }, '"attributes" is "x" and must be a function'],
    [{ nodeLabels: -1 }, '"nodeLabels" is -1 and must not be less than 0'],
    [{ nodeLabels: 1.5 }, '"nodeLabels" is 1.5 and must be an integer number'],
    [{ nodeLabels: 1e9 }, '"nodeLabels" is 1000000000 and must not be greater than 100000'],
    [{ eventLoopDelay: 20 }, '"eventLoopDelay" is 20 and must be a boolean'],
    [{ recentFailures: Number.NaN }, '"recentFailures" is NaN'],
    [{ partTimeoutMs: 0 }, '"partTimeoutMs" is 0 and must be a positive number'],
    [{ partTimeoutMs: Number.POSITIVE_INFINITY }, '"partTimeoutMs" is Infinity'],
    [{ partTimeoutMs: 2 ** 31 }, '"partTimeoutMs" is 2147483648 and must not be greater than'],
    [{ trace: true }, 'there is no option "trace"'],
  ] as const) {
    it(`are refused: ${JSON.stringify(options)}`, () => {
      expect(() => observability(options as ObservabilityOptions))
        .to.throw(found)
        .with.property('code', 'OPTION_INVALID');
    });
  }

  it('are taken as they are meant', () => {
    for (const options of [{}, undefined, { nodeLabels: 0, recentFailures: 0, partTimeoutMs: 1 }]) {
      expect(observability(options).manifest.name).to.equal('observability');
    }
  });
});

describe('the place of observability', () => {
  it('is before the first of the ten steps, so that it sees what they wait for', () => {
    const runtime = createRuntime({ plugins: [observability()] });
    const [first] = runtime.describe().plugins;
    expect(first?.name).to.equal('observability');
    expect(formatDescription(runtime.describe())).to.include('observability');
  });
});

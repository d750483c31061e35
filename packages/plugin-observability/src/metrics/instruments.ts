import {
  type Counter,
  createNoopMeter,
  type Histogram,
  type Meter,
  type MeterProvider,
  metrics,
  type UpDownCounter,
} from '@opentelemetry/api';
import { METRICS } from '../names.js';
import { VERSION } from '../version.js';

/** From a tenth of a millisecond, a synchronous node, to an hour; in seconds. */
const BOUNDARIES = [
  ...[0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1],
  ...[0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
];

/** What runs and nodes are measured with. */
export interface Instruments {
  readonly runDuration: Histogram;
  readonly activeRuns: UpDownCounter;
  readonly nodeDuration: Histogram;
  readonly retries: Counter;
}

/**
 * The instruments of a runtime, made once there is a provider of metrics: the API has none that could be asked beforehand,
 * as it has for traces, and a host may register its SDK after it has made its runtime.
 */
export class InstrumentSource {
  readonly #provider: MeterProvider | undefined;
  #made: Instruments | undefined;

  constructor(provider: MeterProvider | undefined) {
    this.#provider = provider;
  }

  /** The instruments; `undefined` while what they measure would go nowhere. */
  get(): Instruments | undefined {
    if (this.#made !== undefined) return this.#made;
    const provider = this.#provider ?? metrics.getMeterProvider();
    const meter = provider.getMeter('@tenon/plugin-observability', VERSION);
    if (meter === createNoopMeter()) return undefined;
    return (this.#made = instrumentsOf(meter));
  }
}

function instrumentsOf(meter: Meter): Instruments {
  const seconds = { unit: 's', advice: { explicitBucketBoundaries: BOUNDARIES } };
  return {
    runDuration: meter.createHistogram(METRICS.runDuration, {
      ...seconds,
      description: 'How long runs take.',
    }),
    activeRuns: meter.createUpDownCounter(METRICS.activeRuns, {
      unit: '{run}',
      description: 'The runs there are.',
    }),
    nodeDuration: meter.createHistogram(METRICS.nodeDuration, {
      ...seconds,
      description: 'How long visits to nodes take.',
    }),
    retries: meter.createCounter(METRICS.retries, {
      unit: '{call}',
      description: 'Calls of nodes beyond the first of a visit.',
    }),
  };
}

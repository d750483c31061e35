import { ProxyTracerProvider, type Tracer, type TracerProvider, trace } from '@opentelemetry/api';
import { VERSION } from '../version.js';

/**
 * The tracer of a provider, or of the API's global one; `undefined` while no SDK is registered there, which the API says of
 * itself without a span being made.
 */
export function tracerOf(given: TracerProvider | undefined): Tracer | undefined {
  const provider = given ?? trace.getTracerProvider();
  const name = '@tenon/plugin-observability';
  return provider instanceof ProxyTracerProvider
    ? provider.getDelegateTracer(name, VERSION)
    : provider.getTracer(name, VERSION);
}

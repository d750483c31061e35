import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { createRuntime, type Runtime } from '@tenon/core';
import { Health, observability } from '@tenon/plugin-observability';
import { parts } from './parts.js';

/** A runtime, and what it is watched by. */
export interface Host {
  readonly runtime: Runtime;
  /** Where it answers: `http://127.0.0.1:9464`. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** Starts a host that serves `/health` and `/metrics` on the loopback interface; port 0 takes any that is free. */
export async function startHost(port: number): Promise<Host> {
  const exporter = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true });
  const meterProvider = new MeterProvider({ readers: [exporter] });
  const runtime = createRuntime({
    plugins: [observability({ meterProvider, eventLoopDelay: true }), parts],
  });
  const health = runtime.services.get(Health);

  const server = createServer((request, response) => {
    if (request.url === '/metrics') exporter.getMetricsRequestHandler(request, response);
    else if (request.url === '/health') {
      void health.snapshot().then((snapshot) => {
        // A load balancer reads the status, and people the rest.
        response.writeHead(snapshot.status === 'failing' ? 503 : 200, {
          'content-type': 'application/json',
        });
        response.end(JSON.stringify(snapshot, undefined, 2));
      });
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const close = async () => {
    await new Promise((resolve) => server.close(resolve));
    await runtime.dispose();
    await meterProvider.shutdown();
  };
  return { runtime, address, close };
}

import { Container } from 'inversify';
import type { RuntimeError } from '#core/errors/runtime-error.js';
import { HookRegistry } from '#core/hooks/hook-registry.js';
import type { HookEnvironment } from '#core/hooks/tap-site.js';
import type { PluginManifest } from '#core/plugin/manifest.js';
import type { Plugin } from '#core/plugin/plugin.js';
import { resolveOrder } from '#core/plugin/resolve-order.js';
import { applyPlugin } from '#core/plugin/run-plugin.js';
import type { Run } from '#core/run/run.js';
import { SystemClock } from '#core/services/clock.js';

/** A failure of an observer, as the runtime is told of it. */
interface Observed {
  readonly error: RuntimeError;
  readonly run: unknown;
}

/** A plugin that taps, by its name. */
export function tapping(
  name: string,
  apply: NonNullable<Plugin['apply']>,
  facts: Partial<Omit<PluginManifest, 'name'>> & Pick<Plugin, 'publishes'> = {},
): Plugin {
  const { publishes, ...manifest } = facts;
  return {
    manifest: { name, version: '1.0.0', ...manifest },
    ...(publishes === undefined ? {} : { publishes }),
    apply,
  };
}

/** The hooks of a runtime of these plugins: solved, made and applied, but not sealed yet. */
export function openRegistry(...plugins: readonly Plugin[]) {
  const placed = resolveOrder(plugins);
  const registry = new HookRegistry(placed);
  const container = new Container({ defaultScope: 'Singleton' });
  registry.bindInto(container);
  for (const { plugin } of placed) {
    applyPlugin(plugin, registry.hooksFor(plugin), registry.servicesFor(plugin, container));
  }
  return { registry, container };
}

/** The same, sealed. `observed` collects what observers failed with. */
export function sealedRegistry(
  plugins: readonly Plugin[],
  environment: Partial<HookEnvironment> = {},
) {
  const { registry, container } = openRegistry(...plugins);
  const observed: Observed[] = [];
  registry.seal({
    clock: new SystemClock(),
    hookTimeoutMs: 30_000,
    observerFailed: (error, run) => observed.push({ error, run }),
    ...environment,
  });
  return { registry, container, calls: registry.calls, observed };
}

/** Anything typed, for arguments that hooks only hand on. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- inferred from what is expected
export function some<T>(value: unknown = {}): T {
  return value as T;
}

/** What the hooks need of a run: its signal. */
export function aRun(): Run & { abort(reason?: unknown): void } {
  const controller = new AbortController();
  return some({
    id: 'run-1',
    signal: controller.signal,
    abort: (reason?: unknown) => controller.abort(reason),
  });
}

import type { Container, ServiceIdentifier } from 'inversify';
import { RuntimeError } from '../errors/runtime-error.js';
import type { RuntimeHooks } from '../hooks/runtime-hooks.js';
import type { TapOnly } from '../hooks/tap-only.js';
import type { BindingRecord } from '../services/binding-record.js';
import { loadBindings } from '../services/container.js';
import type { Services } from '../services/service.js';
import { messageOf } from '../values/describe-value.js';
import type { Plugin } from './plugin.js';

/** Runs a plugin's `register`, and answers the identifiers it bound. Throws PLUGIN_FAILED. */
export function registerPlugin(
  container: Container,
  plugin: Plugin,
  record?: BindingRecord,
): readonly ServiceIdentifier[] {
  if (plugin.register === undefined) return [];
  const { name } = plugin.manifest;
  const loader = { title: `Plugin "${name}"`, where: { plugin: name } };
  return loadBindings(container, (bindings) => plugin.register?.(bindings), loader, record);
}

/** Runs a plugin's `apply`. Throws PLUGIN_FAILED when it throws or is asynchronous; errors of Tenon pass untouched. */
export function applyPlugin(
  plugin: Plugin,
  hooks: TapOnly<RuntimeHooks>,
  services: Services,
): void {
  let answer: unknown;
  try {
    answer = plugin.apply?.(hooks, services);
  } catch (error) {
    if (RuntimeError.is(error)) throw error;
    throw applyFailed(plugin, messageOf(error), { cause: error });
  }
  if (!(answer instanceof Promise)) return;
  answer.catch(() => undefined); // reported here, and not a second time as an unhandled rejection
  throw applyFailed(plugin, 'it answered a promise', {});
}

function applyFailed(plugin: Plugin, what: string, details: { cause?: unknown }): RuntimeError {
  const { name } = plugin.manifest;
  return new RuntimeError('PLUGIN_FAILED', `Plugin "${name}" failed to apply: ${what}.`, {
    ...details,
    hint: 'Tap synchronously; do what takes time in a hook.',
    where: { plugin: name },
  });
}

import type { ContainerModuleLoadOptions } from 'inversify';
import type { HookSet } from '../hooks/hook-set.js';
import type { RuntimeHooks } from '../hooks/runtime-hooks.js';
import type { TapOnly } from '../hooks/tap-only.js';
import { type Services, serviceId } from '../services/service.js';
import type { JsonSchema } from '../workflow/schema.js';
import type { PluginManifest } from './manifest.js';

/**
 * A capability of a runtime: a declaration of what it is, and two functions that fit it in. Made by a factory,
 * `cycles(options)`, and frozen; the same object may serve two runtimes, so what belongs to one of them lives in the
 * closure of `apply` or in the container.
 *
 * @example
 * const NAME = 'slow-nodes';
 * export const slowNodes = (limitMs = 1000): Plugin => ({
 *   manifest: { name: NAME, version: '1.0.0', after: ['tracking'] },
 *   apply(hooks, services) {
 *     const log = services.get(Logger);
 *     hooks.nodeSettled.tap(NAME, ({ durationMs = 0 }, node) => {
 *       if (durationMs > limitMs) log.warn(`${node.id} took ${durationMs} ms`);
 *     });
 *   },
 * });
 */
export interface Plugin {
  readonly manifest: PluginManifest;
  /** Hooks of its own that other plugins may tap. */
  readonly publishes?: readonly HookSet[];
  /**
   * What workflows and nodes may state for it under its name, as JSON Schemas: for editors and listings. The runtime does
   * not check it, the plugin does, in `verify`.
   */
  readonly accepts?: PluginAcceptance;
  /** Binds services; all plugins do before any applies. Synchronous. */
  register?(bindings: ContainerModuleLoadOptions): void;
  /** Taps hooks; once per runtime, in the solved order, after which all hooks are sealed. Synchronous. */
  apply?(hooks: TapOnly<RuntimeHooks>, services: Services): void;
}

/** What may be stated for a plugin; a member that is absent takes nothing. */
export interface PluginAcceptance {
  readonly workflow?: JsonSchema;
  readonly node?: JsonSchema;
}

/** Plugins may also be bound in the host's container: `bind(Plugin).toConstantValue(cycles())`. Many may be. */
export const Plugin = serviceId<Plugin>('tenon.Plugin');

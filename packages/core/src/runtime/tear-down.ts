import type { HookRegistry } from '../hooks/hook-registry.js';
import { disposeBindings } from '../services/container.js';
import type { Logger } from '../services/logger.js';
import type { RuntimeParts } from './runtime-parts.js';

/**
 * Closes what plugins opened, the last first, and deactivates the services that a runtime bound. Goes through all of it
 * whatever fails, and logs the failures. Never rejects.
 */
export async function tearDown(
  registry: HookRegistry,
  bound: RuntimeParts['bound'],
  log: Logger,
): Promise<void> {
  await registry.calls.dispose?.();
  for (const { container, ids } of bound) {
    for (const { message, code, cause } of await disposeBindings(container, ids)) {
      log.error(message, { code, cause });
    }
  }
}

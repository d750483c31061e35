import type { ServiceIdentifier } from 'inversify';
import { RuntimeError } from '../errors/runtime-error.js';
import { nameOfService } from './service.js';

/** Who bound what in one container, for the message where a service that is one is bound twice. */
export class BindingRecord {
  readonly #binders = new Map<ServiceIdentifier, string[]>();

  /** Notes one more binding. `binder` is its owner as in a sentence: `plugin "cycles"`. */
  add(id: ServiceIdentifier, binder: string): void {
    const binders = this.#binders.get(id);
    if (binders === undefined) this.#binders.set(id, [binder]);
    else binders.push(binder);
  }

  /** Forgets what was bound to an identifier. */
  clear(id: ServiceIdentifier): void {
    this.#binders.delete(id);
  }

  /** Who bound something to an identifier, in order; the same owner as often as it did. */
  of(id: ServiceIdentifier): readonly string[] {
    return this.#binders.get(id) ?? [];
  }
}

/**
 * The error SERVICE_CONFLICT where a service is bound more than once in the first container that binds it; `undefined` where
 * it is not. Takes the records in the order in which containers are asked.
 */
export function serviceConflict(
  id: ServiceIdentifier,
  asker: string,
  records: readonly BindingRecord[],
  cause: unknown,
): RuntimeError | undefined {
  const binders = records.map((record) => record.of(id)).find(({ length }) => length > 0) ?? [];
  if (binders.length < 2) return undefined;
  const name = nameOfService(id);
  const different = [...new Set(binders)];
  const by =
    different.length === 1
      ? `${String(binders.length)} times by ${different.join()}`
      : `by ${different.join(' and by ')}`;
  return new RuntimeError(
    'SERVICE_CONFLICT',
    `The service "${name}" is bound ${by}, and ${asker} asked for the one.`,
    {
      cause,
      hint: `Keep one of these bindings, or bind your own in "configure", which counts before those of plugins. A plugin that only offers a default asks first: if (!isBound(${name})) bind(${name})….`,
    },
  );
}

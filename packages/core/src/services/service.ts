import type { Container, ServiceIdentifier } from 'inversify';
import { RuntimeError } from '../errors/runtime-error.js';
import { messageOf } from '../values/describe-value.js';

/**
 * Makes a typed service identifier. It is a `Symbol.for`, so that two copies of a package mean the same service, and
 * bears the same name as the interface it stands for.
 *
 * @example
 * export interface Clock { now(): number }
 * export const Clock = serviceId<Clock>('tenon.Clock');
 */
export function serviceId<T>(name: string): ServiceIdentifier<T> {
  return Symbol.for(name);
}

/** What a plugin reaches of the container: services by identifier. To be used at start, never while nodes run. */
export interface Services {
  /** The service bound to an identifier. Throws SERVICE_UNBOUND where there is none, SERVICE_FAILED where it cannot be made. */
  get<T>(id: ServiceIdentifier<T>): T;
  /** The same, or `undefined` where nothing is bound: for what is optional. */
  tryGet<T>(id: ServiceIdentifier<T>): T | undefined;
  /** Everything bound to an identifier that many may bind, those of the host's container included. */
  getAll<T>(id: ServiceIdentifier<T>): readonly T[];
}

/** What an asker gets for an identifier instead of what the container binds; may throw. */
export type OwnServices = ReadonlyMap<ServiceIdentifier, () => unknown>;

/** The services of one asker. `asker` names it in messages: `plugin "cycles"`. */
export function createServices(container: Container, asker: string, own?: OwnServices): Services {
  const resolve = <T>(id: ServiceIdentifier, take: () => T): T => {
    try {
      return take();
    } catch (error) {
      throw RuntimeError.is(error) ? error : failed(id, asker, error);
    }
  };
  return Object.freeze<Services>({
    get<T>(id: ServiceIdentifier<T>): T {
      const special = own?.get(id);
      if (special !== undefined) return special() as T;
      if (!container.isBound(id)) throw unbound(id, asker);
      return resolve(id, () => container.get(id));
    },
    tryGet<T>(id: ServiceIdentifier<T>): T | undefined {
      const special = own?.get(id);
      if (special !== undefined) return special() as T;
      return resolve(id, () => container.get(id, { optional: true }));
    },
    getAll<T>(id: ServiceIdentifier<T>): readonly T[] {
      return resolve(id, () => container.getAll(id, { chained: true }));
    },
  });
}

/** The name of an identifier, as its declaration spells it: `Clock` for `Symbol.for('tenon.Clock')`. */
export function nameOfService(id: ServiceIdentifier): string {
  const full =
    typeof id === 'symbol' ? (id.description ?? '') : typeof id === 'string' ? id : id.name;
  return full.slice(full.lastIndexOf('.') + 1);
}

function unbound(id: ServiceIdentifier, asker: string): RuntimeError {
  const name = nameOfService(id);
  return new RuntimeError(
    'SERVICE_UNBOUND',
    `The service "${name}" is not bound, and ${asker} asked for it.`,
    {
      hint: `Bind it in createRuntime: configure: ({ bind }) => { bind(${name}).toConstantValue(…); }`,
    },
  );
}

function failed(id: ServiceIdentifier, asker: string, cause: unknown): RuntimeError {
  return new RuntimeError(
    'SERVICE_FAILED',
    `The service "${nameOfService(id)}" could not be made for ${asker}: ${firstLine(messageOf(cause))}`,
    {
      cause,
      hint: 'Bind what it depends on, once and synchronously, and break circles among services.',
    },
  );
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

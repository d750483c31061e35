import type { Container, ServiceIdentifier } from 'inversify';
import { quoteList } from '../errors/near-names.js';
import { RuntimeError } from '../errors/runtime-error.js';
import { describeShape, messageOf } from '../values/describe-value.js';

/** What an identifier may state of its services beside their type. */
export interface ServiceFacts<Method extends string = string> {
  /** The methods that a service must have: looked for where it is asked for at start, and not when a run needs them. */
  readonly methods?: readonly Method[];
  /** What it is called in messages: `service "Clock"` where nothing is said. */
  readonly title?: string;
  /** What to do where none is bound. */
  readonly remedy?: string;
}

/** The names of the methods that all services of a type have. */
type MethodOf<T> = {
  [K in keyof T & string]-?: T[K] extends (...args: never[]) => unknown ? K : never;
}[keyof T & string];

/** What identifiers state. Said when a module is loaded, like the symbols themselves, and the same for all runtimes. */
const FACTS = new Map<ServiceIdentifier, ServiceFacts>();

/**
 * Makes a typed service identifier. It is a `Symbol.for`, so that two copies of a package mean the same service, and
 * bears the same name as the interface it stands for. Of two that state different facts under one name, the first counts.
 *
 * @example
 * export interface Rates { of(currency: string): number }
 * export const Rates = serviceId<Rates>('example.Rates', { methods: ['of'] });
 */
export function serviceId<T>(
  name: string,
  facts?: ServiceFacts<MethodOf<T>>,
): ServiceIdentifier<T> {
  const id = Symbol.for(name);
  if (facts !== undefined && !FACTS.has(id)) FACTS.set(id, facts);
  return id;
}

/** What a plugin reaches of the container: services by identifier. To be used at start, never while nodes run. */
export interface Services {
  /**
   * The service bound to an identifier. Throws SERVICE_UNBOUND where there is none, SERVICE_FAILED where it cannot be made,
   * or lacks a method that the identifier states.
   */
  get<T>(id: ServiceIdentifier<T>): T;
  /** The same, or `undefined` where nothing is bound: for what is optional. */
  tryGet<T>(id: ServiceIdentifier<T>): T | undefined;
  /** Everything bound to an identifier that many may bind, those of the host's container included. */
  getAll<T>(id: ServiceIdentifier<T>): readonly T[];
}

/** What an asker gets for an identifier instead of what the container binds; may throw. */
export type OwnServices = ReadonlyMap<ServiceIdentifier, () => unknown>;

/** Explains a failure to get a service, where it can be explained: it is bound twice. */
export type ExplainFailure = (
  id: ServiceIdentifier,
  asker: string,
  cause: unknown,
) => RuntimeError | undefined;

/** The services of one asker. `asker` names it in messages: `plugin "cycles"`. */
export function createServices(
  container: Container,
  asker: string,
  own?: OwnServices,
  explain?: ExplainFailure,
): Services {
  const resolve = <T>(id: ServiceIdentifier, take: () => T): T => {
    try {
      return take();
    } catch (error) {
      if (RuntimeError.is(error)) throw error;
      throw explain?.(id, asker, error) ?? failed(id, asker, error);
    }
  };
  return Object.freeze<Services>({
    get<T>(id: ServiceIdentifier<T>): T {
      const special = own?.get(id);
      if (special !== undefined) return special() as T;
      if (!container.isBound(id)) throw unbound(id, asker);
      return resolve(id, () => checked(id, container.get(id)));
    },
    tryGet<T>(id: ServiceIdentifier<T>): T | undefined {
      const special = own?.get(id);
      if (special !== undefined) return special() as T;
      return resolve(id, () => {
        const service = container.get(id, { optional: true });
        return service === undefined ? undefined : checked(id, service);
      });
    },
    getAll<T>(id: ServiceIdentifier<T>): readonly T[] {
      return resolve(id, () =>
        container.getAll(id, { chained: true }).map((service) => checked(id, service)),
      );
    },
  });
}

/** The name of an identifier, as its declaration spells it: `Clock` for `Symbol.for('tenon.Clock')`. */
export function nameOfService(id: ServiceIdentifier): string {
  const full =
    typeof id === 'symbol' ? (id.description ?? '') : typeof id === 'string' ? id : id.name;
  return full.slice(full.lastIndexOf('.') + 1);
}

/** What an identifier stands for, in a sentence. */
function titleOf(id: ServiceIdentifier): string {
  return FACTS.get(id)?.title ?? `service "${nameOfService(id)}"`;
}

/** The service itself, which has the methods that its identifier states. */
function checked<T>(id: ServiceIdentifier, service: T): T {
  const methods = FACTS.get(id)?.methods ?? [];
  const missing = methods.filter((name) => !hasMethod(service, name));
  if (missing.length === 0) return service;
  throw new RuntimeError(
    'SERVICE_FAILED',
    `What is bound as the ${titleOf(id)} is ${describeShape(service)}, and has no method ${quoteList(missing, 'or')}.`,
    { hint: `Bind an object with ${methods.map((name) => `${name}(…)`).join(', ')}.` },
  );
}

function hasMethod(service: unknown, name: string): boolean {
  const { [name]: method } = Object(service) as Readonly<Record<string, unknown>>;
  return typeof method === 'function';
}

function unbound(id: ServiceIdentifier, asker: string): RuntimeError {
  const hint =
    FACTS.get(id)?.remedy ??
    `Bind it in createRuntime: configure: ({ bind }) => { bind(${nameOfService(id)}).toConstantValue(…); }`;
  return new RuntimeError(
    'SERVICE_UNBOUND',
    `The ${titleOf(id)} is not bound, and ${asker} asked for it.`,
    { hint },
  );
}

function failed(id: ServiceIdentifier, asker: string, cause: unknown): RuntimeError {
  return new RuntimeError(
    'SERVICE_FAILED',
    `The ${titleOf(id)} could not be made for ${asker}: ${firstLine(messageOf(cause))}`,
    {
      cause,
      hint: 'Bind what it depends on, once and synchronously, and break circles among services.',
    },
  );
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

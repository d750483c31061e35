import {
  describeValue,
  RuntimeError,
  type SecretValue,
  type Services,
  serviceId,
} from '@tenon/core';
import { checkSpec } from './check-spec.js';

declare const VALUE: unique symbol;

/** A resource by its name, and the type of what one gets of it. */
export interface ResourceNeed<T = unknown> {
  readonly name: string;
  readonly [VALUE]?: T;
}

/** What `create` may want to know and use. */
export interface ResourceScope {
  readonly name: string;
  /** Aborted when the time for making it is over, and when the runtime is disposed of. */
  readonly signal: AbortSignal;
  /** The services of the runtime: configuration, a secret provider. */
  readonly services: Services;
  /**
   * Answers the text of a secret, and masks it from then on in whatever this package says: errors, causes, log. Passwords
   * inside URLs are masked without it.
   */
  readonly hide: (secret: string | SecretValue) => string;
  /**
   * Reports what is being made here as broken, at any time: for events of a client. One that nobody uses is replaced at
   * once, one in use when it is given back.
   */
  readonly broken: (reason?: unknown) => void;
}

interface ResourceBase<T> {
  /** What nodes ask for: any text but the empty one. */
  readonly name: string;
  /** Makes one. Called when it is first needed, and again for each further or new one. */
  create(scope: ResourceScope): T | PromiseLike<T>;
  /** Tells whether it still works: throws, rejects or answers `false` where it does not. */
  check?(value: T, signal: AbortSignal): unknown;
  /** Closes it. */
  dispose?(value: T): unknown;
  /** Whether an error that a node failed with means that what it used is broken. */
  breaks?(error: unknown, value: T): boolean;
  /** Milliseconds that a node waits for it at most. Default 30,000. */
  readonly waitTimeoutMs?: number;
  /** Milliseconds that `create` may take. Default 30,000. */
  readonly createTimeoutMs?: number;
  /** Checked before its next use after so many milliseconds without any; 0 checks before each. Default 30,000. */
  readonly checkAfterIdleMs?: number;
  /** Milliseconds that `check` may take. Default 5,000. */
  readonly checkTimeoutMs?: number;
  /** Milliseconds that `dispose` may take. Default 5,000. */
  readonly disposeTimeoutMs?: number;
}

/** How many there are of a resource. Said, and not guessed: what cannot be shared breaks when it is. */
type ResourceNumber =
  /** One that any number of nodes use at once: a client or pool of a library that allows it. */
  | { readonly shared: true; readonly max?: never }
  /** So many at most, each leased to one node at a time. */
  | { readonly max: number; readonly shared?: false };

/** What {@link defineResource} takes. */
export type ResourceSpec<T> = ResourceBase<T> & ResourceNumber;

/** The declaration of a resource: how it is made, checked and disposed of, and how many there may be. */
export interface Resource<T = unknown> extends ResourceBase<T>, ResourceNeed<T> {
  readonly shared?: boolean;
  readonly max?: number;
}
export const Resource = serviceId<Resource>('tenon.Resource', {
  title: 'resource',
  methods: ['create'],
});

/**
 * Names a resource and the type of what nodes get of it; the host declares it. Throws OPTION_INVALID for what is no name.
 *
 * @example
 * const db = resource<Database>('db');
 */
export function resource<T>(name: string): ResourceNeed<T> {
  if (typeof name === 'string' && name !== '') return Object.freeze({ name });
  throw new RuntimeError('OPTION_INVALID', `A resource cannot be called ${describeValue(name)}.`, {
    hint: 'Give it a name: resource<Database>("db").',
  });
}

/**
 * Declares a resource. Give it to `resources({ define: […] })`, bind it as `Resource` in the container, or let a node
 * bring it. Throws OPTION_INVALID, naming each figure and function that is wrong.
 *
 * @example
 * const db = defineResource({
 *   name: 'db',
 *   max: 5,
 *   create: () => connect(process.env.DATABASE_URL),
 *   check: (connection) => connection.query('SELECT 1'),
 *   dispose: (connection) => connection.end(),
 * });
 */
export function defineResource<T>(spec: ResourceSpec<T>): Resource<Awaited<T>> {
  return checkSpec(spec) as Resource<Awaited<T>>;
}

/** What a host gives as a declaration, checked: it may be one that no `defineResource` made. */
export function declaration(given: Resource): Resource {
  return checkSpec(given) as Resource;
}

/** Whether a need brings the declaration of what it needs. */
export function isDeclaration<T>(need: ResourceNeed<T>): need is Resource<T> {
  return typeof (need as Partial<Resource>).create === 'function';
}

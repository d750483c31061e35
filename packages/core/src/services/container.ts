import {
  Container,
  ContainerModule,
  type ContainerModuleLoadOptions,
  type ServiceIdentifier,
} from 'inversify';
import { type ErrorPlace, RuntimeError } from '../errors/runtime-error.js';
import { messageOf } from '../values/describe-value.js';
import { BindingRecord } from './binding-record.js';
import { Clock, SystemClock } from './clock.js';
import { IdSource, UuidSource } from './id-source.js';
import { LocalResourceGuard } from './local-resource-guard.js';
import { ConsoleLogger, Logger } from './logger.js';
import { MemoryTaskManager } from './memory-task-manager.js';
import { ResourceGuard } from './resource-guard.js';
import { nameOfService } from './service.js';
import { TaskManager } from './task-manager.js';

/** Binds services, as a plugin's `register` and the host's `configure` do. */
export type LoadBindings = (bindings: ContainerModuleLoadOptions) => void;

/**
 * Makes a container below another, in which a service is made once unless its binding says otherwise. What is bound in
 * it hides what is bound above; nothing above is changed.
 *
 * A runtime stacks two on the host's container: one for the bindings of its plugins and, above that, one for
 * `configure`. So `configure` beats both others, and the host's bindings beat a plugin's that asks
 * `if (!isBound(Id))` first.
 *
 * *Gotcha of Inversify*: a singleton bound in the host's container that is first made through a runtime keeps what that
 * runtime binds for its dependencies, for everybody. Bind what depends on such services in the runtime.
 */
export function createChild(parent?: Container): Container {
  return new Container({ defaultScope: 'Singleton', ...(parent === undefined ? {} : { parent }) });
}

/** Who loads bindings: named in messages. */
export interface Loader {
  /** As it stands in a sentence: `Plugin "cycles"`. */
  readonly title: string;
  readonly where?: ErrorPlace;
}

/**
 * Runs a function that binds services, and answers the identifiers it bound, in order; `record` keeps who bound them. Throws
 * PLUGIN_FAILED, naming the loader, when it throws or is asynchronous. A function with an expression for its body is as good
 * as one with a block: what Inversify would take for an asynchronous module is not handed to it.
 */
export function loadBindings(
  container: Container,
  load: LoadBindings,
  loader: Loader,
  record = new BindingRecord(),
): readonly ServiceIdentifier[] {
  const bound = new Set<ServiceIdentifier>();
  const binder = loader.title.charAt(0).toLowerCase() + loader.title.slice(1);
  const note = (id: ServiceIdentifier) => {
    bound.add(id);
    record.add(id, binder);
  };
  const forget = (id: unknown) => record.clear(id as ServiceIdentifier);
  let answer: unknown;
  const module = new ContainerModule((options) => {
    answer = load({
      ...options,
      bind: (id) => {
        note(id);
        return options.bind(id);
      },
      rebind: (id) => {
        forget(id);
        note(id);
        return options.rebind(id);
      },
      unbind: (id) => {
        forget(id);
        options.unbind(id);
      },
    });
  });
  try {
    container.load(module);
  } catch (error) {
    throw RuntimeError.is(error) ? error : loadFailed(loader, messageOf(error), { cause: error });
  }
  if (answer instanceof Promise) {
    answer.catch(() => undefined); // reported here, and not a second time as an unhandled rejection
    throw loadFailed(loader, 'it answered a promise', {});
  }
  return [...bound];
}

/** Binds the core's own services where nobody else has: after the plugins, before `configure`. */
export function bindDefaults(container: Container): readonly ServiceIdentifier[] {
  const defaults: readonly [ServiceIdentifier, () => unknown][] = [
    [Clock, () => new SystemClock()],
    [Logger, () => new ConsoleLogger()],
    [IdSource, () => new UuidSource()],
    [ResourceGuard, () => new LocalResourceGuard()],
    [TaskManager, () => new MemoryTaskManager()],
  ];
  const missing = defaults.filter(([id]) => !container.isBound(id));
  for (const [id, make] of missing) container.bind(id).toResolvedValue(make);
  return missing.map(([id]) => id);
}

/**
 * Disposes of what a container bound: singletons that were made are deactivated (`onDeactivation`, `@preDestroy`), the
 * last bound identifier first. Goes through all of them whatever fails, and answers the failures.
 */
export async function disposeBindings(
  container: Container,
  bound: readonly ServiceIdentifier[],
): Promise<readonly RuntimeError[]> {
  const failures: RuntimeError[] = [];
  for (const id of [...bound].reverse()) {
    if (!container.isCurrentBound(id)) continue;
    try {
      await container.unbindAsync(id);
    } catch (error) {
      failures.push(disposalFailed(id, error));
    }
  }
  return failures;
}

function loadFailed(loader: Loader, what: string, details: { cause?: unknown }): RuntimeError {
  return new RuntimeError(
    'PLUGIN_FAILED',
    `${loader.title} failed to register its services: ${what}.`,
    {
      ...details,
      hint: 'Bind synchronously; give a service that is made asynchronously a method to wait for.',
      where: loader.where ?? {},
    },
  );
}

function disposalFailed(id: ServiceIdentifier, cause: unknown): RuntimeError {
  return new RuntimeError(
    'SERVICE_FAILED',
    `The service "${nameOfService(id)}" failed while it was disposed of: ${messageOf(cause)}`,
    { cause },
  );
}

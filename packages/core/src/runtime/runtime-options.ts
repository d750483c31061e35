import type { Container } from 'inversify';
import type { TrackingLevel } from '../builtin/tracking.js';
import { checkOptionNames, invalidOption } from '../errors/check-options.js';
import type { RuntimeError } from '../errors/runtime-error.js';
import type { Plugin } from '../plugin/plugin.js';
import type { LoadBindings } from '../services/container.js';
import type { ResourceLimits } from '../services/local-resource-guard.js';
import { describeValue } from '../values/describe-value.js';

/** What a runtime is made of. Everything has a default. */
export interface RuntimeOptions {
  /** The host's container: the runtime makes its own below it and changes nothing in it. */
  readonly container?: Container;
  /** The plugins, in any order; those bound as `Plugin` in the host's container are added. */
  readonly plugins?: readonly Plugin[];
  /** Binds or rebinds services for this runtime: beats what the host's container and the plugins bind. */
  readonly configure?: LoadBindings;
  /** What the default resource guard allows; a bound `ResourceGuard` has limits of its own. */
  readonly limits?: Partial<ResourceLimits>;
  /** What is tracked; `tasks` where a `TaskManager` is bound, otherwise `runs`. */
  readonly tracking?: TrackingLevel;
  /** Whether outputs that say `success: false` fail their node. Default `true`. */
  readonly contentAware?: boolean;
  /** How long an asynchronous tap may take, in milliseconds. Default 30,000. */
  readonly hookTimeoutMs?: number;
}

export const HOOK_TIMEOUT_MS = 30_000;

const NAMES: readonly (keyof RuntimeOptions)[] = [
  'container',
  'plugins',
  'configure',
  'limits',
  'tracking',
  'contentAware',
  'hookTimeoutMs',
];

/** Throws OPTION_INVALID for an option that a runtime does not have, or a value that it does not take. */
export function checkRuntimeOptions(options: RuntimeOptions): void {
  checkOptionNames(options, NAMES, 'A runtime');
  const { container, plugins, configure, tracking, contentAware, hookTimeoutMs } = options;
  if (container !== undefined && !isContainer(container)) {
    throw wrong('container', container, 'an Inversify container');
  }
  if (plugins !== undefined && !Array.isArray(plugins))
    throw wrong('plugins', plugins, 'a list of plugins');
  if (configure !== undefined && typeof configure !== 'function') {
    throw wrong('configure', configure, 'a function that binds services');
  }
  if (tracking !== undefined && !['off', 'runs', 'tasks'].includes(tracking)) {
    throw wrong('tracking', tracking, '"off", "runs" or "tasks"');
  }
  if (contentAware !== undefined && typeof contentAware !== 'boolean') {
    throw wrong('contentAware', contentAware, 'true or false');
  }
  if (hookTimeoutMs !== undefined && !(typeof hookTimeoutMs === 'number' && hookTimeoutMs > 0)) {
    throw wrong('hookTimeoutMs', hookTimeoutMs, 'a number of milliseconds above 0, or Infinity');
  }
}

/** By what is asked of it, so that another copy of Inversify will do. */
function isContainer(value: unknown): boolean {
  const { get, getAll, isBound } = Object(value) as Partial<Container>;
  return [get, getAll, isBound].every((method) => typeof method === 'function');
}

function wrong(name: string, value: unknown, accepts: string): RuntimeError {
  return invalidOption(
    `The option "${name}" of a runtime is ${describeValue(value)}.`,
    `It takes ${accepts}.`,
  );
}

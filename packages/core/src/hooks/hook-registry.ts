import type { Container, ServiceIdentifier } from 'inversify';
import { RuntimeError } from '../errors/runtime-error.js';
import type { Plugin } from '../plugin/plugin.js';
import type { PlacedPlugin } from '../plugin/resolve-order.js';
import {
  createServices,
  type ExplainFailure,
  type OwnServices,
  type Services,
} from '../services/service.js';
import { describeValue, messageOf } from '../values/describe-value.js';
import { type Calls, type OpenCalls, openCalls } from './calls.js';
import { describeHooks, type RuntimeDescription } from './describe.js';
import { HookGuard } from './guard.js';
import { kindOf } from './hook-kind.js';
import type { HookRules } from './hook-rule.js';
import type { HookSet } from './hook-set.js';
import { createRuntimeHooks, RUNTIME_HOOK_RULES, type RuntimeHooks } from './runtime-hooks.js';
import { type TapOnly, tapOnly } from './tap-only.js';
import type { HookEnvironment } from './tap-site.js';

interface PublishedSet {
  readonly set: HookSet;
  readonly owner: string;
  readonly hooks: object;
  readonly open: OpenCalls<object>;
}

/**
 * All hooks of one runtime: the core's, and the sets that its plugins publish. Made when the order of the plugins is
 * solved; hands each plugin the tap side under its own name, and is sealed when all have applied.
 */
export class HookRegistry {
  readonly #plugins: readonly PlacedPlugin<Plugin>[];
  readonly #guard: HookGuard;
  readonly #hooks = createRuntimeHooks();
  readonly #open: OpenCalls<RuntimeHooks>;
  readonly #sets: readonly PublishedSet[];

  /** Takes the plugins in solved order. Throws CAPABILITY_CONFLICT where two publish one set, HOOK_MISUSE for no hooks. */
  constructor(plugins: readonly PlacedPlugin<Plugin>[]) {
    this.#plugins = plugins;
    this.#guard = new HookGuard(plugins.map(({ plugin }) => plugin.manifest.name));
    this.#open = this.#openSet('RuntimeHooks', this.#hooks, RUNTIME_HOOK_RULES, '');
    this.#sets = publishedSets(plugins).map(({ set, owner }) => {
      const hooks = createSet(set, owner);
      return { set, owner, hooks, open: this.#openSet(set.name, hooks, set.rulesFor(hooks)) };
    });
  }

  /** The calling side of the core's hooks. Filled in by `seal`. */
  get calls(): Calls<RuntimeHooks> {
    return this.#open.calls;
  }

  /** The tap side of the core's hooks for one plugin. */
  hooksFor(plugin: Plugin): TapOnly<RuntimeHooks> {
    return tapOnly(this.#hooks, { plugin: plugin.manifest.name, set: 'RuntimeHooks' });
  }

  /** The services of one plugin: what the container binds, and the side of each hook set that is due to it. */
  servicesFor(plugin: Plugin, container: Container, explain?: ExplainFailure): Services {
    const { name } = plugin.manifest;
    const own = new Map<ServiceIdentifier, () => unknown>();
    for (const { set, owner, hooks, open } of this.#sets) {
      own.set(set.id, () => tapOnly(hooks, { plugin: name, set: set.name }));
      own.set(set.calls, () => {
        if (owner !== name) throw notTheOwner(set.name, owner, name);
        return open.calls;
      });
    }
    return createServices(container, `plugin "${name}"`, own satisfies OwnServices, explain);
  }

  /** Binds both sides of every published set, for services that have them injected. Answers what it bound. */
  bindInto(container: Container): readonly ServiceIdentifier[] {
    return this.#sets.flatMap(({ set, hooks, open }) => {
      container.bind(set.id).toConstantValue(tapOnly(hooks, { plugin: undefined, set: set.name }));
      container.bind(set.calls).toConstantValue(open.calls);
      return [set.id, set.calls];
    });
  }

  /** Ends the time of tapping, and fills in the calling sides. */
  seal(environment: HookEnvironment): void {
    this.#guard.seal(environment);
    this.#open.seal();
    for (const { open } of this.#sets) open.seal();
  }

  /** The solved order as data: see {@link formatDescription}. */
  describe(): RuntimeDescription {
    return describeHooks(this.#plugins, this.#guard.hooks);
  }

  #openSet<H extends object>(
    name: string,
    hooks: H,
    rules: HookRules<H>,
    prefix?: string,
  ): OpenCalls<H> {
    this.#guard.guard(name, hooks, rules, prefix);
    return openCalls(hooks, (hook) => kindOf(hooks[hook as keyof H], `${name}.${hook}`));
  }
}

function createSet(set: HookSet, owner: string): object {
  let hooks: unknown;
  try {
    hooks = set.create();
  } catch (cause) {
    const message = `The hooks of "${set.name}" could not be made: ${messageOf(cause)}`;
    throw new RuntimeError('PLUGIN_FAILED', message, { cause, where: { plugin: owner } });
  }
  if (typeof hooks === 'object' && hooks !== null) return Object.freeze(hooks);
  throw new RuntimeError(
    'HOOK_MISUSE',
    `The hook set "${set.name}" made ${describeValue(hooks)} instead of hooks.`,
    {
      hint: "Answer an object of hooks: defineHookSet('CycleHooks', () => ({ iteration: new SyncHook() })).",
      where: { plugin: owner },
    },
  );
}

function publishedSets(
  plugins: readonly PlacedPlugin<Plugin>[],
): readonly { readonly set: HookSet; readonly owner: string }[] {
  const owners = new Map<string, string>();
  return plugins.flatMap(({ plugin }) => {
    const owner = plugin.manifest.name;
    return (plugin.publishes ?? []).map((set) => {
      const other = owners.get(set.name);
      if (other !== undefined) throw publishedTwice(set.name, other, owner);
      owners.set(set.name, owner);
      return { set, owner };
    });
  });
}

function publishedTwice(set: string, one: string, other: string): RuntimeError {
  return new RuntimeError(
    'CAPABILITY_CONFLICT',
    `The hook set "${set}" is published by plugin "${one}" and by plugin "${other}".`,
    {
      hint: `Take "${one}" or "${other}" out of the plugins of createRuntime, or rename the hook set of one.`,
      where: { plugin: other },
    },
  );
}

function notTheOwner(set: string, owner: string, plugin: string): RuntimeError {
  return new RuntimeError(
    'HOOK_MISUSE',
    `Plugin "${plugin}" asked for the calling side of "${set}", which belongs to plugin "${owner}".`,
    { hint: `Tap the hooks by ${set}.id; only their owner calls them.`, where: { plugin } },
  );
}

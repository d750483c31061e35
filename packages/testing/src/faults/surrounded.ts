import { Clock, type Plugin, type Services } from '@tenon/core';
import type { Striker } from './striker.js';
import { struckTap, type TapFunction } from './struck-tap.js';

/** The same plugin with a fault put around the functions that it taps with. */
export function surrounded(plugin: Plugin, striker: Striker): Plugin {
  const { name } = plugin.manifest;
  return {
    manifest: plugin.manifest,
    ...(plugin.publishes !== undefined && { publishes: plugin.publishes }),
    register: (bindings) => plugin.register?.(bindings),
    apply(hooks, services) {
      const clock = services.get(Clock);
      const struck = <T extends object>(tapSide: T, prefix: string): T =>
        struckSide(tapSide, name, prefix, clock, striker);
      return plugin.apply?.(struck(hooks, ''), withStruckSets(services, striker, struck));
    },
  };
}

/** The services of the plugin, whose hook sets among those of the fault come with their taps struck. */
function withStruckSets(
  services: Services,
  { hooks }: Striker,
  struck: <T extends object>(tapSide: T, prefix: string) => T,
): Services {
  const seen = <T>(id: unknown, service: T): T => {
    const set = hooks.find((candidate) => candidate.id === id);
    return set === undefined || service === undefined
      ? service
      : (struck(service as object, `${set.name}.`) as T);
  };
  return {
    get: (id) => seen(id, services.get(id)),
    tryGet: (id) => seen(id, services.tryGet(id)),
    getAll: (id) => services.getAll(id),
  };
}

/** Reads through to the tap side that it stands for, so that what is not there still says so. */
function struckSide<T extends object>(
  tapSide: T,
  plugin: string,
  prefix: string,
  clock: Clock,
  striker: Striker,
): T {
  return readingThrough(tapSide, (name, taps) => {
    if (typeof taps !== 'object' || taps === null) return taps;
    return readingThrough(taps, (method, add) => {
      if (typeof add !== 'function') return add;
      const place = { hook: `${prefix}${name}`, plugin, mayWait: method === 'tapPromise' };
      return (options: unknown, fn: unknown) =>
        (add as TapFunction)(
          options,
          // What is no function is left for the hook to complain of.
          typeof fn === 'function' ? struckTap(fn as TapFunction, place, clock, striker) : fn,
        );
    });
  });
}

function readingThrough<T extends object>(
  target: T,
  seen: (name: string, member: unknown) => unknown,
): T {
  // An object of its own, because a proxy must answer the members of a frozen one as they are.
  return new Proxy({} as T, {
    get: (_, key) => {
      const member: unknown = Reflect.get(target, key);
      return typeof key === 'string' ? seen(key, member) : member;
    },
    has: (_, key) => key in target,
  });
}

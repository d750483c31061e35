import type { Plugin, Services } from '@tenon/core';

/** What a plugin did after `apply` had returned. */
export interface LateActs {
  readonly taps: string[];
  readonly services: string[];
}

/** The same plugin, and a record of what it does with its hooks and services too late. */
export function watched(plugin: Plugin): { readonly plugin: Plugin; readonly late: LateActs } {
  const late: LateActs = { taps: [], services: [] };
  if (plugin.apply === undefined) return { plugin, late };
  return {
    late,
    plugin: Object.freeze<Plugin>({
      ...plugin,
      register: (bindings) => plugin.register?.(bindings),
      apply(hooks, services) {
        const state = { isOver: false };
        const noteTap = (hook: string) => {
          if (state.isOver) late.taps.push(hook);
        };
        const noteService = (id: unknown) => {
          if (state.isOver) late.services.push(nameOf(id));
        };
        const answer: unknown = plugin.apply?.(
          watchedTaps(hooks, '', noteTap),
          watchedServices(services, noteTap, noteService),
        );
        state.isOver = true;
        return answer as void;
      },
    }),
  };
}

/** In front of an empty object: a proxy of a frozen one has to answer what that one does. */
function watchedTaps<H extends object>(hooks: H, prefix: string, note: (hook: string) => void): H {
  return new Proxy({} as H, {
    get(_, hook) {
      const taps = (hooks as Readonly<Record<PropertyKey, unknown>>)[hook];
      if (typeof hook === 'symbol' || typeof taps !== 'object' || taps === null) return taps;
      return watchedHook(taps, `${prefix}${hook}`, note);
    },
  });
}

function watchedHook(taps: object, title: string, note: (hook: string) => void): object {
  return new Proxy(
    {},
    {
      get(_, name) {
        const member = (taps as Readonly<Record<PropertyKey, unknown>>)[name];
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown => {
          note(title);
          return Reflect.apply(member, taps, args);
        };
      },
    },
  );
}

function watchedServices(
  services: Services,
  noteTap: (hook: string) => void,
  note: (id: unknown) => void,
): Services {
  const taken = <T>(id: unknown, service: T): T => {
    note(id);
    if (typeof service !== 'object' || service === null || !isTapSide(id)) return service;
    return watchedTaps(service, `${nameOf(id)}.`, noteTap);
  };
  return Object.freeze<Services>({
    get: (id) => taken(id, services.get(id)),
    tryGet: (id) => taken(id, services.tryGet(id)),
    getAll: (id) => taken(id, services.getAll(id)),
  });
}

/** Whether it stands for the tap side of a hook set. */
function isTapSide(id: unknown): boolean {
  const name = typeof id === 'symbol' ? (id.description ?? '') : '';
  return name.startsWith('tenon.hooks.') && !name.endsWith('.calls');
}

function nameOf(id: unknown): string {
  const text = typeof id === 'symbol' ? (id.description ?? '') : String(id);
  return text.slice(text.lastIndexOf('.') + 1);
}

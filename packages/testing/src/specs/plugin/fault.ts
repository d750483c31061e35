import type { HookSet, Plugin, RuntimeDescription } from '@tenon/core';
import { AT_ONCE_MS } from '../spec-clock.js';
import { SABOTEUR } from './blame.js';

const NAME = SABOTEUR;

/** What goes wrong once. */
export type Fault = 'throws' | 'hangs' | 'aborts';

/** Where something goes wrong: a hook, or the function of a node. */
export interface FaultSite {
  /** As it stands in messages: `prepare`, `CacheHooks.key`, `a node`. */
  readonly title: string;
  /** The hook; `undefined` for the function of a node. */
  readonly hook: string | undefined;
  readonly set: HookSet | undefined;
  /** Whether a tap of it may wait, and so hang. */
  readonly mayHang: boolean;
}

/** The function of whichever node is called first. */
export const A_NODE: FaultSite = {
  title: 'a node',
  hook: undefined,
  set: undefined,
  mayHang: true,
};

/** The hooks that a plugin taps, and those that it calls itself. */
export function sitesOf({ manifest, publishes = [] }: Plugin, { hooks }: RuntimeDescription) {
  const own = new Map(publishes.map((set) => [set.name, set]));
  return hooks
    .filter(({ set, taps }) => own.has(set) || taps.some((tap) => tap.plugin === manifest.name))
    .map(
      ({ set, name, kind }): FaultSite => ({
        title: name,
        hook: name.slice(name.lastIndexOf('.') + 1),
        set: own.get(set),
        mayHang: kind.startsWith('Async'),
      }),
    )
    .filter(({ set, title }) => set !== undefined || !title.includes('.'));
}

/** A fault that happens once, when it is armed. */
export class Saboteur {
  readonly plugin: Plugin;
  readonly #fault: Fault;
  readonly #site: FaultSite;
  #armed: AbortController | undefined;

  /** Stands right before the plugin, or right after it. */
  constructor(fault: Fault, site: FaultSite, side: 'before' | 'after', neighbour: string) {
    this.#fault = fault;
    this.#site = site;
    this.plugin = {
      manifest: { name: NAME, version: '1.0.0', [side]: [neighbour] },
      apply: (hooks, services) => {
        const { hook, set, mayHang } = site;
        if (hook === undefined) {
          hooks.node.tap(NAME, (wraps) => {
            wraps.add('body', (next) => (inputs, context) => {
              const act = this.#act();
              return act === undefined ? next(inputs, context) : act;
            });
          });
          return;
        }
        const taps = (set === undefined ? hooks : services.get(set.id)) as AnyTapSide;
        if (!mayHang) taps[hook]?.tap(NAME, () => void this.#act());
        else taps[hook]?.tapPromise({ name: NAME, timeoutMs: AT_ONCE_MS }, () => this.#act());
      },
    };
  }

  /** The next call is the one at which it happens. `stop` aborts the run. */
  arm(stop: AbortController): void {
    this.#armed = stop;
  }

  disarm(): void {
    this.#armed = undefined;
  }

  /** Does what is due, if anything: a promise where that takes for ever. */
  #act(): Promise<never> | undefined {
    const stop = this.#armed;
    if (stop === undefined) return undefined;
    this.disarm();
    if (this.#fault === 'throws') throw new Error('Sabotage.');
    const isLong = this.#site.hook === undefined || this.#site.hook === 'execute';
    // What lasts as long as a run has no time limit but that of an abort.
    if (this.#fault === 'aborts' || isLong) stop.abort(new Error('Sabotage.'));
    return this.#fault === 'hangs' ? new Promise(() => {}) : undefined;
  }
}

/** Any tap side, by the names of hooks. */
interface AnyTapSide {
  readonly [hook: string]:
    | {
        tap(name: string, fn: () => unknown): void;
        tapPromise(options: { name: string; timeoutMs: number }, fn: () => unknown): void;
      }
    | undefined;
}

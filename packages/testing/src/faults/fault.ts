import type { HookSet, Plugin } from '@tenon/core';
import { checkFaultOptions } from './check-fault-options.js';
import type { FaultKind, FaultPlace } from './fault-names.js';
import { faultPlugin } from './fault-plugin.js';
import { Striker } from './striker.js';
import { surrounded } from './surrounded.js';

/** One moment of a run that a fault may strike. */
export interface FaultSite {
  readonly on: FaultPlace;
  /** Its number among those that the fault counts, from 1. */
  readonly nth: number;
  /** `undefined` before a run: in the hooks `verify`, `plan`, `node` and `review`. */
  readonly runId: string | undefined;
  /** Of a step or an attempt: the node's id. */
  readonly node: string | undefined;
  /** Of a step or an attempt: the ids that lead to the node from the outermost workflow. */
  readonly path: readonly string[] | undefined;
  /** Of an attempt: which attempt of its visit it is, from 1. */
  readonly attempt: number | undefined;
  /** Of a hook's call: the hook, `prepare`, or `CycleHooks.iteration`. */
  readonly hook: string | undefined;
  /** Of a hook's call: whose tap it is. */
  readonly plugin: string | undefined;
}

/** What all faults of a kind have in common. */
export interface FaultSettings {
  /** Which moments are counted; all where nothing is said. The site has the number that it would get. */
  readonly where?: (site: FaultSite) => boolean;
  /** How many of them in a row it strikes, from the n-th on. Default 1; `Infinity` for all that follow. */
  readonly times?: number;
  /** How long `delay` waits, in milliseconds of the runtime's clock. Default 1,000. */
  readonly delayMs?: number;
  /** What is thrown, or what the run is aborted with. Default: an `Error` that says which fault it is. */
  readonly error?: unknown;
  /** Hook sets of plugins whose hooks are struck as well as the runtime's own. */
  readonly hooks?: readonly HookSet[];
}

/** What {@link aFault} takes. */
export interface FaultOptions extends FaultSettings {
  readonly kind: FaultKind;
  readonly on: FaultPlace;
  /** Which of the moments it strikes, from 1. Default 1. */
  readonly nth?: number;
}

/** A fault that is yet to strike, for one test. */
export interface Fault {
  /** What it is, for people: `hang at step 3`. */
  readonly title: string;
  readonly kind: FaultKind;
  readonly on: FaultPlace;
  readonly nth: number;
  /** What is thrown, or what the run is aborted with. */
  readonly error: unknown;
  /** Brings the fault into a runtime. What it counts, it counts over all runs of all runtimes that have it. */
  readonly plugin: Plugin;
  /** Aborted by the kind `abort`. Start the run with it. */
  readonly signal: AbortSignal;
  /** Where it has struck, in order. */
  readonly struck: readonly FaultSite[];
  /** What it found wrong with the test: FAULT_UNHEARD. */
  readonly flaw: Error | undefined;
  /**
   * The same plugin, with the calls of its taps among those that are counted: those of the runtime's hooks, and of the
   * sets among the option `hooks`. For tests of what a plugin's own failure leads to.
   */
  readonly around: (plugin: Plugin) => Plugin;
}

/**
 * A fault that strikes the n-th step, attempt or call of a hook. A synchronous tap can neither wait nor reject: for the
 * kinds `reject`, `hang` and `delay` only the taps count that can. Throws OPTION_INVALID.
 *
 * *When to use*: to see what one failure at one moment leads to. {@link forEveryFault} goes through all of them.
 *
 * @example
 * const fault = aFault({ kind: 'fail', on: 'attempt', times: 2, where: ({ node }) => node === 'pay' });
 * const { runtime } = aRuntime({ plugins: [retries(), fault.plugin] });
 * await runtime.execute(flow); // the third attempt succeeds
 */
export function aFault(options: FaultOptions): Fault {
  checkFaultOptions(options);
  const striker = new Striker(options);
  const { title, kind, on, nth, error, signal, struck } = striker;
  return Object.freeze<Fault>({
    title,
    kind,
    on,
    nth,
    error,
    signal,
    struck,
    plugin: faultPlugin(striker),
    get flaw() {
      return striker.flaw;
    },
    around: (plugin) => surrounded(plugin, striker),
  });
}

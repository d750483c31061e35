import { didYouMean } from '../errors/near-names.js';
import { type ErrorPlace, RuntimeError } from '../errors/runtime-error.js';
import { describeValue } from '../values/describe-value.js';
import { ignoreRejection } from '../values/thenable.js';
import type { NodeContext } from '../workflow/node-context.js';
import type { Routed } from '../workflow/routed.js';

/** The inputs of one visit, by name. */
export type InvokeInputs = Readonly<Record<string, unknown>>;

/** What one visit answers: outputs by name, or those and the exclusive ports taken. */
export type InvokeResult = Readonly<Record<string, unknown>> | Routed;

/** One visit to a node: inputs in, outputs out, at once or as a promise. */
export type Invoke = (
  inputs: InvokeInputs,
  context: NodeContext,
) => InvokeResult | PromiseLike<InvokeResult>;

/** Puts something around an invocation. Called once per node and plan; what it answers is called at each visit. */
export type NodeWrapper = (next: Invoke) => Invoke;

/**
 * The bands of wrappers, outermost first.
 *
 * - `observe`: sees a visit as one, with all its attempts: spans, timing.
 * - `limit`: counts and permits: visits, rates, access.
 * - `check`: what goes in and comes out: types, contracts.
 * - `retry`: invokes again what is inside it.
 * - `attempt`: around each attempt: time-outs, attempt spans.
 * - `body`: in place of the node's own function: caches, mocks, remote nodes.
 */
export const BANDS = ['observe', 'limit', 'check', 'retry', 'attempt', 'body'] as const;
/** The name of a band. */
export type Band = (typeof BANDS)[number];

/** What counts the calls of a node's function: once around the wrappers that retry, and once right inside them. */
export interface AttemptCounter {
  readonly visit: NodeWrapper;
  readonly attempt: NodeWrapper;
}

interface Wrap {
  readonly wrapper: NodeWrapper;
  readonly plugin: string | undefined;
}

/** The wrappers of one node. Taps of the hook `node` add to it, and the core folds it once. */
export class NodeWraps {
  readonly #bands = new Map<Band, Wrap[]>();
  #plugin: string | undefined;

  /**
   * Adds a wrapper to a band. Bands nest in the order of {@link BANDS} whatever the order of adding; within a band the
   * wrapper added first, that of the plugin first in order, is the outermost. Throws HOOK_MISUSE for a band there is not
   * and for what is no function.
   */
  add(band: Band, wrapper: NodeWrapper): void {
    if (!BANDS.includes(band)) {
      const meant = typeof band === 'string' ? didYouMean(band, BANDS) : '';
      throw this.#misuse(
        `there is no band ${describeValue(band)}`,
        `${meant} Bands: ${BANDS.join(', ')}.`.trimStart(),
      );
    }
    if (typeof wrapper !== 'function') {
      throw this.#misuse(
        `a wrapper cannot be ${describeValue(wrapper)}`,
        'Add a function (next) => (inputs, context) => next(inputs, context).',
      );
    }
    const wraps = this.#bands.get(band);
    const wrap = { wrapper, plugin: this.#plugin };
    if (wraps === undefined) this.#bands.set(band, [wrap]);
    else wraps.push(wrap);
  }

  /**
   * Whether a band holds a wrapper. What it holds for good is known once every tap has added its own: asked from inside a
   * wrapper, which is called after that, `wraps.has('retry')` says whether a node may be called more than once in a visit.
   */
  has(band: Band): boolean {
    return this.#bands.has(band);
  }

  /** Says whose tap adds from here on, for messages. The core calls it before each tap. */
  enter(plugin: string): void {
    this.#plugin = plugin;
  }

  /**
   * The composed function: `body` with every wrapper around it; `body` itself where there are none. `counter` stands around
   * the wrappers that retry and right inside them, if there are any. Throws HOOK_MISUSE, naming the plugin, when a wrapper answers no
   * function, and HOOK_FAILED when it throws.
   */
  fold(body: Invoke, node?: string, counter?: AttemptCounter): Invoke {
    let invoke = body;
    for (const band of [...BANDS].reverse()) {
      const wraps = this.#bands.get(band) ?? [];
      const isCounted = band === 'retry' && wraps.length > 0;
      if (isCounted) invoke = counter?.attempt(invoke) ?? invoke;
      for (const wrap of [...wraps].reverse()) {
        invoke = applied(wrap, invoke, placeOf(wrap.plugin, node));
      }
      if (isCounted) invoke = counter?.visit(invoke) ?? invoke;
    }
    return invoke;
  }

  #misuse(what: string, hint: string): RuntimeError {
    return new RuntimeError(
      'HOOK_MISUSE',
      `${titleOf(this.#plugin)} misused the hook "node": ${what}.`,
      {
        hint,
        where: placeOf(this.#plugin, undefined),
      },
    );
  }
}

function applied({ wrapper, plugin }: Wrap, next: Invoke, where: ErrorPlace): Invoke {
  let invoke: unknown;
  try {
    invoke = wrapper(next);
  } catch (cause) {
    if (RuntimeError.is(cause)) throw cause;
    throw new RuntimeError(
      'HOOK_FAILED',
      `A wrapper of ${nameOf(plugin)} threw in the hook "node".`,
      {
        cause,
        where,
      },
    );
  }
  if (typeof invoke === 'function') return invoke as Invoke;
  ignoreRejection(invoke);
  throw new RuntimeError(
    'HOOK_MISUSE',
    `A wrapper of ${nameOf(plugin)} answered ${describeValue(invoke)} where a function is due.`,
    { hint: 'Answer (inputs, context) => next(inputs, context).', where },
  );
}

function nameOf(plugin: string | undefined): string {
  return plugin === undefined ? 'the runtime' : `plugin "${plugin}"`;
}

function titleOf(plugin: string | undefined): string {
  return plugin === undefined ? 'The runtime' : `Plugin "${plugin}"`;
}

function placeOf(plugin: string | undefined, node: string | undefined): ErrorPlace {
  return {
    hook: 'node',
    ...(plugin === undefined ? {} : { plugin }),
    ...(node === undefined ? {} : { node }),
  };
}

import {
  Clock,
  type Invoke,
  type NodeContext,
  type NodeWrapper,
  type Plugin,
  pathOf,
  type RuntimeHooks,
  runOf,
  type TapOnly,
} from '@tenon/core';
import type { Striker } from './striker.js';
import { struckTap } from './struck-tap.js';

/** What the plugin of every fault is called. */
const FAULT_PLUGIN = 'fault';

/** The plugin of a fault: wraps every node, or taps every hook, so that the fault may strike there. */
export function faultPlugin(striker: Striker): Plugin {
  return Object.freeze<Plugin>({
    manifest: Object.freeze({ name: FAULT_PLUGIN, version: '1.0.0' }),
    apply(hooks, services) {
      const clock = services.get(Clock);
      if (striker.on !== 'hook') {
        wrapNodes(hooks, clock, striker);
        return;
      }
      tapAll(hooks, '', clock, striker);
      for (const { name, id } of striker.hooks) {
        const published = services.tryGet(id);
        if (published !== undefined) tapAll(published, `${name}.`, clock, striker);
      }
    },
  });
}

function wrapNodes(hooks: TapOnly<RuntimeHooks>, clock: Clock, striker: Striker): void {
  hooks.node.tap(FAULT_PLUGIN, (wraps) => {
    // The innermost of what stands outside retries, and the innermost of all.
    if (striker.on === 'step') wraps.add('check', (next) => struckStep(next, clock, striker));
    else wraps.add('body', struckAttempt(clock, striker));
  });
}

/** A wrapper that also tells which attempt of its visit it is. */
function struckAttempt(clock: Clock, striker: Striker): NodeWrapper {
  return (next) => {
    const attempts = new WeakMap<NodeContext, number>();
    return struckStep(next, clock, striker, (context) => {
      const attempt = (attempts.get(context) ?? 0) + 1;
      attempts.set(context, attempt);
      return attempt;
    });
  };
}

function struckStep(
  next: Invoke,
  clock: Clock,
  striker: Striker,
  attemptOf: (context: NodeContext) => number | undefined = () => undefined,
): Invoke {
  return (inputs, context) =>
    striker.pass(
      {
        runId: context.runId,
        node: context.nodeId,
        path: pathOf(context),
        attempt: attemptOf(context),
        hook: undefined,
        plugin: undefined,
      },
      {
        clock,
        signal: () => context.signal,
        hasHeard: () => runOf(context).isAborted,
        mayWait: true,
      },
      () => next(inputs, context),
    );
}

/** The tap side of any set of hooks, as far as taps are added here. */
interface AnyTaps {
  tap(name: string, fn: (...args: unknown[]) => unknown): void;
  tapPromise?(name: string, fn: (...args: unknown[]) => unknown): void;
}

function tapAll(hooks: object, prefix: string, clock: Clock, striker: Striker): void {
  for (const [name, taps] of Object.entries<AnyTaps>(hooks as Record<string, AnyTaps>)) {
    const mayWait = 'tapPromise' in taps;
    const place = { hook: `${prefix}${name}`, plugin: FAULT_PLUGIN, mayWait };
    const tap = struckTap(() => undefined, place, clock, striker);
    if (mayWait) taps.tapPromise?.(FAULT_PLUGIN, tap);
    else taps.tap(FAULT_PLUGIN, tap);
  }
}

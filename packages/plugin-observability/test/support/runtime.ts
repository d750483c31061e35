import type { Plugin } from '@tenon/core';
import { type ObservabilityOptions, observability } from '@tenon/plugin-observability';
import { aRuntime, gates, loops, type TestRuntime, type TestRuntimeOptions } from '@tenon/testing';
import { Sdk } from './sdk.js';

/** What a test states of its runtime. */
export interface Stated extends Omit<TestRuntimeOptions, 'plugins'> {
  readonly sdk?: Sdk;
  readonly options?: ObservabilityOptions;
  readonly plugins?: readonly Plugin[];
}

/** A runtime that is observed by an SDK of its own, with what stands in for the plugins of loops and switches. */
export function observed({
  sdk = new Sdk(),
  options,
  plugins = [],
  ...rest
}: Stated = {}): TestRuntime & {
  readonly sdk: Sdk;
} {
  const { tracerProvider, meterProvider } = sdk;
  const own = observability({ tracerProvider, meterProvider, ...options });
  return { ...aRuntime({ ...rest, plugins: [...plugins, own, loops(), gates()] }), sdk };
}

/** Calls nodes again until they do not fail, so many times at most. */
export function retrying(times: number, ids?: readonly string[]): Plugin {
  const name = 'retrying';
  return {
    manifest: { name, version: '1.0.0' },
    apply(hooks) {
      hooks.node.tap(name, (wraps, { id }) => {
        if (ids !== undefined && !ids.includes(id)) return;
        wraps.add('retry', (next) => async (inputs, context) => {
          for (let call = 1; ; call++) {
            try {
              return await next(inputs, context);
            } catch (error) {
              if (call === times) throw error;
            }
          }
        });
      });
    },
  };
}

/** A plugin that taps what a test says. */
export function tapping(name: string, apply: NonNullable<Plugin['apply']>): Plugin {
  return { manifest: { name, version: '1.0.0' }, apply };
}

/** Lets the event loop turn until something holds. */
export async function turnsUntil(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds(); turns++) {
    if (turns > 1_000) throw new Error('It never holds.');
    await new Promise(setImmediate);
  }
}

import type { Plugin } from '@tenon/core';
import { PluginBench } from './plugin/bench.js';
import { faultClaims } from './plugin/fault-claims.js';
import { growthClaims } from './plugin/growth.js';
import { lateClaims } from './plugin/late-claims.js';
import type { PluginSpecOptions } from './plugin/options.js';
import { orderClaims } from './plugin/order.js';
import { stateClaims } from './plugin/state-claims.js';
import { traceClaims } from './plugin/trace-claims.js';
import { suite } from './runner.js';

/**
 * Tests what holds of every plugin: its place in the order, what it leaves behind, how it goes on when others fail, what it
 * shares between runs and runtimes, and that it does not grow. Each claim is a test of its own, in the runner whose
 * `describe` and `it` are global or given.
 *
 * The plugin serves many runtimes, as every plugin may. Throws OPTION_INVALID where there is no runner.
 *
 * @example
 * pluginSpec(cache({ types: ['look-up'] }), { workflow: (n) => only(lookUp, { city: `city ${n}` }) });
 */
export function pluginSpec(plugin: Plugin, options: PluginSpecOptions = {}): void {
  const bench = new PluginBench(plugin, options);
  suite(`plugin "${bench.name}"`, options, [
    ...traceClaims(bench),
    ...orderClaims(bench),
    ...stateClaims(bench),
    ...faultClaims(bench),
    ...lateClaims(bench),
    ...growthClaims(bench),
  ]);
}

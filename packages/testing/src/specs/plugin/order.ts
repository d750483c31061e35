import type { Plugin } from '@tenon/core';
import { expectSame } from '../expectations.js';
import type { Claim } from '../runner.js';
import type { PluginBench } from './bench.js';

/** Up to so many plugins all orders of installation are tried; of more, each plugin in each position. */
const ALL_ORDERS_UP_TO = 4;

/** What holds of a plugin's place among others. */
export function orderClaims(bench: PluginBench): readonly Claim[] {
  return [
    {
      title: 'taps the same hooks at the same places in every order of installation',
      check() {
        const { name } = bench.plugin.manifest;
        const plugins = [
          bench.plugin,
          ...(bench.options.plugins ?? []),
          neighbour('spec-earlier', { before: [name] }),
          neighbour('spec-later', { after: [name] }),
        ];
        const first = bench.assemble(plugins).runtime.describe();
        for (const order of ordersOf(plugins)) {
          const names = order.map(({ manifest }) => manifest.name).join(', ');
          const described = bench.assemble(order).runtime.describe();
          expectSame(described, first, `Installed as ${names}, the plugins stand otherwise.`);
        }
        const tapped = bench.open().runtime.describe();
        expectSame(
          tapsOf(name, first),
          tapsOf(name, tapped),
          `Plugins before and after "${name}" change what it taps.`,
        );
      },
    },
  ];
}

function tapsOf(
  plugin: string,
  { hooks }: ReturnType<ReturnType<PluginBench['open']>['runtime']['describe']>,
): readonly string[] {
  return hooks.flatMap(({ name, taps }) =>
    taps.filter((tap) => tap.plugin === plugin).map(({ kind }) => `${name} (${kind})`),
  );
}

/** A plugin that says where it stands, and looks on. */
function neighbour(name: string, order: Partial<Plugin['manifest']>): Plugin {
  return {
    manifest: { name, version: '1.0.0', ...order },
    apply(hooks) {
      hooks.prepare.tap(name, () => undefined);
      hooks.settled.tap(name, () => undefined);
    },
  };
}

function ordersOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= ALL_ORDERS_UP_TO) return permutations(items);
  const rotated = items.map((_, at) => [...items.slice(at), ...items.slice(0, at)]);
  return [...rotated, ...rotated.map((order) => order.toReversed())];
}

/** All orders of a few items. */
function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  let orders: readonly (readonly T[])[] = [[]];
  for (const item of items) {
    orders = orders.flatMap((order) =>
      Array.from({ length: order.length + 1 }, (_, at) => order.toSpliced(at, 0, item)),
    );
  }
  return orders;
}

import { expectSame } from '../expectations.js';
import type { Claim } from '../runner.js';
import type { PluginBench } from './bench.js';
import { exercise } from './exercise.js';
import { type LateActs, watched } from './watched.js';

/** What a plugin does at start, and at no other time. */
export function lateClaims(bench: PluginBench): readonly Claim[] {
  const lateActs = async (): Promise<LateActs> => {
    const { plugin, late } = watched(bench.plugin);
    const opened = bench.open([], plugin);
    try {
      await exercise(bench, opened);
    } finally {
      await opened.runtime.dispose();
    }
    return late;
  };
  return [
    {
      title: 'taps hooks while it is applied, and never later',
      async check() {
        expectSame((await lateActs()).taps, [], 'It taps hooks that are sealed.');
      },
    },
    {
      title: 'asks for services while it is applied, and never later',
      async check() {
        expectSame((await lateActs()).services, [], 'It asks for services when runs are on.');
      },
    },
  ];
}

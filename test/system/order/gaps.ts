import type { Plugin } from '@tenon/core';
import type { Note } from '../support/parts/part.js';

/** Between the ten steps, before the first and behind the last. */
export const GAPS = Array.from({ length: 11 }, (_, gap) => gap);

/** Nodes around which the gaps put a wrapper each, and tell when they are entered and left. */
const WRAPPED = ['checked', 'big'];

/**
 * Plugins that stand in the gaps: the one of gap 3 behind step 3 and before step 4. Each taps what steps tap, and tells when
 * it is its turn and what has been done by then.
 */
export function gapPlugins(note: Note): Plugin[] {
  return GAPS.map((gap) => gapPlugin(gap, note));
}

function gapPlugin(gap: number, note: Note): Plugin {
  const name = `gap ${String(gap)}`;
  return {
    manifest: { name, version: '1.0.0', stage: gap * 100 + 50 },
    apply(hooks) {
      hooks.prepare.tapPromise(name, () => note(`prepare, ${name}`));
      hooks.verify.tap(name, (issues) => note(`verify, ${name}: ${codesOf(issues)}`));
      hooks.plan.tap(name, ({ regions, gates }) =>
        note(`plan, ${name}: ${String(regions.length)} regions, ${String(gates.length)} gates`),
      );
      hooks.node.tap(name, (wraps, { id }) => {
        if (!WRAPPED.includes(id)) return;
        wraps.add('check', (next) => (inputs, context) => {
          note(`"${id}", into ${name}`);
          const answer = next(inputs, context);
          note(`"${id}", out of ${name}`);
          return answer;
        });
      });
      hooks.execute.tap(name, () => note(`execute, ${name}`) as undefined);
      hooks.results.tap(name, () => note(`results, ${name}`));
      hooks.settled.tap(name, () => note(`settled, ${name}`));
      hooks.dispose.tap(name, () => note(`dispose, ${name}`));
    },
  };
}

function codesOf(issues: readonly { readonly code: string }[]): string {
  return issues.length === 0 ? 'nothing' : issues.map(({ code }) => code).join();
}

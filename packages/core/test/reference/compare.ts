import { expect } from 'chai';
import type { Frame } from '#core/run/executor/frame.js';
import { FrameOutcomes, failuresOf, loopsOf } from '#core/run/result/outcome.js';
import type { Verdict } from './evaluator.js';

/** What a run came to, in the form the evaluator gives. */
interface Told {
  readonly outcomes: Readonly<Record<string, unknown>>;
  readonly failures: readonly { readonly code: string; readonly place: string }[];
  readonly loops: Record<string, unknown>;
}

/** Expects that a run came to exactly what the evaluator says. */
export function expectVerdict(frame: Frame, verdict: Verdict): void {
  const told = observed(frame);
  const due = expected(verdict);
  for (const { loops } of [told, due]) for (const id of verdict.unvisited) delete loops[id];
  expect(told).to.deep.equal(due);
}

/** What a run came to, in plain data; the order of what is in it is part of it. */
export function observed(frame: Frame): Told {
  const outcomes: [string, unknown][] = [];
  for (const { node, status, reason, outputs, error, iterations } of new FrameOutcomes(frame)) {
    const told = reason === 'abandoned' ? 'cutOff' : reason;
    const cause = error?.code === 'NODE_FAILED' ? { cause: error.cause } : {};
    const code = error?.code;
    outcomes.push([node, { status, reason: told, outputs, code, visits: iterations, ...cause }]);
  }
  return {
    outcomes: Object.fromEntries(outcomes),
    failures: failuresOf(frame).map(({ code, where }) => ({
      code,
      place: where.node === undefined ? `loop ${where.loop ?? ''}` : `node ${where.node}`,
    })),
    loops: Object.fromEntries(
      Object.entries(loopsOf(frame)).map(([id, { iterations, reason }]) => [
        id,
        { iterations, reason },
      ]),
    ),
  };
}

/** What the evaluator says, in the same form. */
export function expected({ outcomes, failures, loops, visits }: Verdict): Told {
  const told = Array.from(outcomes, ([node, { status, reason, outputs, code, cause }]) => {
    const why = code === 'NODE_FAILED' ? { cause } : {};
    return [
      node,
      { status, reason, outputs, code, visits: visits.get(node) ?? 0, ...why },
    ] as const;
  });
  return {
    outcomes: Object.fromEntries(told),
    failures: failures.map(({ place, code }) => ({ place, code })),
    loops: Object.fromEntries(loops),
  };
}

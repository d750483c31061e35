import type { Capability } from '../support/parts/part.js';
import { hasParts } from '../support/parts.js';
import { GAPS } from './gaps.js';

const LAST = GAPS.length - 1;

/** What happens in one run of a workflow that needs all plugins, step by step. */
export function expectedJournal(): readonly string[] {
  return [
    // Steps 1 to 6 get the run ready, each when the one before it has done its part.
    'prepare, gap 0',
    '1 limits: let in',
    'prepare, gap 1',
    '2 access: asked about a run',
    'prepare, gap 2',
    ...of('parameters', '3 parameters: asks for the secret SYSTEM_KEY'),
    'prepare, gap 3',
    ...GAPS.map((gap) => `verify, gap ${String(gap)}: nothing`),
    ...of('validation', '4 validation: shows what was found'),
    'prepare, gap 4',
    '5 audit: runStarted',
    'prepare, gap 5',
    '6 tracking: running',
    ...gaps('prepare', 6, LAST),
    // Steps 7 and 8 add their facts to the plan.
    ...GAPS.map((gap) => `plan, gap ${String(gap)}: ${factsBehind(gap)}`),
    // Step 9 answers, so that nobody behind it is asked.
    ...gaps('execute', 0, 8),
    ...of(
      'validation',
      ...into('checked', 0, 3),
      '4 validation: checked the inputs of "checked"',
      ...into('checked', 4, LAST),
      ...outOf('checked', LAST, 0),
    ),
    ...of('cycles', '7 cycles: iteration 1', '7 cycles: iteration 2', '7 cycles: ended, converged'),
    ...of(
      'conditional',
      ...into('big', 0, LAST),
      ...outOf('big', LAST, 8),
      '8 conditional: may take true',
      '8 conditional: takes true',
      ...outOf('big', 7, 0),
    ),
    // Step 10.
    ...gaps('results', 0, LAST),
    // The end: what a step began it ends, in the same order.
    'settled, gap 0',
    '1 limits: gives the place back',
    ...gaps('settled', 1, 4),
    '5 audit: runCompleted',
    'settled, gap 5',
    '6 tracking: completed',
    ...gaps('settled', 6, 7),
    ...of('conditional', '8 conditional: pruned 1'),
    ...gaps('settled', 8, LAST),
    ...gaps('dispose', LAST, 0),
  ];
}

function of(capability: Capability, ...lines: readonly string[]): readonly string[] {
  return hasParts(capability) ? lines : [];
}

function factsBehind(gap: number): string {
  const regions = gap >= 7 && hasParts('cycles') ? 1 : 0;
  const gates = gap >= 8 && hasParts('conditional') ? 1 : 0;
  return `${String(regions)} regions, ${String(gates)} gates`;
}

function gaps(hook: string, from: number, to: number): string[] {
  return range(from, to).map((gap) => `${hook}, gap ${String(gap)}`);
}

function into(node: string, from: number, to: number): string[] {
  return range(from, to).map((gap) => `"${node}", into gap ${String(gap)}`);
}

function outOf(node: string, from: number, to: number): string[] {
  return range(from, to).map((gap) => `"${node}", out of gap ${String(gap)}`);
}

/** Whole numbers from one to the other, both included, up or down. */
function range(from: number, to: number): number[] {
  const step = to < from ? -1 : 1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + i * step);
}

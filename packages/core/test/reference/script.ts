import { RuntimeError } from '#core/errors/runtime-error.js';
import type { Ending, Verdict } from '#core/plan/region.js';
import { Routed } from '#core/workflow/routed.js';
import type { LoopSpec, NodeSpec } from './scenario.js';

/** What a node's function does at one visit. */
export type Answer =
  | { readonly kind: 'returns'; readonly value: unknown }
  | { readonly kind: 'throws'; readonly error: unknown };

/**
 * The script of a node: what it does with these inputs in this iteration of the loops around it (innermost first).
 * Depends on nothing else, neither names nor time, so that a body and the evaluator that both follow it agree exactly
 * when the scheduler handed over the right inputs.
 */
export function answerOf(
  node: NodeSpec,
  inputs: Readonly<Record<string, unknown>>,
  iterations: readonly number[],
): Answer {
  const mark = digest(node, inputs, iterations);
  const { kind, when } = node.odd;
  if (when === 'always' || (when === 'sometimes' && mark % 2 === 0)) {
    if (kind === 'throws') return { kind: 'throws', error: THROWN[mark % THROWN.length] };
    if (kind === 'invalid') return { kind: 'returns', value: INVALID[mark % INVALID.length]?.() };
  }
  const outputs: Record<string, unknown> = { out: valueOf(mark), nil: null, none: undefined };
  if (kind === 'unsuccessful') outputs['success'] = successOf(when, mark);
  if (node.routes === undefined) return { kind: 'returns', value: outputs };
  const taken = takenOf(node.routes, mark);
  // Ports that are not taken hold values too: it is the ports that decide, never the data.
  for (const port of node.routes.ports) define(outputs, port, mark % 5 === 0 ? null : mark + 7);
  return { kind: 'returns', value: new Routed(outputs, taken) };
}

/** Whether a node answers by a promise at this visit. */
export function isAsync(node: NodeSpec, inputs: object, iterations: readonly number[]): boolean {
  if (node.timing !== 'mixed') return node.timing === 'async';
  return digest(node, inputs as Record<string, unknown>, iterations) % 3 === 0;
}

/** The script of a loop's controller. Throws where the loop's condition is to fail. */
export function decisionOf(
  loop: LoopSpec,
  iteration: number,
  outputsOf: (node: string) => Readonly<Record<string, unknown>> | undefined,
): Verdict {
  const { kind, limit, watches } = loop.controller;
  if (kind === 'until') {
    const seen = outputsOf(watches);
    const value = (seen?.['out'] as { v?: number } | undefined)?.v;
    if (value !== undefined && value % 2 === 0) return { reason: 'converged' };
  }
  if (iteration < limit) return 'again';
  if (kind === 'throws') throw new Error('The condition cannot be evaluated.');
  if (kind === 'count') return { reason: 'maxIterations' };
  return atLimit(loop, 'maxIterations');
}

/** How a loop ends that is ended from outside. */
export function cutOf(loop: LoopSpec): Ending {
  return atLimit(loop, 'timeout');
}

function atLimit(loop: LoopSpec, reason: Ending['reason']): Ending {
  if (!loop.controller.failsAtLimit) return { reason };
  const error = new RuntimeError('LIMIT_REACHED', 'The loop ran into its limit.', {
    where: { loop: loop.id },
  });
  return { reason, error };
}

/** A number that stands for a node, its inputs by place and value, and the iteration. */
function digest(
  node: NodeSpec,
  inputs: Readonly<Record<string, unknown>>,
  iterations: readonly number[],
): number {
  const given = node.inputs.map(({ name }) =>
    Object.hasOwn(inputs, name) ? [JSON.stringify(inputs[name]) ?? 'undefined'] : 0,
  );
  return hash(JSON.stringify([node.salt, given, Object.keys(inputs).length, iterations]));
}

/** FNV-1a, 32 bits, with a final mix so that its low bits are worth something. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

function valueOf(mark: number): unknown {
  return { v: mark, list: [mark + 1, { id: mark + 2 }], nothing: null };
}

function successOf(when: NodeSpec['odd']['when'], mark: number): unknown {
  if (when === 'always' || (when === 'sometimes' && mark % 2 === 0)) return false;
  return [true, null, 0, '', undefined][mark % 5];
}

function takenOf(
  { ports, isMultiple }: NonNullable<NodeSpec['routes']>,
  mark: number,
): readonly string[] {
  const pick = mark >>> 4;
  if (isMultiple) return ports.filter((_, i) => ((pick >> i) & 1) === 1);
  return ports.slice(pick % (ports.length + 1), (pick % (ports.length + 1)) + 1);
}

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

const THROWN: readonly unknown[] = [new Error('boom'), undefined, 'text', Object.freeze({ a: 1 })];
const INVALID: readonly (() => unknown)[] = [
  () => 42,
  () => null,
  () => undefined,
  () => 'text',
  () => [1],
  () => new Map([['out', 1]]),
  () => new Date(0),
];

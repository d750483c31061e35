import {
  defineNode,
  isPlainObject,
  type NodeContext,
  type NodeType,
  port,
  runOf,
} from '@tenon/core';
import { collect, emit, typed } from './configured-kinds.js';
import { withBodies } from './wrap-bodies.js';

/**
 * The node kinds of the README that need nothing but the core. Those that only a plugin makes possible (switches, merge,
 * secrets) come with that plugin, see `plugins.ts`.
 */
export const NODE_KINDS: readonly NodeType[] = [
  passing('const'),
  passing('identity'),
  defineNode({
    type: 'pass',
    inputs: { value: port() },
    outputs: { value: port() },
    run: ({ value }) => ({ value }),
  }),
  calculating('add', (a, b) => a + b),
  calculating('multiply', (a, b) => a * b),
  defineNode({
    type: 'concat',
    inputs: { a: port().default(''), b: port().default(''), separator: port().default('') },
    outputs: { result: port<string>() },
    run: ({ a, b, separator }) => ({ result: textOf(a) + textOf(separator) + textOf(b) }),
  }),
  defineNode({
    type: 'counter',
    inputs: { value: port().default(0), step: port().default(1) },
    outputs: { value: port<number>() },
    run: ({ value, step }) => ({ value: numberOf(value) + numberOf(step) }),
  }),
  defineNode({
    type: 'threshold',
    inputs: { value: port(), limit: port().default(10) },
    outputs: { value: port(), passed: port<boolean>() },
    run: ({ value, limit }) => ({ value, passed: numberOf(value) >= numberOf(limit) }),
  }),
  defineNode({
    type: 'fail',
    inputs: {
      value: port().optional(),
      message: port().default('boom'),
      when: port().optional(),
    },
    outputs: { value: port().optional() },
    run: ({ value, message, when = null }) => {
      const isDue = when === null || (isNumber(value) && value >= numberOf(when));
      if (isDue) throw new Error(textOf(message));
      return { value };
    },
  }),
  defineNode({
    type: 'params',
    inputs: {
      a: port().optional(),
      b: port().optional(),
      c: port().optional(),
      d: port().optional(),
    },
    outputs: { received: port() },
    run: (inputs) => ({ received: { ...inputs } }),
  }),
  defineNode({
    type: 'sleep',
    inputs: { value: port().optional(), ms: port().default(10) },
    outputs: { value: port().optional() },
    run: async ({ value, ms }, context) => {
      await slept(numberOf(ms), context);
      return { value };
    },
  }),
  defineNode({
    type: 'mutate',
    inputs: { value: port().optional() },
    outputs: { value: port().optional() },
    run: ({ value }) => {
      if (Array.isArray(value)) value.push('touched');
      else if (isPlainObject(value)) touch(value);
      return { value };
    },
  }),
  collect,
  emit,
  typed,
];

/**
 * The same node types, telling of every node whose body is entered. The bodies tell it themselves: a tap would put the
 * runtime on its slower way.
 */
export function watched(types: readonly NodeType[], entered: Set<string>): NodeType[] {
  return withBodies(types, (run) => (inputs, context) => {
    entered.add(context.nodeId);
    return run(inputs, context);
  });
}

function passing(type: string) {
  return defineNode({
    type,
    inputs: { value: port().optional() },
    outputs: { value: port().optional() },
    run: ({ value }) => ({ value }),
  });
}

function calculating(type: string, calculate: (a: number, b: number) => number) {
  return defineNode({
    type,
    inputs: { a: port(), b: port() },
    outputs: { result: port<number>() },
    run: ({ a, b }) => ({ result: calculate(numberOf(a), numberOf(b)) }),
  });
}

function touch(object: Readonly<Record<string, unknown>>): void {
  for (const member of Object.values(object)) if (Array.isArray(member)) member.push('touched');
  (object as Record<string, unknown>)['touched'] = true;
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function numberOf(value: unknown): number {
  if (isNumber(value)) return value;
  throw new TypeError(`A number is needed, not ${typeof value}.`);
}

function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean' || isNumber(value)) {
    return String(value);
  }
  throw new TypeError(`A text, number or boolean is needed, not ${typeof value}.`);
}

/** Waits by the clock of the run. An abort ends the wait. */
function slept(ms: number, context: NodeContext): Promise<void> {
  const { signal } = context;
  return new Promise((resolve, reject) => {
    const stop = () => {
      timer.cancel();
      reject(signal.reason as Error);
    };
    const timer = runOf(context).clock.timer(ms, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

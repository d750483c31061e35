import type { Execute } from '../contenders/contender.js';
import type { Given } from '../workloads/bodies.js';
import type { Graph, GraphStep, Source } from './graph.js';
import type { Call, Program } from './program.js';

/** Makes the calls in order and awaits nothing: for bodies that all answer at once. */
export function atOnce({ calls, order, begin }: Program): Execute {
  return () => {
    const values = new Array<number>(calls.length).fill(0);
    const scope = begin?.() as never;
    for (let at = 0; at < order.length; at++) {
      const node = order[at] as number;
      const given = (calls[node] as Call)(values, scope) as { value: number } | undefined;
      if (given !== undefined) values[node] = given.value;
    }
    return sumOf(values);
  };
}

/** Awaits promises, and nothing else. */
export function asNeeded({ calls, order, begin }: Program): Execute {
  return async () => {
    const values = new Array<number>(calls.length).fill(0);
    const scope = begin?.() as never;
    for (let at = 0; at < order.length; at++) {
      const node = order[at] as number;
      const given = (calls[node] as Call)(values, scope);
      if (given === undefined) continue;
      values[node] = given instanceof Promise ? (await given).value : given.value;
    }
    return sumOf(values);
  };
}

/** Awaits every call, because it does not know which ones answer later. */
export function awaiting({ calls, order, begin }: Program): Execute {
  return async () => {
    const values = new Array<number>(calls.length).fill(0);
    const scope = (await begin?.()) as never;
    for (let at = 0; at < order.length; at++) {
      const node = order[at] as number;
      const call = calls[node] as Call;
      const given = call(values, scope);
      if (given !== undefined) values[node] = (await given).value;
    }
    return sumOf(values);
  };
}

/** Walks a graph that is data, and awaits each of its nodes: what a user would write. Outputs are kept by the ids of nodes. */
export function walking({ steps, begin }: Graph): Execute {
  return async () => {
    const outputs = new Map<string, Given>();
    const scope = (await begin?.()) as never;
    for (const step of steps) {
      const { when } = step;
      if (when !== undefined && !isTaken(when, outputs)) continue;
      outputs.set(step.id, await step.run(inputsOf(step, outputs), scope));
    }
    let sum = 0;
    for (const { value } of outputs.values()) sum += value;
    return sum;
  };
}

type OutputsById = ReadonlyMap<string, Given>;

function isTaken({ node, side }: NonNullable<GraphStep['when']>, outputs: OutputsById): boolean {
  const given = outputs.get(node);
  return given !== undefined && (given.value & 1) === side;
}

function inputsOf({ config, inputs }: GraphStep, outputs: OutputsById): Record<string, unknown> {
  const gathered: Record<string, unknown> = config === undefined ? {} : { ...config };
  for (const { name, from } of inputs) {
    if (isList(from)) {
      const list: unknown[] = [];
      for (const { node, port } of from) {
        const given = outputs.get(node);
        if (given !== undefined) list.push(given[port]);
      }
      gathered[name] = list;
    } else {
      const given = outputs.get(from.node);
      if (given !== undefined) gathered[name] = given[from.port];
    }
  }
  return gathered;
}

function isList(from: Source | readonly Source[]): from is readonly Source[] {
  return Array.isArray(from);
}

/** Several runs at once, and the sum of their checksums. */
export function together(once: Execute, runs: number): Execute {
  if (runs === 1) return once;
  const each = async () => once();
  return async () => sumOf(await Promise.all(Array.from({ length: runs }, each)));
}

/** The checksum of one run. */
export function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

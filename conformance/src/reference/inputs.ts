import type { Json } from '../case.js';
import type { Activation, Arrival } from './activation.js';
import type { InputPort } from './kinds.js';
import type { Node } from './model.js';
import { Undecided } from './undecided.js';

/** The inputs of a node in one visit, and the codes of what keeps it from running with them. */
export interface Gathered {
  readonly inputs: ReadonlyMap<string, Json>;
  readonly problems: readonly string[];
}

/** Gives each input its value by precedence. */
export function gather(node: Node, arrivals: readonly Arrival[], activation: Activation): Gathered {
  const inputs = new Map<string, Json>();
  const problems: string[] = [];
  for (const [name, port] of node.kind.inputs) {
    const into = arrivals.filter(({ edge }) => edge.input === name);
    const { value, problem } = valueOf(node, name, port, into, activation);
    if (problem !== undefined) problems.push(problem);
    else if (value !== undefined) inputs.set(name, value);
  }
  return { inputs, problems };
}

/** Whether a parameter, a declared workflow input or the configuration gives an input a value. */
export function isSupplied(node: Node, input: string, { supply }: Activation): boolean {
  return (
    supply.addressed(node, input) !== undefined ||
    supply.general(node, input) !== undefined ||
    supply.configured(node, input) !== undefined
  );
}

function valueOf(
  node: Node,
  name: string,
  port: InputPort,
  into: readonly Arrival[],
  { supply }: Activation,
): { readonly value?: Json | undefined; readonly problem?: string } {
  const live = into.filter(({ state }) => state.is === 'live');
  const back = byLoop(live).map((edges) => brought(edges, port));
  const plain = brought(
    live.filter(({ loop }) => loop === undefined),
    port,
  );
  const addressed = supply.addressed(node, name);
  checkMany(port, back, plain);
  const first = [...back, addressed, plain].find((value) => value !== undefined);
  if ([...back, plain].includes(CONFLICT)) {
    if (first !== CONFLICT) throw new Undecided('Whether a conflict matters that is overruled.');
    return { problem: 'INPUT_CONFLICT' };
  }
  const value = [
    first as Json | undefined,
    supply.general(node, name),
    supply.configured(node, name),
    port.default,
  ].find((one) => one !== undefined);
  if (value !== undefined || port.isRequired !== true) return { value };
  return { problem: live.length > 0 ? 'OUTPUT_MISSING' : 'INPUT_REQUIRED' };
}

const CONFLICT = Symbol('conflict');

/** The back edges among some edges, by loop, those of the innermost loop first. */
function byLoop(arrivals: readonly Arrival[]): Arrival[][] {
  const loops = [...new Set(arrivals.flatMap(({ loop }) => loop ?? []))];
  return loops
    .sort((one, other) => one.body.size - other.body.size)
    .map((loop) => arrivals.filter((arrival) => arrival.loop === loop));
}

/** What live edges bring: one value, the list of a many port, nothing, or a conflict. */
function brought(
  arrivals: readonly Arrival[],
  { isMany }: InputPort,
): Json | typeof CONFLICT | undefined {
  const values = arrivals.flatMap(({ state }) =>
    state.is === 'live' && state.value !== undefined ? [state.value] : [],
  );
  if (isMany === true) return values.length > 0 ? values : undefined;
  if (arrivals.length < 2) return values[0];
  if (values.length > 1) return CONFLICT;
  throw new Undecided('Whether a live edge that brings nothing conflicts with another.');
}

function checkMany({ isMany }: InputPort, back: readonly unknown[], plain: unknown): void {
  const sources = [...back, plain].filter((values) => values !== undefined);
  if (isMany === true && sources.length > 1) {
    throw new Undecided('How back edges and plain edges into a many port add up.');
  }
}

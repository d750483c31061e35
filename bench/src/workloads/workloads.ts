import { chain, fan, layers, random, timers } from './graphs.js';
import { branches, loops, pruned, switches } from './routed.js';
import type { GraphNode, Group, LoopSpan, Workload } from './workload.js';

interface Shape {
  readonly nodes: readonly GraphNode[];
  readonly loops?: readonly LoopSpan[];
  readonly iterations?: number;
}

type Facts = Partial<Omit<Workload, 'name' | 'group'>>;

const PLAIN = {
  loops: [],
  iterations: 1,
  until: 'count',
  duty: 'none',
  concurrentRuns: 1,
} as const;
const USUAL = { ...PLAIN, isFresh: false, isObserved: false, hasPeers: false } as const;
const PEERS = { hasPeers: true };

/** Whether a node is asynchronous, by its index: of a mixed graph, one node in ten. */
const MIXES: readonly {
  readonly suffix: string;
  readonly group: Group;
  readonly isAsync: (index: number) => boolean;
}[] = [
  { suffix: '', group: 'plain', isAsync: () => false },
  { suffix: ', asynchronous', group: 'asynchronous', isAsync: () => true },
  { suffix: ', mixed', group: 'asynchronous', isAsync: (index) => index % 10 === 5 },
];

/** A workload that is made when it is asked for: the largest take a while. */
interface Entry {
  readonly name: string;
  readonly make: () => Workload;
}

const ENTRIES: readonly Entry[] = [
  ...plain(),
  ...large(),
  ...working(),
  ...original(),
  ...fixed(),
  ...observed(),
  ...preparation(),
  ...variants(),
];

/** The names of everything that is measured. */
export function workloadNames(): readonly string[] {
  return ENTRIES.map(({ name }) => name);
}

/** A workload, made anew; throws where there is none of that name. */
export function workloadNamed(name: string): Workload {
  const found = ENTRIES.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`There is no workload "${name}".`);
  return found.make();
}

function plain(): Entry[] {
  return [
    ...mixed('chain of 100', () => ({ nodes: chain(100) })),
    ...mixed('chain of 1,000', () => ({ nodes: chain(1000) })),
    ...mixed('fan-out 1 to 1,000 to 1', () => ({ nodes: fan(1000) })),
    ...mixed('layers 10 x 100', () => ({ nodes: layers(10, 100) })),
    // Of one node, none would be asynchronous in a mixed graph.
    ...mixed('self-loop of 10,000', () => ({ ...loops(1, 1), iterations: 10_000 })).slice(0, 2),
    ...mixed('10 loops of 5 nodes x 100', () => ({ ...loops(10, 5), iterations: 100 })),
    ...mixed('100 nodes, 20 switches', () => ({ nodes: switches(20) })),
  ];
}

function large(): Entry[] {
  return [
    of('chain of 10,000', 'plain', () => ({ nodes: chain(10_000), ...PEERS })),
    of('random graph of 1,000', 'growth', () => ({ nodes: random(1000) })),
    of('random graph of 10,000', 'growth', () => ({ nodes: random(10_000) })),
    of('random graph of 100,000', 'growth', () => ({ nodes: random(100_000), ...PEERS })),
    of('1,000 runs of 10 nodes at once', 'plain', () => ({
      nodes: chain(10),
      concurrentRuns: 1000,
      ...PEERS,
    })),
    of('10 layers of 8 timers of 5 ms', 'timers', () => ({ nodes: timers(10, 8, 5), ...PEERS })),
  ];
}

function working(): Entry[] {
  return [
    of('strict contracts, chain of 100', 'working', () => ({
      nodes: chain(100),
      duty: 'contracts',
    })),
    of('strict contracts, orders over a chain of 100', 'working', () => ({
      nodes: chain(100),
      duty: 'orders',
    })),
    of('templates and secrets, chain of 100', 'working', () => ({
      nodes: chain(100),
      duty: 'templates',
    })),
  ];
}

/** The four that the design which Tenon replaces was measured by. */
function original(): Entry[] {
  return [
    of('original: 100 nodes', 'plain', () => ({ nodes: layers(10, 10), ...PEERS })),
    of('original: 10 loops over 50 nodes', 'plain', () => ({ ...loops(10, 5), iterations: 10 })),
    of('original: 20 switches over 100 nodes', 'plain', () => ({ nodes: branches(20) })),
    of('original: 50 nodes, guarded', 'working', () => ({ nodes: chain(50), duty: 'guarded' })),
  ];
}

function fixed(): Entry[] {
  const isAsync = true;
  return [
    of('1 node', 'fixed', () => ({ nodes: chain(1), ...PEERS })),
    of('1 node, asynchronous', 'fixed', () => ({
      nodes: chain(1).map((node) => ({ ...node, isAsync })),
    })),
  ];
}

function observed(): Entry[] {
  const isObserved = true;
  return [
    of('chain of 1,000, observed', 'observed', () => ({ nodes: chain(1000), isObserved })),
    of('layers 10 x 100, observed', 'observed', () => ({ nodes: layers(10, 100), isObserved })),
  ];
}

function preparation(): Entry[] {
  const isFresh = true;
  return [
    of('chain of 1,000, made and run once', 'preparation', () => ({
      nodes: chain(1000),
      isFresh,
      ...PEERS,
    })),
    of('layers 10 x 100, made and run once', 'preparation', () => ({
      nodes: layers(10, 100),
      isFresh,
      ...PEERS,
    })),
    of('random graph of 10,000, made and run once', 'preparation', () => ({
      nodes: random(10_000),
      isFresh,
    })),
  ];
}

/** Beside another workload each: the same with a condition, without checks, with most of it pruned. */
function variants(): Entry[] {
  const loop = () => ({ ...loops(1, 1), iterations: 10_000 });
  return [
    of('self-loop of 10,000 until a function', 'plain', () => ({ ...loop(), until: 'function' })),
    of('self-loop of 10,000 until a text', 'working', () => ({ ...loop(), until: 'text' })),
    of('contracts switched off, chain of 100', 'plain', () => ({ nodes: chain(100), duty: 'off' })),
    of('1,000 chains of 10 behind a switch', 'plain', () => ({ nodes: pruned(1000, 10, 0) })),
    of('1,000 chains of 10 behind a switch, 90 % pruned', 'plain', () => ({
      nodes: pruned(1000, 10, 900),
    })),
  ];
}

/** The same shape with synchronous, asynchronous and mixed bodies. */
function mixed(name: string, shape: () => Shape): Entry[] {
  return MIXES.map(({ suffix, group, isAsync }) =>
    of(name + suffix, group, () => {
      const { nodes, ...rest } = shape();
      const own = nodes.map((each, index) => ({ ...each, isAsync: isAsync(index) }));
      return { ...rest, nodes: own, hasPeers: suffix !== ', mixed' };
    }),
  );
}

function of(name: string, group: Group, facts: () => Facts & Shape): Entry {
  return { name, make: () => ({ ...USUAL, ...facts(), name, group }) };
}

import type { Json } from '../../case.js';
import type { Draw } from './draw.js';
import { randomValue, type Sort } from './draw-value.js';
import type { Feature } from './features.js';
import type { Sketch } from './sketch.js';

/** A kind that may be drawn: its inputs, and what follows from the sorts that arrive at them. */
export interface DrawnKind {
  readonly kind: string;
  readonly wants: ReadonlyMap<string, Sort>;
  /** Inputs that must have a value. */
  readonly required: readonly string[];
  /** Inputs that take several edges. */
  readonly many?: string;
  /** Settings that were drawn with it. */
  readonly config?: Readonly<Record<string, Json>>;
}

/** How often kinds are drawn outside of loops and in them, and the feature without which they are not. */
const WEIGHTS: readonly (readonly [string, outside: number, inLoop: number, Feature?])[] = [
  ['const', 6, 1],
  ['identity', 6, 6],
  ['pass', 8, 6],
  ['add', 6, 8],
  ['multiply', 3, 3],
  ['concat', 4, 1],
  ['counter', 12, 20],
  ['threshold', 6, 6],
  ['params', 8, 4],
  ['collect', 4, 2],
  ['emit', 6, 2],
  ['sleep', 1, 1],
  ['mutate', 2, 1],
  ['fail', 5, 3, 'failures'],
  ['branch', 16, 12, 'switches'],
  ['switch-on', 10, 6, 'switches'],
  ['partition', 4, 1, 'partition'],
  ['merge', 8, 4, 'merge'],
  ['typed', 5, 2, 'types'],
  ['workflow', 6, 4, 'workflows'],
];

/** Where a kind is wanted. */
export interface Spot {
  readonly isInLoop: boolean;
  /** The first node of a loop: the loop's back edge ends there. */
  readonly isHead: boolean;
}

export function drawKind(
  { draw, features, workflows }: Sketch,
  { isInLoop, isHead }: Spot,
): DrawnKind {
  const kind = draw.weighted(
    WEIGHTS.filter(
      ([name, , , feature]) =>
        (feature === undefined || features.has(feature)) &&
        (name !== 'workflow' || workflows.length > 0) &&
        !(isHead && name === 'merge'),
    ).map(([name, outside, inLoop]) => [name, isInLoop ? inLoop : outside] as const),
  );
  switch (kind) {
    case 'add':
    case 'multiply':
      return drawn(kind, { a: 'number', b: 'number' }, ['a', 'b']);
    case 'concat':
      return drawn(kind, { a: 'text', b: draw.from(['number', 'text']), separator: 'text' });
    case 'counter':
      return drawn(kind, { value: 'number', step: 'number' });
    case 'threshold':
      return drawn(kind, { value: 'number', limit: 'number' }, ['value']);
    case 'fail':
      return drawn(kind, { value: 'number', when: 'number' });
    case 'params':
      return drawn(kind, { a: 'any', b: 'any', c: 'any', d: 'any' });
    case 'pass':
      return drawn(kind, { value: carriedBy(draw) }, ['value']);
    case 'collect':
      return collecting(draw.between(1, 4));
    case 'emit':
      return { ...drawn(kind, { trigger: 'any' }), config: emitted(draw, features) };
    case 'sleep':
      return { ...drawn(kind, { value: 'any' }), config: { ms: draw.between(0, 2) } };
    case 'mutate':
      return drawn(kind, { value: draw.from(['list', 'object']) });
    case 'branch':
    case 'switch-on':
    case 'partition':
      return switching(draw, kind);
    case 'merge':
      return merging(draw);
    case 'typed':
      return typed(draw);
    case 'workflow': {
      const { name, inputs } = draw.from(workflows);
      return { kind: `workflow:${name}`, wants: inputs, required: [] };
    }
    case 'const':
      return drawn(kind, { value: carriedBy(draw) }, ['value']);
    default:
      return drawn(kind, { value: carriedBy(draw) });
  }
}

/** What nodes carry that take anything. */
function carriedBy(draw: Draw): Sort {
  return draw.weighted([
    ['number', 6],
    ['any', 3],
    ['list', 1],
    ['object', 1],
  ]);
}

/** A kind that can read so many nodes at once. */
export function drawJoin({ draw, features }: Sketch, count: number): DrawnKind {
  const isMerged = features.has('merge') && draw.chance(0.4);
  if (isMerged) return { ...drawn('merge', { values: 'number' }, ['values']), many: 'values' };
  if (count <= 4 && draw.chance(0.6)) {
    return drawn('params', { a: 'any', b: 'any', c: 'any', d: 'any' });
  }
  return collecting(Math.max(2, count));
}

function collecting(inputs: number): DrawnKind {
  const names = Array.from({ length: inputs }, (_, i) => [`in${String(i + 1)}`, 'any'] as const);
  return { ...drawn('collect', Object.fromEntries(names)), config: { inputs } };
}

function drawn(
  kind: string,
  wants: Readonly<Record<string, Sort>>,
  required: readonly string[] = [],
): DrawnKind {
  return { kind, wants: new Map(Object.entries(wants)), required };
}

function emitted(draw: Draw, features: ReadonlySet<Feature>): Record<string, Json> {
  if (features.has('failures') && draw.chance(0.04)) return { outputs: null, ports: ['x'] };
  const outputs = {
    x: randomValue(draw, 'number'),
    ...(draw.chance(0.5) && { y: randomValue(draw, 'any') }),
    ...(features.has('content') && draw.chance(0.25) && { success: draw.from(SUCCESSES) }),
  };
  if (!features.has('types') || draw.chance(0.6)) return { outputs };
  return { outputs, types: { x: draw.from(['int', 'float', 'any']) } };
}

const SUCCESSES: readonly Json[] = [false, false, false, true, null, 0];

function switching(draw: Draw, kind: string): DrawnKind {
  const sort: Sort =
    kind === 'partition'
      ? 'list'
      : draw.weighted([
          ['number', 8],
          ['any', 2],
          ['text', 1],
          ['list', 1],
          ['object', 1],
        ]);
  const isLimited = draw.chance(0.25);
  return {
    ...drawn(kind, { value: sort, ...(isLimited && { limit: 'number' as const }) }, [
      'value',
      'limit',
    ]),
    config: { ...(isLimited && { inputs: ['limit'] }) },
  };
}

const MERGES: readonly (readonly [strategy: string, sort: Sort])[] = [
  ['first', 'number'],
  ['first', 'number'],
  ['list', 'any'],
  ['concat', 'list'],
  ['concat', 'text'],
  ['zip', 'list'],
  ['assign', 'object'],
];

function merging(draw: Draw): DrawnKind {
  const [strategy, sort] = draw.from(MERGES);
  return {
    ...drawn('merge', { values: sort }, ['values']),
    many: 'values',
    config: strategy === 'first' && draw.chance(0.5) ? {} : { strategy },
  };
}

const TYPES = {
  int: 'number',
  float: 'number',
  string: 'text',
  bool: 'flag',
  list: 'list',
} as const;

function typed(draw: Draw): DrawnKind {
  const names = ['a', 'b', 'x'].slice(0, draw.between(1, 3));
  const ports = names.map((name) => {
    const type = draw.from(Object.keys(TYPES) as (keyof typeof TYPES)[]);
    const isRequired = draw.chance(0.3);
    return { name, type, isRequired };
  });
  const schema = ports.map(({ name, type, isRequired }): [string, Json] => [
    name,
    { type, ...(isRequired && { required: true }) },
  ]);
  return {
    kind: 'typed',
    wants: new Map(ports.map(({ name, type }) => [name, draw.chance(0.2) ? 'any' : TYPES[type]])),
    required: ports.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    config: { schema: Object.fromEntries(schema) },
  };
}

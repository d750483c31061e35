import type { Json } from '../../case.js';
import { placesIn, type Sort } from './draw-value.js';
import type { Feature } from './features.js';
import type { Sketch } from './sketch.js';

/** A place at which edges may start at a node: an output with a path. */
export interface Outlet {
  readonly output: string;
  readonly sort: Sort;
  readonly isGated?: true;
}

/** What a node gives, where the sorts that arrived at its inputs are known. */
export function outletsOf(
  { kind, config, arrived }: Wired,
  { workflows, features }: Sketch,
): Outlet[] {
  const carried = arrived.get('value') ?? 'any';
  switch (kind) {
    case 'add':
    case 'multiply':
      return [{ output: 'result', sort: 'number' }];
    case 'concat':
      return [{ output: 'result', sort: 'text' }];
    case 'counter':
      return [{ output: 'value', sort: 'number' }];
    case 'threshold':
      return [
        { output: 'value', sort: 'number' },
        { output: 'passed', sort: 'flag' },
      ];
    case 'params':
    case 'typed':
      return [
        { output: 'received', sort: 'object' },
        ...inside(
          features,
          [...arrived].map(([name, sort]) => ({ output: `received.${name}`, sort })),
        ),
      ];
    case 'collect':
      return [
        { output: 'values', sort: 'list' },
        { output: 'count', sort: 'number' },
        ...inside(features, [{ output: 'values[0]', sort: 'any' }]),
      ];
    case 'emit':
      return config['outputs'] === null
        ? [{ output: 'x', sort: 'number' }]
        : ofValue('', config['outputs'], features);
    case 'branch':
      return [
        { output: 'true', sort: carried, isGated: true },
        { output: 'false', sort: carried, isGated: true },
        { output: 'matched', sort: 'flag' },
      ];
    case 'switch-on':
    case 'partition': {
      const isGated = kind === 'switch-on';
      const ports = portsOf(config).map((output): Outlet => {
        return isGated ? { output, sort: carried, isGated } : { output, sort: 'list' };
      });
      return [...ports, { output: 'matched', sort: 'list' }];
    }
    case 'merge':
      return [{ output: 'value', sort: mergedSort(config, arrived) }];
    case 'const':
      return [{ output: 'value', sort: carried }, ...ofValue('value', config['value'], features)];
    default: {
      const inner = workflows.find(({ name }) => kind === `workflow:${name}`);
      if (inner === undefined) return [{ output: 'value', sort: carried }];
      return [...inner.outputs].map(([output, sort]) => ({ output, sort }));
    }
  }
}

/** A node whose inputs have been connected or configured. */
export interface Wired {
  readonly kind: string;
  readonly config: Readonly<Record<string, Json>>;
  readonly arrived: ReadonlyMap<string, Sort>;
}

/** The ports of a switch that carry data. */
function portsOf({ cases, otherwise }: Readonly<Record<string, Json>>): string[] {
  const names = (cases as readonly { readonly name: string }[]).map(({ name }) => name);
  return typeof otherwise === 'string' ? [...names, otherwise] : names;
}

function mergedSort(
  { strategy = 'first' }: Readonly<Record<string, Json>>,
  arrived: Wired['arrived'],
): Sort {
  if (strategy === 'first') return arrived.get('values') ?? 'any';
  if (strategy === 'assign') return 'object';
  return strategy === 'concat' ? (arrived.get('values') ?? 'list') : 'list';
}

/** The places inside a literal value, the first step being the port where none is named. */
function ofValue(port: string, value: Json | undefined, features: ReadonlySet<Feature>): Outlet[] {
  if (value === undefined) return [];
  const places = placesIn(value).map(([path, sort]) => ({
    output: port === '' ? path.slice(1) : port + path,
    sort,
  }));
  return port === ''
    ? places.filter(({ output }) => features.has('paths') || /^\w+$/.test(output))
    : inside(features, places);
}

function inside(features: ReadonlySet<Feature>, places: readonly Outlet[]): Outlet[] {
  return features.has('paths') ? [...places] : [];
}

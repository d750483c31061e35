import { type CaseNode, isObject, type Json, type JsonObject } from '../case.js';
import { type Answer, BODIES, type Body, outputs } from './bodies.js';
import { type SwitchSettings, switchOf } from './switches.js';
import { ANY, type Declared, declaredBy } from './types.js';
import { Undecided } from './undecided.js';
import { isList } from './values.js';

/** An input of a node. */
export interface InputPort {
  readonly isRequired?: true;
  readonly isMany?: true;
  readonly default?: Json;
  readonly type?: Declared;
}

/** What a node is: its ports, and what it does. The `config` of a node may decide on both. */
export interface Kind {
  readonly inputs: ReadonlyMap<string, InputPort>;
  /** The declared outputs with their types. */
  readonly outputs: ReadonlyMap<string, Declared>;
  /** Present where the node takes some of its ports: those that it may take, and whether several at once. */
  readonly routes?: { readonly ports: ReadonlySet<string>; readonly isMultiple: boolean };
  /** Conditions that stand in its configuration: they know the inputs by name. */
  readonly conditions?: readonly Json[];
  readonly body: Body;
}

const REQUIRED: InputPort = { isRequired: true };
const OPTIONAL: InputPort = {};

/** The kinds whose ports are always the same: inputs, outputs. */
const PORTS: Readonly<Record<string, readonly [Readonly<Record<string, InputPort>>, string[]]>> = {
  const: [{ value: OPTIONAL }, ['value']],
  identity: [{ value: OPTIONAL }, ['value']],
  pass: [{ value: REQUIRED }, ['value']],
  add: [{ a: REQUIRED, b: REQUIRED }, ['result']],
  multiply: [{ a: REQUIRED, b: REQUIRED }, ['result']],
  concat: [{ a: { default: '' }, b: { default: '' }, separator: { default: '' } }, ['result']],
  counter: [{ value: { default: 0 }, step: { default: 1 } }, ['value']],
  threshold: [{ value: REQUIRED, limit: { default: 10 } }, ['value', 'passed']],
  fail: [{ value: OPTIONAL, message: { default: 'boom' }, when: OPTIONAL }, ['value']],
  params: [{ a: OPTIONAL, b: OPTIONAL, c: OPTIONAL, d: OPTIONAL }, ['received']],
  sleep: [{ value: OPTIONAL, ms: { default: 10 } }, ['value']],
  mutate: [{ value: OPTIONAL }, ['value']],
  merge: [{ values: { isRequired: true, isMany: true } }, ['value']],
};

/** The kind of a node; `undefined` where there is none of the name. A workflow inside is the caller's business. */
export function kindOf({ kind, config = {} }: CaseNode): Kind | undefined {
  if (Object.hasOwn(PORTS, kind)) {
    const [inputs, names] = PORTS[kind] as (typeof PORTS)[string];
    return {
      inputs: new Map(Object.entries(inputs)),
      outputs: untyped(names),
      body: BODIES[kind] as Body,
    };
  }
  switch (kind) {
    case 'collect':
      return collect(config);
    case 'emit':
      return emit(config);
    case 'typed':
      return typed(config);
    case 'branch':
    case 'switch-on':
    case 'partition':
      return switching(switchOf(kind, config), config);
    default:
      return undefined;
  }
}

function collect({ inputs: count = 2 }: JsonObject): Kind {
  const names = Array.from({ length: Number(count) }, (_, i) => `in${String(i + 1)}`);
  return {
    inputs: new Map(names.map((name) => [name, OPTIONAL])),
    outputs: untyped(['values', 'count']),
    body: (inputs) => {
      const values = names
        .filter((name) => inputs.has(name))
        .map((name) => inputs.get(name) ?? null);
      return outputs({ values, count: values.length });
    },
  };
}

function emit({ outputs: emitted, ports, types }: JsonObject): Kind {
  const names = isList(ports) ? ports.map(String) : isObject(emitted) ? Object.keys(emitted) : [];
  const typeOf = new Map(isObject(types) ? Object.entries(types) : []);
  return {
    inputs: new Map([['trigger', OPTIONAL]]),
    outputs: new Map(names.map((name) => [name, declaredBy(typeOf.get(name))])),
    body: (_inputs, config): Answer => ({ outputs: config['outputs'] ?? null }),
  };
}

function typed({ schema }: JsonObject): Kind {
  if (!isObject(schema)) throw new Undecided('What a typed node without a schema is.');
  const stated = Object.entries(schema);
  return {
    inputs: new Map(
      stated.map(([name, port]): [string, InputPort] => {
        const { required, default: value } = isObject(port) ? port : {};
        const type = declaredBy(port);
        if (value !== undefined) return [name, { default: value, type }];
        return [name, required === true ? { isRequired: true, type } : { type }];
      }),
    ),
    outputs: new Map([['received', { type: 'dict' }]]),
    body: (inputs) => outputs({ received: Object.fromEntries(inputs) }),
  };
}

function switching(settings: SwitchSettings, { inputs = [] }: JsonObject): Kind {
  const { ports, conditions, isMultiple, isGated, body } = settings;
  const more = isList(inputs) ? inputs.map(String) : [];
  return {
    inputs: new Map([['value', REQUIRED], ...more.map((name) => [name, OPTIONAL] as const)]),
    outputs: untyped([...ports, 'matched']),
    ...(isGated && { routes: { ports: new Set(ports), isMultiple } }),
    conditions,
    body,
  };
}

function untyped(names: readonly string[]): Map<string, Declared> {
  return new Map(names.map((name) => [name, ANY]));
}

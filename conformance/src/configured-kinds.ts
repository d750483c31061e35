import {
  defineNode,
  isPlainObject,
  type JsonSchema,
  type NodeTypeFactory,
  type Port,
  port,
  RuntimeError,
} from '@tenon/core';

/** Gathers the inputs `in1` … `inN` that it got, in order. */
export const collect: NodeTypeFactory = {
  type: 'collect',
  define({ inputs: wanted = 2 }) {
    if (!Number.isInteger(wanted) || Number(wanted) < 1) throw refused('collect', 'inputs');
    const names = Array.from({ length: Number(wanted) }, (_, i) => `in${String(i + 1)}`);
    return defineNode({
      type: 'collect',
      inputs: portsOf(names, () => port().optional()),
      outputs: { values: port(), count: port<number>() },
      settings: { inputs: port().optional() },
      run: (inputs) => {
        const values = names.map((name) => inputs[name]).filter((value) => value !== undefined);
        return { values, count: values.length };
      },
    });
  },
};

/** Returns what its configuration says, whatever that is. */
export const emit: NodeTypeFactory = {
  type: 'emit',
  define({ outputs, ports, types }) {
    const stated = isPlainObject(outputs) ? Object.keys(outputs) : [];
    const names = Array.isArray(ports) ? ports.map(String) : stated;
    const typeOf = new Map(Object.entries(isPlainObject(types) ? types : {}));
    return defineNode({
      type: 'emit',
      inputs: { trigger: port().optional() },
      outputs: portsOf(names, (name) => portOfType('emit', typeOf.get(name)).optional()),
      settings: {
        outputs: port().optional(),
        ports: port().optional(),
        types: port().raw().optional(),
      },
      run: (_inputs, { settings }) => settings.outputs as Record<string, unknown>,
    });
  },
};

/** Has the inputs that its configuration declares, and answers those it got. */
export const typed: NodeTypeFactory = {
  type: 'typed',
  define({ schema }) {
    if (!isPlainObject(schema)) throw refused('typed', 'schema');
    const declared = new Map(Object.entries(schema));
    return defineNode({
      type: 'typed',
      inputs: portsOf([...declared.keys()], (name) => declaredPort(declared.get(name))),
      outputs: { received: portOfType('typed', 'dict') },
      settings: { schema: port().raw().optional() },
      run: (inputs) => ({ received: { ...inputs } }),
    });
  },
};

/** Ports by name, where any name is only a name. */
function portsOf(names: readonly string[], make: (name: string) => Port): Record<string, Port> {
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}

function declaredPort(declared: unknown): Port {
  if (!isPlainObject(declared)) throw refused('typed', 'schema');
  const made = portOfType('typed', declared['type'], declared['enum']);
  if (declared['default'] !== undefined) return made.default(declared['default']);
  return declared['required'] === true ? made : made.optional();
}

const TYPES: ReadonlyMap<unknown, string> = new Map([
  ['int', 'integer'],
  ['float', 'number'],
  ['string', 'string'],
  ['bool', 'boolean'],
  ['list', 'array'],
  ['dict', 'object'],
]);

/** A port that takes the values of a type of the cases; one without a schema where the type is `any`. */
function portOfType(
  kind: string,
  type: unknown = 'any',
  values?: unknown,
): Port<unknown, 'required', false> {
  const name = TYPES.get(type);
  if (name === undefined && type !== 'any') throw refused(kind, 'types');
  const schema: JsonSchema = {
    ...(name !== undefined && { type: name }),
    ...(values !== undefined && { enum: values }),
  };
  return Object.keys(schema).length === 0 ? port() : port(schema);
}

function refused(kind: string, setting: string): RuntimeError {
  return new RuntimeError(
    'CONFIG_INVALID',
    `The setting "${setting}" of a node of kind "${kind}" is wrong.`,
    {
      where: { port: setting },
      hint: 'See the table of node kinds in the README of the conformance cases.',
    },
  );
}

import {
  InputHandle,
  type JsonSchema,
  kind,
  OutputHandle,
  type Path,
  type Port,
  type PortMap,
  port,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import fc from 'fast-check';

/** Names that a notation, an object or a reader might take for something else. */
const ODD_NAMES = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'name', 'nodes'],
  ...[
    '',
    ' ',
    '  a ',
    'a.b',
    'a -> b',
    '->',
    ' -> ',
    '→',
    '["x"]',
    '[0]',
    '[',
    ']',
    '"',
    '\\',
    "'",
  ],
  ...[
    'true',
    'no',
    'on',
    'null',
    '~',
    '1',
    '10',
    '01',
    '1.0',
    '1e3',
    '0x1F',
    '0o7',
    '.inf',
    '.nan',
    '-0',
  ],
  ...[
    '<<',
    '=',
    '#x',
    'a #b',
    '- a',
    '-',
    '?',
    '? a',
    ': a',
    'a: b',
    'a:',
    '*x',
    '&y',
    '!z',
    '%a',
    '@',
    '`',
  ],
  ...[
    '{}',
    '{a',
    'a}',
    ',',
    '|',
    '>',
    '---',
    '...',
    '2001-01-01',
    '12:30',
    '1_000',
    '${x}',
    '$${x}',
  ],
  ...[
    '\n',
    'a\nb',
    'a\n',
    '\ta',
    'a\tb',
    '\r',
    'a\r\nb',
    '\0',
    '\u0007',
    '\u0085',
    '\u2028',
    '\u2029',
  ],
  ...[
    '\uFEFF',
    '\uFEFFa',
    '\uD800',
    'a\uDC00b',
    '\uFFFE',
    '\u007F',
    '😀',
    'é',
    '\u200F',
    'x'.repeat(1_100),
  ],
];

export const name = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD_NAMES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

const text = fc.oneof(
  name,
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fc.string({ maxLength: 30 }), { maxLength: 6 }).map((lines) => lines.join('\n')),
);

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, 1e20, 1e21, 2 ** 64, -(2 ** 63), 5e-324, Number.MAX_VALUE),
);

/** Any data that a file can hold. */
const data: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(text, number, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: false }),
  ),
})).value;

const record = fc.dictionary(name, data, { maxKeys: 4, noNullPrototype: false }) as fc.Arbitrary<
  Readonly<Record<string, unknown>>
>;

const path: fc.Arbitrary<Path> = fc.array(fc.oneof(name, fc.nat(1_000)), { maxLength: 3 });

const contract = fc.option(
  fc.oneof(
    name,
    fc.record(
      { name, source: record, target: record, policies: fc.array(name, { maxLength: 2 }) },
      { requiredKeys: [] },
    ),
  ),
  { nil: undefined },
);

const ends = {
  from: name,
  output: fc.record({ port: name, path }),
  to: name,
  input: name,
};

const wire = fc.record({ ...ends, contract });

const limits = fc.record(
  {
    until: text,
    while: text,
    maxIterations: fc.integer(),
    timeoutMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
    maxHeapBytes: fc.nat(),
    history: fc.nat(),
    onLimit: fc.constantFrom('fail' as const, 'accept' as const),
  },
  { requiredKeys: [] },
);

const declared: fc.Arbitrary<Port> = fc
  .record({
    schema: fc.option(record, { nil: undefined }),
    presence: fc.constantFrom('required', 'optional', 'default'),
    isMany: fc.boolean(),
    isRaw: fc.boolean(),
    description: fc.option(text, { nil: undefined }),
    value: data,
  })
  .map(({ schema, presence, isMany, isRaw, description, value }) => {
    let made: Port = schema === undefined ? port() : port(schema as JsonSchema);
    if (isMany) made = made.many();
    if (presence === 'optional') made = made.optional();
    if (presence === 'default') made = made.default(isMany ? [value] : value);
    if (isRaw) made = made.raw();
    return description === undefined ? made : made.describe(description);
  });

const named = name.filter((drawn) => drawn !== '');

const signature = fc.uniqueArray(fc.tuple(named, declared), {
  maxLength: 3,
  selector: ([key]) => key,
});

interface Drawn {
  readonly id: string;
  readonly body: string | { readonly inner: number; readonly type: string | undefined };
  readonly config: Readonly<Record<string, unknown>>;
  readonly join: 'all' | 'any';
  readonly timeoutMs: number | undefined;
}

const node: fc.Arbitrary<Drawn> = fc.record({
  id: name,
  body: fc.oneof(
    { weight: 3, arbitrary: name },
    {
      weight: 1,
      arbitrary: fc.record({
        inner: fc.nat(3),
        type: fc.option(named, { nil: undefined }),
      }),
    },
  ),
  config: record,
  join: fc.constantFrom('all' as const, 'any' as const),
  timeoutMs: fc.option(number, { nil: undefined }),
});

/** One workflow; those before it may stand inside it. */
const part = fc.record({
  name: named,
  metadata: record,
  inputs: signature,
  outputs: signature,
  targets: fc.array(fc.tuple(name, name), { maxLength: 2 }),
  source: fc.option(fc.tuple(name, name, path), { nil: undefined }),
  nodes: fc.uniqueArray(node, { maxLength: 5, selector: ({ id }) => id }),
  wires: fc.array(wire, { maxLength: 5 }),
  loops: fc.uniqueArray(
    fc.record({ id: name, back: fc.array(fc.record(ends), { maxLength: 2 }), limits }),
    {
      maxLength: 2,
      selector: ({ id }) => id,
    },
  ),
});

/** Any workflow whose nodes are kinds or workflows: what a file can hold, sound or not. */
export const anyWorkflow: fc.Arbitrary<Workflow> = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .map((parts) => {
    const built: Workflow[] = [];
    for (const drawn of parts) {
      const flow = workflow(drawn.name, {
        inputs: Object.fromEntries(drawn.inputs) as PortMap,
        outputs: Object.fromEntries(drawn.outputs) as PortMap,
      });
      flow.describe(drawn.metadata);
      for (const { id, body, config, join, timeoutMs } of drawn.nodes) {
        const placement = { join, ...(timeoutMs !== undefined && { timeoutMs }) };
        const inner = typeof body === 'string' ? undefined : built[body.inner];
        if (typeof body !== 'string' && inner !== undefined) {
          const options = body.type === undefined ? {} : { type: body.type };
          flow.add(id, subWorkflow(inner, options), config, placement);
        } else flow.add(id, kind(typeof body === 'string' ? body : 'inner'), config, placement);
      }
      for (const { contract: stated, ...rest } of drawn.wires) {
        flow.wire({ ...rest, ...(stated !== undefined && { contract: stated }) });
      }
      for (const { id, back, limits: stated } of drawn.loops) {
        flow.loop(id, { back, ...stated });
      }
      for (const [input] of drawn.inputs) {
        flow.input(input).to(...drawn.targets.map(([to, at]) => new InputHandle(to, at)));
      }
      for (const [output] of drawn.outputs) {
        if (drawn.source === undefined) continue;
        const [from, at, rest] = drawn.source;
        flow.output(output, new OutputHandle(from, at, rest));
      }
      built.push(flow.build());
    }
    return built.at(-1) as Workflow;
  });

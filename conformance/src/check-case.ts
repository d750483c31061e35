import { CAPABILITIES, type CaseFile, ISOLATIONS } from './case.js';
import {
  anything,
  type Check,
  count,
  either,
  flag,
  listOf,
  number,
  oneOf,
  recordOf,
  shape,
  text,
} from './shape.js';

/** Throws, naming the member, when a value read from a file is no case. */
export function checkCase(value: unknown): asserts value is CaseFile {
  caseFile(value, '');
  const { nodes, connections, generate, executions, expected } = value as CaseFile;
  if (
    generate === undefined ? nodes === undefined || connections === undefined : nodes !== undefined
  ) {
    throw new Error('The case needs either "nodes" and "connections", or "generate".');
  }
  const outcomes = 'executions' in expected ? expected.executions.length : undefined;
  if (outcomes !== executions?.length) {
    throw new Error('"executions" and "expected.executions" are not equally many.');
  }
}

const config = recordOf(anything);
const edge = { from: text, output: text, to: text, input: text };
const contract = shape(
  {},
  { name: text, source: anything, target: anything, policies: listOf(text) },
);

const node = shape(
  { id: text, kind: text },
  { config, join: oneOf('all', 'any'), timeoutMs: number },
);

const connection = shape(edge, {
  contract: either((value) => typeof value === 'string', text, contract),
});

const loop = shape(
  { id: text, back: listOf(shape(edge)) },
  {
    maxIterations: number,
    until: text,
    while: text,
    timeoutMs: number,
    onLimit: oneOf('fail', 'accept'),
  },
);

const input = shape(
  { name: text, to: listOf(shape({ node: text, input: text })) },
  { default: anything, required: flag },
);

const output = shape(
  { name: text, from: text, output: text },
  { default: anything, required: flag },
);

const inner = shape(
  { nodes: listOf(node), connections: listOf(connection) },
  { loops: listOf(loop), inputs: listOf(input), outputs: listOf(output) },
);

const options = shape(
  {},
  {
    mode: oneOf('route-data', 'skip-branches'),
    validation: oneOf('warn', 'strict', 'off'),
    contentAware: flag,
    coerce: oneOf('lossless'),
    onError: oneOf('stop', 'continue'),
    isolation: oneOf(...ISOLATIONS),
    unknown: oneOf('error', 'warn', 'ignore'),
    secrets: recordOf(text),
    without: listOf(oneOf(...CAPABILITIES)),
    timeoutMs: number,
    abortAfterMs: number,
  },
);

const size = { size: count(1) };
const sample = { sample: listOf(text) };
const SHAPES: Readonly<Record<string, Check>> = {
  'switch-row': shape({ ...size, shape: text, start: number, limit: number }, sample),
  loop: shape({ ...size, shape: text, iterations: count(1) }, sample),
};
const plainShape = shape({ ...size, shape: oneOf('chain', 'fan-out', 'ladder', 'ring') }, sample);

const generate: Check = (value, place) => {
  const name = (value as { readonly shape?: unknown } | null)?.shape;
  const special =
    typeof name === 'string' && Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
  (special ?? plainShape)(value, place);
};

const outputs = recordOf(either((value) => value === null, anything, config));

const outcomes = recordOf(shape({ status: text }, { reason: text, code: text }));

const expected = shape(
  { status: oneOf('completed', 'failed', 'aborted', 'refused') },
  {
    verify: listOf(text),
    results: outputs,
    outcomes,
    nested: recordOf(either((value) => value === null, anything, outcomes)),
    error: shape({ code: text }, { node: text, loop: text, message: text }),
    loops: recordOf(shape({}, { iterations: number, reason: text })),
    warnings: listOf(text),
    mayRun: listOf(text),
    counts: recordOf(number),
    sample: outputs,
  },
);

const caseFile = shape(
  {
    id: text,
    group: text,
    description: text,
    expected: either(
      (value) => Object.hasOwn(Object(value) as object, 'executions'),
      shape({ executions: listOf(expected) }),
      expected,
    ),
  },
  {
    note: text,
    nodes: listOf(node),
    connections: listOf(connection),
    generate,
    loops: listOf(loop),
    inputs: listOf(input),
    workflows: recordOf(inner),
    contracts: recordOf(contract),
    options,
    parameters: anything,
    parametersOf: shape({}, { nodes: recordOf(config), values: config }),
    executions: listOf(shape({}, { parameters: anything })),
    timing: flag,
  },
);

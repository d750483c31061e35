import { type ErrorPlace, RuntimeError } from '../errors/runtime-error.js';
import { copyData, freezeData } from '../values/data.js';
import { describeValue } from '../values/describe-value.js';
import type { Connection, Source } from './connection.js';
import type { InputHandle, OutputHandle } from './handles.js';
import { parsePath } from './path.js';
import type { ConnectionOptions, Wire } from './stated.js';

/** WORKFLOW_INVALID: what the builder of a workflow cannot record. */
export function unrecordable(
  workflow: string,
  message: string,
  hint: string,
  where: ErrorPlace = {},
): RuntimeError {
  return new RuntimeError('WORKFLOW_INVALID', message, { hint, where: { workflow, ...where } });
}

/** The output that a handle stands for. Throws WORKFLOW_INVALID for what is no handle. */
export function sourceOf(workflow: string, handle: OutputHandle): Source {
  checkHandle(workflow, handle, 'an output', 'node.out.name');
  return Object.freeze({
    from: handle.node,
    output: handle.port,
    path: Object.freeze([...handle.path]),
  });
}

/** The input that a handle stands for. Throws WORKFLOW_INVALID for what is no handle. */
export function targetOf(
  workflow: string,
  handle: InputHandle<never>,
): { readonly node: string; readonly input: string } {
  checkHandle(workflow, handle, 'an input', 'node.in.name');
  return Object.freeze({ node: handle.node, input: handle.port });
}

/** A connection from one handle to another. Throws WORKFLOW_INVALID for what is no handle. */
export function connectionBetween(
  workflow: string,
  from: OutputHandle,
  to: InputHandle<never>,
  { contract }: ConnectionOptions = {},
): Connection {
  const { node, input } = targetOf(workflow, to);
  return Object.freeze({
    ...sourceOf(workflow, from),
    to: node,
    input,
    contract: freezeData(copyData(contract)),
  });
}

/** A connection by names. Throws WORKFLOW_INVALID where it names no output, PATH_INVALID for a path that cannot be read. */
export function connectionOf(workflow: string, wire: Wire): Connection {
  const { output } = wire as { output?: unknown };
  if (
    typeof output !== 'string' &&
    typeof (Object(output) as { port?: unknown }).port !== 'string'
  ) {
    throw unrecordable(
      workflow,
      `A connection from "${wire.from}" to "${wire.to}" names no output.`,
      "Give it output: 'port', or 'port.path[0]'.",
    );
  }
  const [port, ...path] =
    typeof wire.output === 'string'
      ? parsePath(wire.output)
      : [wire.output.port, ...(wire.output.path ?? [])];
  return Object.freeze({
    from: wire.from,
    output: String(port),
    path: Object.freeze(path),
    to: wire.to,
    input: wire.input,
    contract: freezeData(copyData(wire.contract)),
  });
}

/** The back edges of a loop: each a pair of handles, or a connection by names. Throws WORKFLOW_INVALID for anything else. */
export function backEdgesOf(workflow: string, loop: string, back: unknown): readonly Connection[] {
  if (!Array.isArray(back)) {
    throw unrecordable(
      workflow,
      `The loop "${loop}" of workflow "${workflow}" states no back edges.`,
      'Give it back: [[node.out.name, other.in.name]].',
      { loop },
    );
  }
  return Object.freeze(back.map((edge: unknown) => backEdgeOf(workflow, loop, edge)));
}

function backEdgeOf(workflow: string, loop: string, edge: unknown): Connection {
  if (Array.isArray(edge)) {
    const [from, to] = edge as unknown as readonly [OutputHandle, InputHandle<never>];
    return connectionBetween(workflow, from, to);
  }
  if (typeof edge === 'object' && edge !== null) return connectionOf(workflow, edge as Wire);
  throw unrecordable(
    workflow,
    `A back edge of loop "${loop}" of workflow "${workflow}" is ${describeValue(edge)}.`,
    'Give it as [node.out.name, other.in.name], or by names: { from, output, to, input }.',
    { loop },
  );
}

/** What a misspelt port of a handle gives is `undefined`, which would otherwise be found much later. */
function checkHandle(workflow: string, handle: unknown, what: string, example: string): void {
  const { node, port } = Object(handle) as { node?: unknown; port?: unknown };
  if (typeof node === 'string' && typeof port === 'string') return;
  throw unrecordable(
    workflow,
    `In workflow "${workflow}", ${describeValue(handle)} stands where the handle of ${what} is due.`,
    `Pass ${example}; ports that only a registry knows are node.input(name) and node.output(name).`,
  );
}

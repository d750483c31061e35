import {
  describeValue,
  didYouMean,
  isPlainObject,
  Routed,
  RuntimeError,
  type Stub,
  type Workflow,
} from '@tenon/core';

type Outputs = Readonly<Record<string, unknown>>;

/**
 * What nodes answer in a dry run, from `node={"output": value}`, `node.output=value` and `node:port`. Several for one node
 * add up. Throws USAGE_INVALID.
 */
export function stubsFrom(texts: readonly string[], workflow: Workflow): Record<string, Stub> {
  const outputs = new Map<string, Outputs>();
  const taken = new Map<string, string[]>();
  const ids = workflow.nodes.map(({ id }) => id);
  for (const text of texts) {
    const id = longestOf(ids, text);
    if (id === undefined) throw unreadable(text, ids);
    const rest = text.slice(id.length);
    const [, port] = /^:([^]+)$/.exec(rest) ?? [];
    const [, output, value = ''] = /^(?:\.([^=]+))?=([^]*)$/.exec(rest) ?? [];
    if (port !== undefined) taken.set(id, [...(taken.get(id) ?? []), port]);
    else {
      const added = output === undefined ? objectIn(value, text) : { [output]: dataIn(value) };
      outputs.set(id, { ...outputs.get(id), ...added });
    }
  }
  return Object.fromEntries<Stub>(
    [...new Set([...outputs.keys(), ...taken.keys()])].map((id) => {
      const ports = taken.get(id);
      const answer = outputs.get(id) ?? {};
      if (ports === undefined) return [id, answer];
      // Who says which way it goes need not say what goes there.
      const carried = Object.fromEntries(ports.map((port) => [port, null]));
      return [id, new Routed({ ...carried, ...answer }, ports)];
    }),
  );
}

/** The longest id that a text begins with and something follows: ids may hold any of these signs. */
function longestOf(ids: readonly string[], text: string): string | undefined {
  return ids
    .filter((id) => text.startsWith(id) && /^(?::|=|\.[^=]+=)/.test(text.slice(id.length)))
    .sort((a, b) => b.length - a.length)[0];
}

function dataIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function objectIn(text: string, stub: string): Outputs {
  const data = dataIn(text);
  if (isPlainObject(data)) return data;
  throw new RuntimeError('USAGE_INVALID', `"--stub ${stub}" gives ${describeValue(data)}.`, {
    hint: 'Give the outputs as an object, node={"output": 1}, or one of them, node.output=1.',
  });
}

function unreadable(text: string, ids: readonly string[]): RuntimeError {
  const name = /^[^:=.]*/.exec(text)?.[0] ?? text;
  return new RuntimeError('USAGE_INVALID', `"--stub ${text}" names no node of the workflow.`, {
    hint: didYouMean(name, ids) || 'Write node:port, node.output=value, or node={"output": value}.',
  });
}

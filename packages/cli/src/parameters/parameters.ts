import { resolve } from 'node:path';
import {
  describeValue,
  isPlainObject,
  messageOf,
  ownValue,
  RuntimeError,
  type Workflow,
} from '@tenon/core';
import type { Io } from '../io/io.js';
import { readText } from '../io/read-text.js';
import { parseYaml } from '../show/parse-yaml.js';
import { type Setting, settingOf } from './setting.js';

type Values = Readonly<Record<string, unknown>>;

/** The parameters of a run: those of a file, with single values over them. `undefined` where nobody gave any. */
export async function parametersFrom(
  io: Pick<Io, 'cwd' | 'stdin'>,
  file: string | undefined,
  settings: readonly string[],
  workflow: Workflow,
): Promise<Values | undefined> {
  const read = settings.map((text) => settingOf(text, workflow));
  const given = file === undefined ? undefined : await parametersIn(io, file);
  if (given === undefined && read.length === 0) return undefined;
  return read.reduce<Values>(withSetting, given ?? {});
}

/** An object of parameters from a file in JSON or YAML, or from standard input. Throws PARAMETERS_UNREADABLE. */
async function parametersIn(io: Pick<Io, 'cwd' | 'stdin'>, file: string): Promise<Values> {
  const name = file === '-' ? 'standard input' : file;
  const text = await readText(io, file === '-' ? '-' : resolve(io.cwd, file));
  let data: unknown;
  try {
    data = parseYaml(text);
  } catch (cause) {
    throw new RuntimeError(
      'PARAMETERS_UNREADABLE',
      `The parameters in ${name} cannot be read: ${messageOf(cause)}`,
      { cause, hint: 'Write them in JSON or YAML.' },
    );
  }
  if (data === null || data === undefined) return {};
  if (isPlainObject(data)) return data;
  throw new RuntimeError(
    'PARAMETERS_UNREADABLE',
    `The parameters in ${name} are ${describeValue(data)}.`,
    { hint: 'Write an object: parameters by name, or by node and input.' },
  );
}

/** Parameters with one more, at its place. What was given is not changed. */
export function withSetting(values: Values, { nodes, name, value }: Setting): Values {
  const [node, ...inner] = nodes;
  if (node === undefined) return withOwn(values, name, value);
  const inside = ownValue(values, node);
  return withOwn(
    values,
    node,
    withSetting(isPlainObject(inside) ? inside : {}, { nodes: inner, name, value }),
  );
}

/** A copy with a member of its own, also of a name that an assignment would take for something else. */
function withOwn(values: Values, name: string, value: unknown): Values {
  return Object.fromEntries([...Object.entries(values), [name, value]]);
}

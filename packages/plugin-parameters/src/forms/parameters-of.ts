import * as types from 'node:util/types';
import {
  describeValue,
  isPlainObject,
  ownValue,
  RuntimeError,
  type StatedParameters,
} from '@tenon/core';

/** What {@link parametersOf} takes. */
export interface ParameterParts {
  /** By node id: values for inputs of that node, or the parameters of the workflow inside it. */
  readonly nodes?: Readonly<Record<string, Readonly<Record<string, unknown>> | StatedParameters>>;
  /** Values for the workflow's declared inputs, or for every input of a name. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Parameters that say which of them are addressed to nodes. Made by {@link parametersOf}. */
export class ExplicitParameters implements StatedParameters {
  readonly '~parameters' = true;
  readonly nodes: NonNullable<ParameterParts['nodes']>;
  readonly values: NonNullable<ParameterParts['values']>;

  constructor({ nodes = {}, values = {} }: ParameterParts) {
    this.nodes = nodes;
    this.values = values;
    Object.freeze(this);
  }
}

/**
 * Says the parameters of a run without guessing: a plain object whose name happens to be a node's id is a value here, and
 * addressed there. Throws OPTION_INVALID when a part is no plain object.
 *
 * @example
 * runtime.execute(flow, { parameters: parametersOf({ nodes: { order: { path: 'big.json' } }, values: { rate: 0.2 } }) });
 */
export function parametersOf(parts: ParameterParts): ExplicitParameters {
  const given: Readonly<Record<string, unknown>> = { nodes: parts.nodes, values: parts.values };
  for (const [name, part] of Object.entries(given)) {
    if (part === undefined || isPlainObject(part)) continue;
    throw new RuntimeError(
      'OPTION_INVALID',
      `"${name}" of parametersOf is ${describeValue(part)}.`,
      {
        hint: 'It takes a plain object: parametersOf({ nodes: { id: { input: 1 } }, values: { name: 2 } }).',
      },
    );
  }
  return new ExplicitParameters(parts);
}

/** Whether parameters say their form, also by another copy of this package. Plain objects never do: they may be data. */
export function isExplicit(value: unknown): value is ExplicitParameters {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  if (isPlainObject(value) || !Object.hasOwn(value, '~parameters')) return false;
  return isPlainObject(ownValue(value, 'nodes')) && isPlainObject(ownValue(value, 'values'));
}

import { type ConditionFlaw, ConditionFunctions } from '@tenon/conditions';
import {
  isPort,
  type NodeContext,
  type NodePlace,
  type Port,
  type PortMap,
  port,
  Routed,
  type RoutedValues,
  type RoutingReason,
  RuntimeError,
  runOf,
} from '@tenon/core';
import type { LiveCase, SwitchPlace } from './matching.js';
import { type Choice, reasonOf } from './reason.js';
import type { SwitchFacts } from './switch-facts.js';

type Outputs = Record<string, unknown>;

/** The inputs of a switch: `value` and what its author states. */
export function inputPorts(stated: PortMap | undefined, value: Port): ReadonlyMap<string, Port> {
  const ports = new Map<string, Port>([['value', value]]);
  for (const [name, like] of Object.entries(stated ?? {})) {
    ports.set(name, isPort(like) ? like : port(like));
  }
  return ports;
}

/** Ports as an object of own members, whatever their names. */
export function portMap(ports: Iterable<readonly [string, Port]>): Record<string, Port> {
  return Object.fromEntries(ports);
}

/** The port that carries the value on: absent where it is not taken. */
export function carrying({ schema, isMany }: Port): Port {
  return (schema === undefined || isMany ? port() : port(schema)).optional();
}

/** The conditions of a switch, ready to be asked. Throws CONDITION_INVALID where verification has not done so before. */
export function liveCases(facts: SwitchFacts, { services, id, workflow }: NodePlace): LiveCase[] {
  return facts.read(services.tryGet(ConditionFunctions)).map(({ name, condition, flaws }) => {
    if (condition === undefined) throw unreadable(name, flaws, { id, workflow });
    return { name, condition };
  });
}

/** Sets an output. A port may be named `__proto__`. */
export function setOutput(outputs: Outputs, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(outputs, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  } else outputs[name] = value;
}

/** What a switch returns: its outputs, the ports taken, and why, once somebody asks. */
export function taking<V extends object, T extends string>(
  outputs: V,
  taken: readonly T[],
  choice: Choice,
): RoutedValues<V, T> {
  const because: RoutingReason = (mask) => reasonOf(choice, mask);
  return new Routed(outputs, taken, because);
}

/** NO_MATCH: nothing matched, and nothing says that this is meant. */
export function noMatch(
  what: string,
  choice: Choice,
  { id, workflow }: SwitchPlace,
  context: NodeContext,
): RuntimeError {
  const { text } = reasonOf(choice, runOf(context).mask);
  return new RuntimeError('NO_MATCH', `${what} of node "${id}": ${text}.`, {
    hint: 'Add a case, name a port by "otherwise", or say onNoMatch: \'skip\' where that is meant.',
    where: { workflow, node: id },
  });
}

function unreadable(
  name: string,
  flaws: readonly ConditionFlaw[],
  { id, workflow }: SwitchPlace,
): RuntimeError {
  const [flaw] = flaws;
  return new RuntimeError(
    'CONDITION_INVALID',
    `Case "${name}" of node "${id}": ${flaw?.message ?? ''}`,
    {
      ...(flaw?.hint !== undefined && { hint: flaw.hint }),
      where: { workflow, node: id, port: name },
    },
  );
}

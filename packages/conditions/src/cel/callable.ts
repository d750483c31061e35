import { isPlainObject, messageOf } from '@tenon/core';
import type { ConditionFunction, FunctionType } from '../functions.js';
import { failedCall } from './failure.js';
import type { Meter } from './meter.js';
import { typeName } from './types.js';
import { type CelValue, type Fields, kindOf, unwrap, wrap } from './values.js';

/** A host's function in one condition: checks what goes in and what comes out. */
export class Callable {
  constructor(
    private readonly name: string,
    private readonly called: ConditionFunction,
  ) {}

  /** Calls it. The number of arguments is right: that is found when the condition is read. */
  call(wrapped: readonly unknown[], meter: Meter): CelValue {
    const { takes, rest, gives, run } = this.called;
    const args = wrapped.map(unwrap);
    args.forEach((arg, i) => {
      const type = takes[i] ?? rest ?? 'any';
      if (isOfType(arg, type)) return;
      throw failedCall(`gives ${kindOf(arg)} to "${this.name}"`, {
        hint: `Its ${i === 0 ? 'first' : `${String(i + 1)}.`} argument is ${typeName(type)}.`,
      });
    });
    let result: unknown;
    try {
      result = (run as (...args: readonly unknown[]) => unknown)(...args);
    } catch (cause) {
      throw failedCall(`calls "${this.name}", which threw: ${messageOf(cause)}`, { cause });
    }
    if (isOfType(result, gives)) return wrap(result, meter);
    throw failedCall(`calls "${this.name}", which gives ${kindOf(result)}`, {
      hint: `It is declared to give ${typeName(gives)}, at once.`,
    });
  }
}

/** Whether a value is of a type. NaN is no number, as everywhere in conditions, and a promise is of none. */
function isOfType(value: unknown, type: FunctionType): boolean {
  switch (type) {
    case 'any':
      return value === null || TYPES_OF_ANY.some((other) => isOfType(value, other));
    case 'number':
      return typeof value === 'number' && !Number.isNaN(value);
    case 'list':
      return Array.isArray(value);
    case 'object':
      return isPlainObject(value);
    default:
      return typeof value === type;
  }
}

const TYPES_OF_ANY = ['number', 'string', 'boolean', 'list', 'object'] as const;

/** A call of a host's function, as evaluation makes it: the {@link Callable} comes wrapped, as any object does. */
export function callHost(callable: Fields, args: readonly unknown[], meter: Meter): CelValue {
  return (callable.object as Callable).call(args, meter);
}

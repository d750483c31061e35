import type { Path } from '@tenon/core';
import type { ConditionValues } from '../condition.js';
import { celPath, leadsNowhere, memberOf, mustFollow } from './members.js';
import type { Meter } from './meter.js';
import { type CelValue, Items, wrap } from './values.js';

/**
 * What a condition takes from outside its text. To the library it is a variable, whose value is read when, and only when,
 * evaluation comes to it.
 */
export interface Variable {
  /** The path that it follows, if it follows one. */
  readonly path?: Path;
  /** What evidence calls it; absent where it is no evidence. */
  readonly name?: string;
  read(values: ConditionValues, meter: Meter): CelValue;
}

/** The value at a path: `order.total`. */
export class PathVariable implements Variable {
  readonly name: string;

  /** `at` is the offset in the source where it is first named. */
  constructor(
    readonly path: Path,
    private readonly at: number,
  ) {
    this.name = celPath(path);
  }

  read(values: ConditionValues, meter: Meter): CelValue {
    return wrap(mustFollow(values, this.path, this.path.length, this.at), meter);
  }
}

/** Whether a path leads to a value: `has(order.total)`. All of it but the last member must be there. */
export class HasVariable implements Variable {
  readonly name: string;

  constructor(
    readonly path: Path,
    private readonly at: number,
  ) {
    this.name = `has(${celPath(path)})`;
  }

  read(values: ConditionValues): boolean {
    const last = this.path.length - 1;
    const owner = mustFollow(values, this.path, last, this.at);
    if (typeof owner !== 'object' || owner === null) {
      throw leadsNowhere(this.path, last, owner, this.at);
    }
    return memberOf(owner, this.path[last] as string | number) !== undefined;
  }
}

/** A value that is part of the condition: a list of literals, the right side of a row, a host's function. */
export class Constant implements Variable {
  private readonly set: ReadonlySet<unknown> | undefined;

  constructor(readonly value: unknown) {
    this.set = isListOfPrimitives(value) ? new Set(value) : undefined;
  }

  read(_values: ConditionValues, meter: Meter): CelValue {
    return this.set === undefined
      ? wrap(this.value, meter)
      : new Items(this.value as readonly unknown[], meter, this.set);
  }
}

/** NaN is none of them: a set finds it, and it equals nothing. */
function isListOfPrimitives(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value)) return false;
  for (const item of value) {
    if ((typeof item === 'object' && item !== null) || Number.isNaN(item)) return false;
  }
  return true;
}

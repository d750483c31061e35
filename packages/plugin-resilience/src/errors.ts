import { isContainer, ownValue } from '@tenon/core';
import type { ErrorFilter, ErrorMatch } from './policy/policy.js';

/** Causes are looked into so deep: a node's error in a sub-workflow's in a node's. A longer chain may be a circle. */
const MOST_CAUSES = 8;

/** Whether a filter lets an error through. Total: any value may have been thrown. */
export function isAbout({ on, except }: ErrorFilter, error: unknown): boolean {
  if (on === undefined && except === undefined) return true;
  const chain = causesOf(error);
  if (on !== undefined && !on.some((match) => chain.some((link) => matches(link, match)))) {
    return false;
  }
  return (
    except === undefined || !except.some((match) => chain.some((link) => matches(link, match)))
  );
}

/**
 * Milliseconds that an error asks to wait before its node is called again: the own property `retryAfterMs` of the error, or
 * of the nearest cause that has one. `undefined` where none asks for a time that can be.
 */
export function askedDelay(error: unknown): number | undefined {
  for (const link of causesOf(error)) {
    if (typeof link !== 'object' || link === null) continue;
    const asked = silently(() => ownValue(link, 'retryAfterMs'));
    if (typeof asked === 'number' && asked >= 0 && asked < Infinity) return asked;
  }
  return undefined;
}

/** The code of an error, else its name, else what kind of value it is: for notes, which are short. */
export function nameOf(error: unknown): string {
  const code = memberOf(error, 'code');
  if (typeof code === 'string' && code !== '') return code;
  const name = memberOf(error, 'name');
  return typeof name === 'string' && name !== '' ? name : typeof error;
}

/** The error and what it was caused by. */
function causesOf(error: unknown): readonly unknown[] {
  const chain = [error];
  for (let at = error; chain.length <= MOST_CAUSES; ) {
    at = memberOf(at, 'cause');
    if (at === undefined) break;
    chain.push(at);
  }
  return chain;
}

function matches(error: unknown, match: ErrorMatch): boolean {
  if (typeof match === 'function') return silently(() => error instanceof match) === true;
  if (memberOf(error, 'code') === match || memberOf(error, 'name') === match) return true;
  return isOfClass(error, match);
}

/** Whether a class with this name made the error. A subclass often does not set the name. */
function isOfClass(error: unknown, name: string): boolean {
  return (
    silently(() => {
      if (typeof error !== 'object' || isContainer(error)) return false;
      let prototype: unknown = error;
      while (typeof prototype === 'object' && prototype !== null) {
        const made: unknown = ownValue(prototype, 'constructor');
        if (typeof made === 'function' && made.name === name) return true;
        prototype = Object.getPrototypeOf(prototype);
      }
      return false;
    }) === true
  );
}

/** A member of whatever was thrown; getters of errors are common, and some throw. */
function memberOf(error: unknown, name: string): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  return silently(() => (error as Readonly<Record<string, unknown>>)[name]);
}

function silently<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

import type { Policy } from './policy.js';
import { Search } from './search.js';

/** What a rule recognised. */
export interface Detection {
  /** What recognised it, for example `'aws-access-key'`. */
  readonly detector: string;
  /** What it is, as in "holds …": `'an AWS access key'`. Never the text itself. */
  readonly holds: string;
  /** What would fix it. */
  readonly hint?: string;
}

/** What a rule answers: nothing, that it applies, or what it recognised. */
export type Recognised = boolean | undefined | Detection | readonly Detection[];

/** The rules of a policy. Each is a function of what it is asked about alone, and takes time linear in it. */
export interface PolicyRules {
  /**
   * Asked about each member that goes by a name: properties, entries of maps whose keys are texts, and the items of lists
   * and sets under the name of what holds them. In a pair such as `{ name: 'PASSWORD', value: 'x' }`, `value` also goes
   * by what the other one says.
   */
  readonly key?: (name: string, value: unknown) => Recognised;
  /** Asked about each text, names included. */
  readonly text?: (text: string) => Recognised;
  /** Asked about each number. */
  readonly number?: (number: number | bigint) => Recognised;
}

/**
 * A policy by its name and rules, as a host writes its own:
 *
 * ```ts
 * const noInternalHosts = definePolicy('internal-hosts', {
 *   text: (text) => /\b[a-z0-9-]{1,63}\.corp\.example\b/.test(text),
 * });
 * ```
 *
 * The rules are asked about everything that a value holds: own data properties at any depth, lists, maps and sets, in
 * document order. Accessors are not called, bytes and functions are not looked into, secrets neither.
 * Findings say where and what, never the text: a name that is found itself reads `…` in paths.
 *
 * At most {@link MOST_VALUES} members and {@link MOST_CHARACTERS} characters are looked at, and at most
 * {@link MOST_FINDINGS} findings answered. What was not looked at, also because it throws, is a finding of its own, by the
 * detector {@link UNSCANNED}. What a rule throws, `find` throws.
 *
 * @param name the name by which a contract asks for it
 */
export function definePolicy(name: string, rules: PolicyRules): Policy {
  return Object.freeze({
    name,
    find: (value: unknown) => new Search(name, rules).find(value),
  });
}

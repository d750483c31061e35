import {
  copyData,
  describeValue,
  freezeData,
  isPlainObject,
  ownValue,
  RuntimeError,
} from '@tenon/core';
import { type Flaw, flawsIn } from './policy/flaws.js';
import type { ResiliencePolicy } from './policy/policy.js';

/** What {@link resilience} may be told: what holds of all nodes, and of those of some types. */
export interface ResilienceOptions extends Omit<ResiliencePolicy, 'fallback'> {
  /** Policies by node type. */
  readonly types?: Readonly<Record<string, ResiliencePolicy>>;
}

/**
 * Throws OPTION_INVALID, naming each option that is wrong. It is the same check as that of what workflows state, so that a
 * figure which is refused in one place is refused in the other.
 */
export function checkOptions(given: ResilienceOptions = {}): ResilienceOptions {
  if (!isPlainObject(given)) throw invalid([`they are ${describeValue(given)}`]);
  const { types, ...everywhere } = given;
  const found = flawsIn(everywhere, false);
  const hints = found.flatMap(({ hint }) => hint ?? []);
  const flaws = found.map((flaw) => textOf(flaw, ''));
  if (types !== undefined && !isPlainObject(types)) {
    flaws.push(`"types" is ${describeValue(types)}, and is to be an object`);
  } else if (types !== undefined) {
    for (const type of Object.keys(types)) {
      const around = `types[${JSON.stringify(type)}]`;
      const inside = flawsIn(ownValue(types, type), true);
      hints.push(...inside.flatMap(({ hint }) => hint ?? []));
      flaws.push(...inside.map((flaw) => textOf(flaw, around)));
    }
  }
  if (flaws.length > 0) throw invalid(flaws, hints);
  return freezeData(copyData(given));
}

function textOf({ path, text }: Flaw, around: string): string {
  const place = [around, path].filter((name) => name !== '').join('.');
  return around === '' ? `"${place}" ${text}` : `${place} ${text}`;
}

const OPTIONS = 'The options: "retry", "timeoutMs", "breaker", "bulkhead" and "types".';

function invalid(flaws: readonly string[], hints: readonly string[] = []): RuntimeError {
  return new RuntimeError(
    'OPTION_INVALID',
    `The options of resilience() are wrong: ${flaws.join('; ')}.`,
    { hint: hints.length === 0 ? OPTIONS : [...new Set(hints)].join(' ') },
  );
}

import { copyData, describeValue, ignoreRejection, isThenable } from '@tenon/core';
import { BUILT_IN_POLICIES } from '../policies/built-in.js';
import type { Policy, PolicyFinding } from '../policies/policy.js';
import { type Flaw, failedCheck, MOST_FLAWS, NO_FLAWS } from '../schemas/flaw.js';

const OWN: ReadonlySet<Policy> = new Set(BUILT_IN_POLICIES);

/**
 * What a policy finds in a value, as flaws. A policy that throws, or answers no list of findings, is a flaw of its own. A
 * policy of the host sees a copy: nothing that it does to the value travels.
 */
export function checkPolicy(policy: Policy, value: unknown): readonly Flaw[] {
  try {
    const findings: unknown = policy.find(OWN.has(policy) ? value : copyData(value));
    if (!Array.isArray(findings)) throw noFindings(findings);
    if (findings.length === 0) return NO_FLAWS;
    return findings.slice(0, MOST_FLAWS).map((finding: unknown) => flawOf(finding, policy));
  } catch (thrown) {
    return failedCheck(`the policy "${policy.name}"`, thrown);
  }
}

function flawOf(finding: unknown, policy: Policy): Flaw {
  if (!isFinding(finding)) {
    throw new TypeError(`one of its findings is ${describeValue(finding)}`);
  }
  const { path, detector, message, hint } = finding;
  return {
    category: 'policy',
    rule: `${policy.name}/${detector}`,
    path,
    message: `holds ${message}`,
    ...(hint !== undefined && { hint }),
  };
}

function isFinding(value: unknown): value is PolicyFinding {
  if (typeof value !== 'object' || value === null) return false;
  const { path, detector, message, hint } = value as {
    readonly [K in keyof PolicyFinding]?: unknown;
  };
  return (
    Array.isArray(path) &&
    path.every((part) => typeof part === 'string' || typeof part === 'number') &&
    typeof detector === 'string' &&
    typeof message === 'string' &&
    (hint === undefined || typeof hint === 'string')
  );
}

function noFindings(answer: unknown): TypeError {
  if (!isThenable(answer)) return new TypeError(`it answered ${describeValue(answer)}`);
  // Nobody else hears of its rejection.
  ignoreRejection(answer);
  return new TypeError('it answered a promise, and policies answer at once');
}

import { messageOf } from '@tenon/core';
import type { Policy } from '../policies/policy.js';
import { type Flaw, failedCheck, MOST_FLAWS, NO_FLAWS } from '../schemas/flaw.js';

/** What a policy finds in a value, as flaws. A policy that throws is a flaw of its own. */
export function checkPolicy(policy: Policy, value: unknown): readonly Flaw[] {
  try {
    const findings = policy.find(value);
    if (findings.length === 0) return NO_FLAWS;
    return findings.slice(0, MOST_FLAWS).map(
      ({ path, detector, message, hint }): Flaw => ({
        category: 'policy',
        rule: `${policy.name}/${detector}`,
        path,
        message: `holds ${message}`,
        ...(hint !== undefined && { hint }),
      }),
    );
  } catch (thrown) {
    return failedCheck(
      `could not be checked, because the policy "${policy.name}" threw: ${messageOf(thrown)}`,
      thrown,
    );
  }
}

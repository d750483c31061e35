import {
  deliveredBy,
  deliveriesOf,
  type InvokeInputs,
  type NodeContext,
  ownValue,
} from '@tenon/core';
import type { TypeCount } from '../metrics/metrics.js';
import { checkPort } from '../schemas/check-list.js';
import type { Checked } from '../schemas/checker.js';
import { NO_FLAWS } from '../schemas/flaw.js';
import type { ContractCheck, InputContracts, PortCheck, Subject } from './node-checks.js';

/** A value that does not fit, or of which that is not known yet. */
export interface Found {
  readonly subject: Subject;
  readonly value: unknown;
  readonly checked: Checked;
}

/**
 * Looks at the values of ports. Answers what does not fit, and what has to be waited for, in the order of the ports;
 * `undefined` where everything fits, which costs no more than the schemas do.
 */
export function lookAtPorts(
  checks: readonly PortCheck[],
  values: InvokeInputs,
  count: TypeCount,
): Found[] | undefined {
  let found: Found[] | undefined;
  for (const { subject, checker, isMany, isShadowed, known } of checks) {
    const { port } = subject;
    const value = isShadowed ? ownValue(values, port) : values[port];
    if (value === undefined || value === known) continue;
    count.checks++;
    const checked = checkPort(checker, value, isMany);
    if (isFine(checked)) continue;
    (found ??= []).push({ subject, value, checked });
  }
  return found;
}

/** Looks at what connections brought to a visit, by their contracts. A connection whose value is not used is left out. */
export function lookAtContracts(
  inputs: readonly InputContracts[],
  context: NodeContext,
  count: TypeCount,
): Found[] | undefined {
  let found: Found[] | undefined;
  for (const { binding, of, certain } of inputs) {
    if (certain !== undefined) {
      const value = deliveredBy(context, binding);
      if (value !== undefined) found = keptContract(certain, value, count, found);
      continue;
    }
    for (const { connection, value } of deliveriesOf(context, binding)) {
      const checks = of.get(connection);
      if (checks !== undefined) found = keptContract(checks, value, count, found);
    }
  }
  return found;
}

function keptContract(
  checks: readonly ContractCheck[],
  value: unknown,
  count: TypeCount,
  before: Found[] | undefined,
): Found[] | undefined {
  let found = before;
  for (let i = 0; i < checks.length; i++) {
    const { subject, checker } = checks[i] as ContractCheck;
    count.checks++;
    const checked = checker.check(value);
    if (!isFine(checked)) (found ??= []).push({ subject, value, checked });
  }
  return found;
}

function isFine(checked: Checked): boolean {
  return checked === NO_FLAWS || ('length' in checked && checked.length === 0);
}

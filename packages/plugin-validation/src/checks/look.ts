import { deliveriesOf, type InvokeInputs, type NodeContext, ownValue } from '@tenon/core';
import type { TypeCount } from '../metrics/metrics.js';
import { checkPort } from '../schemas/check-list.js';
import type { Checked } from '../schemas/checker.js';
import { checkPolicy } from './check-policy.js';
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
  for (const { binding, of } of inputs) {
    for (const { connection, value } of deliveriesOf(context, binding)) {
      const check = of.get(connection);
      if (check === undefined) continue;
      found = keptContract(check, value, count, found);
    }
  }
  return found;
}

function keptContract(
  { contract, source, target, policy }: ContractCheck,
  value: unknown,
  count: TypeCount,
  before: Found[] | undefined,
): Found[] | undefined {
  let found = before;
  const add = (subject: Subject, checked: Checked) => {
    count.checks++;
    if (!isFine(checked)) (found ??= []).push({ subject, value, checked });
  };
  if (contract.source !== undefined) add(source, contract.source.check(value));
  if (contract.target !== undefined) add(target, contract.target.check(value));
  for (const looks of contract.policies) add(policy, checkPolicy(looks, value));
  return found;
}

function isFine(checked: Checked): boolean {
  return 'length' in checked && checked.length === 0;
}

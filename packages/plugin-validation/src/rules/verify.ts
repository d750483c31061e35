import { type Issue, nestingOf, type ResolvedWorkflow } from '@tenon/core';
import { configured, defaults } from './configured.js';
import { contracts } from './contracts.js';
import { schemas } from './schemas.js';
import type { Rule, RuleKit } from './subject.js';
import { types } from './types.js';

/** The rules, in the order in which their findings stand. */
const RULES: readonly Rule[] = [schemas, contracts, types, configured, defaults];

/**
 * All findings on a workflow and the workflows inside it, each of which is looked at once: outer ones first, rule by rule,
 * in order of declaration within a rule. Never throws on a finding. Linear in nodes and
 * connections.
 */
export function verifyValues(resolved: ResolvedWorkflow, kit: RuleKit): readonly Issue[] {
  const issues: Issue[] = [];
  for (const { resolved: level, within } of nestingOf(resolved, resolved.resolve).levels) {
    const subject = { ...kit, resolved: level, within };
    for (const rule of RULES) for (const issue of rule(subject)) issues.push(issue);
  }
  return issues;
}

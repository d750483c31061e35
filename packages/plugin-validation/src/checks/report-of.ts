import {
  type Connection,
  deliveriesOf,
  type ErrorCode,
  formatPath,
  type Masker,
  type NodeContext,
} from '@tenon/core';
import { FAILED, type Flaw } from '../schemas/flaw.js';
import type { CheckReport } from './check-report.js';
import type { Subject } from './node-checks.js';
import { shownFlaw } from './show-flaw.js';

/** How reports on one visit are made. */
export interface Reporting {
  readonly mask: Masker | undefined;
  readonly severity: CheckReport['severity'];
  /** Whether nothing of the values may be shown: a policy found something in them. */
  readonly isHidden: boolean;
}

/** The report on a value with flaws. */
export function reportOf(
  { checked, port, root, binding, connection, contract }: Subject,
  value: unknown,
  flaws: readonly Flaw[],
  context: NodeContext,
  { mask, severity, isHidden }: Reporting,
): CheckReport {
  const brought =
    connection !== undefined
      ? [connection.from]
      : binding === undefined
        ? []
        : deliveriesOf(context, binding).map((delivery) => delivery.connection.from);
  return Object.freeze({
    code: codeOf(checked, flaws),
    severity,
    checked,
    workflow: context.workflow,
    node: context.nodeId,
    port,
    producers: Object.freeze([...new Set(brought)]),
    ...(connection !== undefined && { connection: connectionText(connection) }),
    ...(contract !== undefined && { contract }),
    flaws: Object.freeze(flaws.map((flaw) => shownFlaw(flaw, value, { root, mask, isHidden }))),
  });
}

/** `order.lines[0].sku → pack.sku`. */
export function connectionText({ from, output, path, to, input }: Connection): string {
  return `${from}.${formatPath([output, ...path])} → ${to}.${input}`;
}

/** The code of a value by the facts of its first flaw. */
export function codeOf(checked: CheckReport['checked'], [first]: readonly Flaw[]): ErrorCode {
  if (first?.rule === FAILED) return 'CHECK_FAILED';
  if (checked === 'policy') return 'POLICY_VIOLATED';
  if (checked === 'source' || checked === 'target') return 'CONTRACT_VIOLATED';
  if (first?.category === 'type') return 'TYPE_MISMATCH';
  return first?.rule === 'enum' ? 'ENUM_VIOLATED' : 'SCHEMA_VIOLATED';
}

import {
  type Calls,
  type Invoke,
  type InvokeInputs,
  type InvokeResult,
  isThenable,
  type NodeContext,
  type NodeWrapper,
  Routed,
  runOf,
} from '@tenon/core';
import type { CheckEvent, ValidationHooks } from '../hooks.js';
import { type Found, lookAtContracts, lookAtPorts } from './look.js';
import type { NodeChecks, PortCheck } from './node-checks.js';
import { reportsOf, type Settling, settle } from './settle.js';

/** What the checks of a node need of their runtime. */
export interface CheckKit extends Settling {
  /** The type of the node. */
  readonly type: string;
  /** Who is told of each check; `null` where nobody is. */
  readonly checked: Calls<ReturnType<typeof ValidationHooks.create>>['checked'];
  /** Whether time is measured. */
  readonly isTimed: boolean;
}

/**
 * Puts the checks of a node around it: its inputs and what their connections promise before it is entered, its outputs
 * behind it. Answers the very outputs that the node returned, and a promise only where the node or a schema needs one.
 */
export function checking(checks: NodeChecks, kit: CheckKit): NodeWrapper {
  const hasInputs = checks.inputs.length > 0 || checks.contracts.length > 0;
  const hasOutputs = checks.outputs.length > 0;
  return (next) => {
    const behind = hasOutputs ? withOutputs(next, checks.outputs, kit) : next;
    return hasInputs ? withInputs(behind, checks, kit) : behind;
  };
}

function withInputs(next: Invoke, { inputs: ports, contracts }: NodeChecks, kit: CheckKit): Invoke {
  const look = (inputs: InvokeInputs, context: NodeContext) => {
    const wrong = ports.length === 0 ? undefined : lookAtPorts(ports, inputs, kit.count);
    const broken =
      contracts.length === 0 ? undefined : lookAtContracts(contracts, context, kit.count);
    // The contract comes first: it says of the connection what the port says of the value.
    return broken === undefined || wrong === undefined ? (broken ?? wrong) : [...broken, ...wrong];
  };
  const enter = (
    pending: Promise<void> | undefined,
    inputs: InvokeInputs,
    context: NodeContext,
  ): ReturnType<Invoke> => {
    if (pending === undefined) return next(inputs, context);
    return pending.then(() => {
      // Nobody waits any more for what was told to stop meanwhile.
      context.signal.throwIfAborted();
      return next(inputs, context);
    });
  };
  if (kit.isTimed) {
    return (inputs, context) =>
      enter(
        timedVisit('inputs', () => look(inputs, context), context, kit),
        inputs,
        context,
      );
  }
  return (inputs, context) => {
    const found = look(inputs, context);
    // Nearly always, and then nothing was made on the way.
    if (found === undefined) return next(inputs, context);
    return enter(told(found, context, kit), inputs, context);
  };
}

function withOutputs(next: Invoke, ports: readonly PortCheck[], kit: CheckKit): Invoke {
  const check = (result: InvokeResult, context: NodeContext) => {
    const outputs: unknown = Routed.is(result) ? result.outputs : result;
    // What is no object of outputs at all is for the core to refuse.
    if (typeof outputs !== 'object' || outputs === null) return result;
    const look = () => lookAtPorts(ports, outputs as InvokeInputs, kit.count);
    const pending = kit.isTimed
      ? timedVisit('outputs', look, context, kit)
      : told(look(), context, kit);
    return pending === undefined ? result : pending.then(() => result);
  };
  return (inputs, context) => {
    const result = next(inputs, context);
    return isThenable(result)
      ? result.then((settled) => check(settled, context))
      : check(result, context);
  };
}

/** Deals with what was found. Answers a promise where that has to be waited for; throws what fails the node. */
function told(
  found: readonly Found[] | undefined,
  context: NodeContext,
  kit: CheckKit,
): Promise<void> | undefined {
  if (found === undefined) return undefined;
  const reports = reportsOf(found, context, kit);
  if (isThenable(reports)) return reports.then((settled) => settle(settled, context, kit));
  settle(reports, context, kit);
  return undefined;
}

/** Looks and deals with what is found as {@link told} does, and tells how long that took. */
function timedVisit(
  phase: CheckEvent['phase'],
  look: () => readonly Found[] | undefined,
  context: NodeContext,
  kit: CheckKit,
): Promise<void> | undefined {
  const run = runOf(context);
  const startedAt = run.clock.now();
  const before = kit.count.checks;
  const found = look();
  const checks = kit.count.checks - before;
  const end = (failures: CheckEvent['failures']) => {
    const ms = run.clock.now() - startedAt;
    kit.count.ms += ms;
    const { workflow, nodeId: node } = context;
    if (checks > 0) {
      kit.checked?.({ workflow, node, type: kit.type, phase, checks, failures, ms }, run);
    }
    settle(failures, context, kit);
  };
  const reports = found === undefined ? [] : reportsOf(found, context, kit);
  if (isThenable(reports)) return reports.then(end);
  end(reports);
  return undefined;
}

import { isThenable, type NodeContext, type PortMap, port, type Routed } from '@tenon/core';
import { type CaseForm, caseSwitch, type LiveSwitch, type Values } from './case-switch.js';
import { MATCHED } from './cases.js';
import { carrying, noMatch, setOutput, taking } from './define-switch.js';
import { matching } from './matching.js';
import type { CaseEntry, CaseOptions, NoInputs, SwitchCondition, SwitchNode } from './types.js';

/**
 * A node with a port for each case: it takes the first whose condition holds, all that hold where it is `multiple`, and
 * hands its input `value` on there. `otherwise` names the port for what matches no case; without it, nothing that matches
 * fails the node with NO_MATCH, unless `onNoMatch` says 'skip'. `matched` lists the cases taken, and is always live.
 *
 * Cases are asked in the order they are written. An object does not keep names that are numbers in order: such cases are
 * a list, `[{ name, when }]`. Throws WORKFLOW_INVALID for cases that contradict one another, and OPTION_INVALID for an option
 * that there is not.
 *
 * @example
 * const tier = flow.add(
 *   'tier',
 *   switchOn(
 *     { gold: 'value > 1000', silver: 'value > 100' },
 *     { otherwise: 'standard', inputs: { value: port<number>() } },
 *   ),
 * );
 * flow.connect(tier.out.gold, bonus.in.amount);
 */
export function switchOn<
  const N extends string,
  const I extends PortMap = NoInputs,
  const O extends string = never,
>(
  cases: readonly CaseEntry<N, SwitchCondition<I>>[],
  options?: CaseOptions<I, O>,
): SwitchNode<N, O, I>;
export function switchOn<
  const N extends string,
  const I extends PortMap = NoInputs,
  const O extends string = never,
>(
  cases: { readonly [K in N]: SwitchCondition<I> },
  options?: CaseOptions<I, O>,
): SwitchNode<N, O, I>;
export function switchOn(cases: unknown, options: CaseOptions<PortMap, string> = {}): unknown {
  return caseSwitch(SWITCH_ON, cases, options);
}

/** What {@link switchOn} and the kind `switch-on` make. */
export const SWITCH_ON: CaseForm = Object.freeze({
  form: 'switch-on',
  maker: 'switchOn',
  value: port(),
  portOf: carrying,
  isItemwise: false,
  answer: choose,
});

function choose(live: LiveSwitch, values: Values, context: NodeContext): Routed | Promise<Routed> {
  const { cases, facts, place } = live;
  const found = matching(cases, values, facts.multiple, place, context);
  return isThenable(found)
    ? found.then((late) => decided(live, late, values, context))
    : decided(live, found, values, context);
}

function decided(
  { cases, facts, place }: LiveSwitch,
  found: readonly number[],
  values: Values,
  context: NodeContext,
): Routed {
  const { otherwise, multiple, onNoMatch } = facts;
  const choice = { cases, values, found, multiple };
  const matched = found.map((at) => cases[at]?.name ?? '');
  const taken = matched.length > 0 || otherwise === undefined ? matched : [otherwise];
  if (taken.length === 0 && onNoMatch !== 'skip') throw noMatch('No case', choice, place, context);
  const outputs: Record<string, unknown> = {};
  for (const name of taken) setOutput(outputs, name, values['value']);
  outputs[MATCHED] = matched;
  return taking(outputs, taken, choice);
}

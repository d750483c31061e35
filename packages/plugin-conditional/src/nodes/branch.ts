import type { ConditionSource } from '@tenon/conditions';
import {
  checkOptionNames,
  copyData,
  defineNode,
  freezeData,
  isThenable,
  type NodeDefinition,
  type PortMap,
  port,
} from '@tenon/core';
import { carrying, inputPorts, liveCases, portMap, taking } from './define-switch.js';
import { branchForm, type Made } from './form.js';
import { matching } from './matching.js';
import { nameTypes } from './name-types.js';
import { SwitchFacts, withFacts } from './switch-facts.js';
import type { BranchNode, InputOptions, NoInputs, SwitchCondition } from './types.js';

/**
 * A node with two ports, `true` and `false`: it takes one of them, by a condition, and hands its input `value` on there.
 * `matched` says which, and is always live. The condition is CEL text, a row, or a function of the inputs; what cannot be
 * evaluated fails the node with CONDITION_FAILED, and is never taken for false.
 *
 * @example
 * const isLarge = flow.add('is-large', branch('value > 1000', { inputs: { value: port<number>() } }));
 * flow.connect(isLarge.out.true, review.in.amount);
 */
export function branch<const I extends PortMap = NoInputs>(
  condition: SwitchCondition<I>,
  options: InputOptions<I> = {},
): BranchNode<I> {
  checkOptionNames(options, ['inputs'], 'branch');
  const form = branchForm(condition, options.inputs);
  return branchDefinition(condition as ConditionSource, options.inputs, { form });
}

/** What {@link branch} and the kind `branch` make. */
export function branchDefinition(
  condition: ConditionSource,
  stated: PortMap | undefined,
  made: Made,
): NodeDefinition {
  const inputs = inputPorts(stated, port());
  const carried = carrying(inputs.get('value') ?? port());
  const facts = new SwitchFacts({
    form: 'branch',
    cases: Object.freeze([Object.freeze({ name: 'true', when: freezeData(copyData(condition)) })]),
    otherwise: 'false',
    multiple: false,
    onNoMatch: undefined,
    names: nameTypes(inputs, { isItemwise: false }),
  });
  const definition = defineNode({
    type: 'branch',
    inputs: portMap(inputs),
    outputs: { true: carried, false: carried, matched: port<boolean>() },
    ...made,
    routes: { ports: ['true', 'false'], multiple: false },
    compile: (place) => {
      const cases = liveCases(facts, place);
      const decided = (found: readonly number[], values: Readonly<Record<string, unknown>>) => {
        const matched = found.length > 0;
        const { value } = values;
        const choice = { cases, values, found, multiple: false };
        // Written out: a literal with a computed name costs several times as much to make.
        return matched
          ? taking({ true: value, matched }, TRUE, choice)
          : taking({ false: value, matched }, FALSE, choice);
      };
      return (values) => {
        const found = matching(cases, values, false, place);
        return isThenable(found)
          ? found.then((late) => decided(late, values))
          : decided(found, values);
      };
    },
  });
  return withFacts(definition, facts);
}

const TRUE = Object.freeze(['true'] as const);
const FALSE = Object.freeze(['false'] as const);

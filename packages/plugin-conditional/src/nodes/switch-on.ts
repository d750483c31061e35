import {
  checkOptionNames,
  defineNode,
  type NodeContext,
  type NodeDefinition,
  type PortMap,
  port,
} from '@tenon/core';
import { type CasesPlace, MATCHED, readCases } from './cases.js';
import {
  carrying,
  inputPorts,
  isPromise,
  liveCases,
  noMatch,
  portMap,
  setOutput,
  taking,
} from './define-switch.js';
import { switchForm } from './form.js';
import { matching } from './matching.js';
import { nameTypes } from './name-types.js';
import { CASE_OPTIONS, type StatedSwitch, statedSwitch } from './stated-switch.js';
import { SwitchFacts, withFacts } from './switch-facts.js';
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
  checkOptionNames(options, CASE_OPTIONS, 'switchOn');
  return switchDefinition(statedSwitch(cases, options.inputs, options, IN_CODE), IN_CODE);
}

const IN_CODE: CasesPlace = { code: 'WORKFLOW_INVALID', owner: 'switchOn' };

/** What {@link switchOn} and the kind `switch-on` make. `settings` are those of the kind; in code there are none. */
export function switchDefinition(
  stated: StatedSwitch,
  where: CasesPlace,
  settings?: PortMap,
): NodeDefinition {
  const { otherwise, multiple, onNoMatch } = stated;
  const cases = readCases(stated.cases, otherwise, where);
  const inputs = inputPorts(stated.inputs, port());
  const carried = carrying(inputs.get('value') ?? port());
  const ports = [...cases.map(({ name }) => name), ...(otherwise === undefined ? [] : [otherwise])];
  const facts = new SwitchFacts({
    form: 'switch-on',
    cases: Object.freeze(cases),
    otherwise,
    multiple,
    onNoMatch,
    names: nameTypes(inputs, { isItemwise: false }),
  });
  const definition = defineNode({
    type: 'switch-on',
    inputs: portMap(inputs),
    outputs: portMap([
      ...ports.map((name) => [name, carried] as const),
      [MATCHED, port<readonly string[]>()],
    ]),
    ...(settings === undefined ? { form: switchForm('switch-on', cases, stated) } : { settings }),
    routes: { ports, multiple },
    compile: (place) => {
      const live = liveCases(facts, place);
      const decided = (
        found: readonly number[],
        values: Readonly<Record<string, unknown>>,
        context: NodeContext,
      ) => {
        const choice = { cases: live, values, found, multiple };
        const matched = found.map((at) => live[at]?.name ?? '');
        const taken = matched.length > 0 || otherwise === undefined ? matched : [otherwise];
        if (taken.length === 0 && onNoMatch !== 'skip') {
          throw noMatch('No case', choice, place, context);
        }
        const outputs: Record<string, unknown> = {};
        for (const name of taken) setOutput(outputs, name, values['value']);
        outputs[MATCHED] = matched;
        return taking(outputs, taken, choice);
      };
      return (values, context) => {
        const found = matching(live, values, multiple, place, context);
        return isPromise(found)
          ? found.then((late) => decided(late, values, context))
          : decided(found, values, context);
      };
    },
  });
  return withFacts(definition, facts);
}

import {
  checkOptionNames,
  defineNode,
  type NodeContext,
  type NodeDefinition,
  type Port,
  type PortMap,
  port,
  type Routed,
} from '@tenon/core';
import { type CasesPlace, MATCHED, readCases } from './cases.js';
import { inputPorts, liveCases, portMap } from './define-switch.js';
import { switchForm } from './form.js';
import type { LiveCase, SwitchPlace } from './matching.js';
import { nameTypes } from './name-types.js';
import { CASE_OPTIONS, type StatedSwitch, statedSwitch } from './stated-switch.js';
import { SwitchFacts, withFacts } from './switch-facts.js';
import type { CaseOptions } from './types.js';

/** The inputs of a node over cases, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** What a node over cases answers, or a promise where a condition has to be waited for. */
type Answer = Record<string, unknown> | Routed;

/** A node over cases where it stands in a plan. */
export interface LiveSwitch {
  readonly facts: SwitchFacts;
  readonly cases: readonly LiveCase[];
  readonly place: SwitchPlace;
}

/** A node with a port for each of its cases: what `switchOn` and `partition` differ in. */
export interface CaseForm {
  readonly form: 'switch-on' | 'partition';
  /** The function it is made by in code. */
  readonly maker: string;
  /** Its input `value`, where the author says nothing of it. */
  readonly value: Port;
  /** The port of a case, from the input `value`. */
  readonly portOf: (value: Port) => Port;
  /** Whether its cases are asked of each item of a list, so that no port of it is dead; else it takes some of them. */
  readonly isItemwise: boolean;
  readonly answer: (
    live: LiveSwitch,
    values: Values,
    context: NodeContext,
  ) => Answer | Promise<Answer>;
}

/** Makes a node over cases that were stated in code. Throws WORKFLOW_INVALID, and OPTION_INVALID. */
export function caseSwitch(
  form: CaseForm,
  cases: unknown,
  options: CaseOptions<PortMap, string>,
): NodeDefinition {
  checkOptionNames(options, CASE_OPTIONS, form.maker);
  const place: CasesPlace = { code: 'WORKFLOW_INVALID', owner: form.maker };
  return caseDefinition(form, statedSwitch(cases, options.inputs, options, place), place);
}

/** Makes a node over cases, wherever they were stated. `settings` are those of its kind; in code there are none. */
export function caseDefinition(
  { form, value, portOf, isItemwise, answer }: CaseForm,
  stated: StatedSwitch,
  place: CasesPlace,
  settings?: PortMap,
): NodeDefinition {
  const { otherwise, multiple, onNoMatch } = stated;
  const cases = readCases(stated.cases, otherwise, place);
  const inputs = inputPorts(stated.inputs, value);
  const carried = portOf(inputs.get('value') ?? value);
  const ports = [...cases.map(({ name }) => name), ...(otherwise === undefined ? [] : [otherwise])];
  const facts = new SwitchFacts({
    form,
    cases: Object.freeze(cases),
    otherwise,
    multiple,
    onNoMatch,
    names: nameTypes(inputs, { isItemwise }),
  });
  const definition = defineNode({
    type: form,
    inputs: portMap(inputs),
    outputs: portMap([
      ...ports.map((name) => [name, carried] as const),
      [MATCHED, port<readonly string[]>()],
    ]),
    ...(settings === undefined ? { form: switchForm(form, cases, stated) } : { settings }),
    ...(!isItemwise && { routes: { ports, multiple } }),
    compile: (where) => {
      const live: LiveSwitch = { facts, cases: liveCases(facts, where), place: where };
      return (values, context) => answer(live, values, context);
    },
  });
  return withFacts(definition, facts);
}

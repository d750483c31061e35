import {
  checkOptionNames,
  defineNode,
  describeValue,
  isPlainObject,
  type NodeContext,
  type NodeDefinition,
  ownValue,
  type Port,
  type PortMap,
  port,
  runOf,
} from '@tenon/core';
import { type CasesPlace, MATCHED, readCases } from './cases.js';
import { inputPorts, liveCases, noMatch, portMap, setOutput } from './define-switch.js';
import { switchForm } from './form.js';
import { type LiveCase, matching, type SwitchPlace } from './matching.js';
import { nameTypes } from './name-types.js';
import { CASE_OPTIONS, type StatedSwitch, statedSwitch } from './stated-switch.js';
import { SwitchFacts, withFacts } from './switch-facts.js';
import type { CaseEntry, CaseOptions, ItemCondition, NoInputs, PartitionNode } from './types.js';

/**
 * A node that splits its input `value`, a list, into a list for each case, in the order of the input. An item goes to the
 * first case whose condition holds for it, to each that holds where it is `multiple`; conditions see it as `value`. What no
 * case takes goes to `otherwise`; without that it fails the node with NO_MATCH, or is left out where `onNoMatch` says
 * 'skip'. All ports are always live, also those whose list is empty. `matched` lists the cases that got something.
 *
 * @example
 * const bySize = flow.add(
 *   'by-size',
 *   partition({ large: 'value.total > 1000' }, { otherwise: 'small', inputs: { value: port<Order[]>() } }),
 * );
 */
export function partition<
  const N extends string,
  const I extends PortMap = NoInputs,
  const O extends string = never,
>(
  cases: readonly CaseEntry<N, ItemCondition<I>>[],
  options?: CaseOptions<I, O>,
): PartitionNode<N, O, I>;
export function partition<
  const N extends string,
  const I extends PortMap = NoInputs,
  const O extends string = never,
>(
  cases: { readonly [K in N]: ItemCondition<I> },
  options?: CaseOptions<I, O>,
): PartitionNode<N, O, I>;
export function partition(cases: unknown, options: CaseOptions<PortMap, string> = {}): unknown {
  checkOptionNames(options, CASE_OPTIONS, 'partition');
  return partitionDefinition(statedSwitch(cases, options.inputs, options, IN_CODE), IN_CODE);
}

const IN_CODE: CasesPlace = { code: 'WORKFLOW_INVALID', owner: 'partition' };

/** What {@link partition} and the kind `partition` make. `settings` are those of the kind; in code there are none. */
export function partitionDefinition(
  stated: StatedSwitch,
  where: CasesPlace,
  settings?: PortMap,
): NodeDefinition {
  const { otherwise, multiple } = stated;
  const cases = readCases(stated.cases, otherwise, where);
  const inputs = inputPorts(stated.inputs, port<readonly unknown[]>());
  const part = partOf(inputs.get('value') ?? port());
  const ports = [...cases.map(({ name }) => name), ...(otherwise === undefined ? [] : [otherwise])];
  const facts = new SwitchFacts({
    form: 'partition',
    cases: Object.freeze(cases),
    otherwise,
    multiple,
    onNoMatch: stated.onNoMatch,
    names: nameTypes(inputs, { isItemwise: true }),
  });
  const definition = defineNode({
    type: 'partition',
    inputs: portMap(inputs),
    outputs: portMap([
      ...ports.map((name) => [name, part] as const),
      [MATCHED, port<readonly string[]>()],
    ]),
    ...(settings === undefined ? { form: switchForm('partition', cases, stated) } : { settings }),
    compile: (place) => {
      const splitting: Splitting = { cases: liveCases(facts, place), facts, place };
      return (values, context) => split(splitting, values, context);
    },
  });
  return withFacts(definition, facts);
}

/** The port of a part: a list of the same items, whatever else a schema says of the whole list. */
function partOf({ schema }: Port): Port {
  if (!isPlainObject(schema) || '~standard' in schema) return port();
  const items = ownValue(schema, 'items');
  return port({ type: 'array', ...(items !== undefined && { items }) });
}

interface Splitting {
  readonly cases: readonly LiveCase[];
  readonly facts: SwitchFacts;
  readonly place: SwitchPlace;
}

type Values = Readonly<Record<string, unknown>>;

/** Splits a list; a promise only from the first item on that a function has to be waited for. */
function split(
  splitting: Splitting,
  values: Values,
  context: NodeContext,
): Record<string, unknown> | Promise<Record<string, unknown>> {
  const { cases, facts, place } = splitting;
  const list = values['value'];
  if (!isList(list)) {
    const { mask } = runOf(context);
    const shown = describeValue(mask === undefined ? list : mask.value(list));
    throw new TypeError(`The input "value" is ${shown}, and a partition splits lists.`);
  }
  const parts = new Parts(splitting, values, context);
  for (let at = 0; at < list.length; at++) {
    const item = itemOf(values, list[at]);
    const found = matching(cases, item, facts.multiple, place, context);
    if (found instanceof Promise) return splitLater(splitting, list, at, found, parts);
    parts.add(item, found);
  }
  return parts.outputs();
}

async function splitLater(
  { cases, facts, place }: Splitting,
  list: readonly unknown[],
  from: number,
  first: Promise<readonly number[]>,
  parts: Parts,
): Promise<Record<string, unknown>> {
  parts.add(itemOf(parts.values, list[from]), await first);
  for (let at = from + 1; at < list.length; at++) {
    const item = itemOf(parts.values, list[at]);
    const found = matching(cases, item, facts.multiple, place, parts.context);
    parts.add(item, found instanceof Promise ? await found : found);
  }
  return parts.outputs();
}

/** What conditions see of one item. */
function itemOf(values: Values, item: unknown): Values {
  return { ...values, value: item };
}

/** The lists while they grow. */
class Parts {
  readonly values: Values;
  readonly context: NodeContext;
  readonly #splitting: Splitting;
  readonly #lists: unknown[][];
  readonly #rest: unknown[] = [];

  constructor(splitting: Splitting, values: Values, context: NodeContext) {
    this.values = values;
    this.#splitting = splitting;
    this.context = context;
    this.#lists = splitting.cases.map(() => []);
  }

  add(item: Values, found: readonly number[]): void {
    const { cases, facts, place } = this.#splitting;
    for (const at of found) this.#lists[at]?.push(item['value']);
    if (found.length > 0) return;
    if (facts.otherwise !== undefined) this.#rest.push(item['value']);
    else if (facts.onNoMatch !== 'skip') {
      const choice = { cases, values: item, found, multiple: facts.multiple };
      throw noMatch('No case takes an item', choice, place, this.context);
    }
  }

  outputs(): Record<string, unknown> {
    const { cases, facts } = this.#splitting;
    const outputs: Record<string, unknown> = {};
    const matched: string[] = [];
    for (const [at, { name }] of cases.entries()) {
      const list = this.#lists[at] ?? [];
      if (list.length > 0) matched.push(name);
      setOutput(outputs, name, list);
    }
    if (facts.otherwise !== undefined) setOutput(outputs, facts.otherwise, this.#rest);
    outputs[MATCHED] = matched;
    return outputs;
  }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

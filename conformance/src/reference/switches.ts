import { isObject, type Json, type JsonObject } from '../case.js';
import { type Answer, type Body, type Inputs, outputs } from './bodies.js';
import { isMet } from './expression/condition.js';
import { ConditionError } from './expression/evaluate-expression.js';
import { NodeFailure } from './node-failure.js';
import { Undecided } from './undecided.js';
import { isList, textOr } from './values.js';

/** What a switch is by its configuration. */
export interface SwitchSettings {
  /** The ports that carry data; `matched` is another. */
  readonly ports: readonly string[];
  readonly conditions: readonly Json[];
  /** Whether it takes some of its ports and leaves others. */
  readonly isGated: boolean;
  readonly isMultiple: boolean;
  readonly body: Body;
}

interface SwitchCase {
  readonly name: string;
  readonly when: Json;
}

export function switchOf(
  kind: 'branch' | 'switch-on' | 'partition',
  config: JsonObject,
): SwitchSettings {
  if (kind === 'branch') {
    const { condition } = config;
    if (condition === undefined) throw new Undecided('What a branch without a condition is.');
    return {
      ports: ['true', 'false'],
      conditions: [condition],
      isGated: true,
      isMultiple: false,
      body: (inputs) => branch(condition, inputs),
    };
  }
  const cases = casesOf(config);
  if (cases.length === 0 || cases.some(({ name, when }) => name === '' || when === null)) {
    throw new Undecided('What a switch is whose cases say nothing.');
  }
  const otherwise = config['otherwise'];
  const ports = [
    ...cases.map(({ name }) => name),
    ...(typeof otherwise === 'string' ? [otherwise] : []),
  ];
  return {
    ports,
    conditions: cases.map(({ when }) => when),
    isGated: kind === 'switch-on',
    isMultiple: config['multiple'] === true,
    body: kind === 'partition' ? partition : switchOn,
  };
}

function casesOf({ cases = [] }: JsonObject): readonly SwitchCase[] {
  return (isList(cases) ? cases : [])
    .filter(isObject)
    .map(({ name, when = null }) => ({ name: textOr(name, ''), when }));
}

function branch(condition: Json, inputs: Inputs): Answer {
  const matched = ask(condition, inputs);
  return taking([String(matched)], matched, inputs.get('value') as Json);
}

const switchOn: Body = (inputs, config) => {
  const matched = matching(inputs, config);
  const { otherwise } = config;
  if (matched.length > 0) return taking(matched, matched, inputs.get('value') as Json);
  if (typeof otherwise === 'string') return taking([otherwise], [], inputs.get('value') as Json);
  if (config['onNoMatch'] === 'skip') return taking([], [], null);
  throw new NodeFailure('NO_MATCH');
};

const partition: Body = (inputs, config) => {
  const items = inputs.get('value');
  if (!isList(items)) throw new NodeFailure('NODE_FAILED');
  const { otherwise, onNoMatch } = config;
  const isOpen = typeof otherwise !== 'string' && onNoMatch !== 'skip';
  const matched = items.map((item) => matchingItem(item, inputs, config));
  const isFailed = matched.includes('failed');
  const left = items.filter((_, i) => matched[i]?.length === 0);
  if (isFailed && isOpen && left.length > 0) {
    throw new Undecided('Which item leads: one without a case, or one that cannot be told.');
  }
  if (isFailed) throw new NodeFailure('CONDITION_FAILED');
  if (isOpen && left.length > 0) throw new NodeFailure('NO_MATCH');
  const lists = casesOf(config).map(({ name }) => {
    return [name, items.filter((_, i) => matched[i]?.includes(name))] as const;
  });
  return outputs({
    ...Object.fromEntries(lists),
    ...(typeof otherwise === 'string' && { [otherwise]: left }),
    matched: lists.filter(([, list]) => list.length > 0).map(([name]) => name),
  });
};

function matchingItem(item: Json, inputs: Inputs, config: JsonObject): string[] | 'failed' {
  try {
    return matching(new Map([...inputs, ['value', item]]), config);
  } catch (error) {
    if (error instanceof NodeFailure) return 'failed';
    throw error;
  }
}

/** The cases that match: the first of them, or each with `multiple`. */
function matching(inputs: Inputs, config: JsonObject): string[] {
  const matched: string[] = [];
  for (const { name, when } of casesOf(config)) {
    if (ask(when, inputs)) matched.push(name);
    if (matched.length > 0 && config['multiple'] !== true) break;
  }
  return matched;
}

function ask(condition: Json, inputs: Inputs): boolean {
  try {
    return isMet(condition, inputs);
  } catch (error) {
    if (error instanceof ConditionError) throw new NodeFailure('CONDITION_FAILED');
    throw error;
  }
}

function taking(taken: readonly string[], matched: Json, value: Json): Answer {
  const carried = taken.map((port) => [port, value] as const);
  return { outputs: Object.fromEntries([...carried, ['matched', matched] as const]), taken };
}

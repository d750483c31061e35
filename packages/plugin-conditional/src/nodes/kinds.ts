import type { ConditionSource } from '@tenon/conditions';
import {
  describeValue,
  isPlainObject,
  type NodeTypeFactory,
  ownValue,
  type PortMap,
  port,
  RuntimeError,
} from '@tenon/core';
import { branchDefinition } from './branch.js';
import type { CasesPlace } from './cases.js';
import { BRANCH_CONFIG, MERGE_CONFIG, PARTITION_CONFIG, SWITCH_CONFIG } from './config-schemas.js';
import { mergeDefinition } from './merge.js';
import { partitionDefinition } from './partition.js';
import { type StatedSwitch, statedSwitch } from './stated-switch.js';
import { switchDefinition } from './switch-on.js';

type Config = Readonly<Record<string, unknown>>;

/** Taken as they stand: they say which ports there are, and conditions have a language of their own. */
const RAW = port().raw();
const RAW_OPTIONAL = RAW.optional();

const branchKind: NodeTypeFactory = {
  type: 'branch',
  description: 'Hands a value on through one of two ports, "true" and "false", by a condition.',
  config: BRANCH_CONFIG,
  define: (config) =>
    branchDefinition(conditionOf(config), inputsOf('branch', config), {
      condition: RAW,
      inputs: RAW_OPTIONAL,
    }),
};

const SWITCH_SETTINGS: PortMap = {
  cases: RAW,
  otherwise: RAW_OPTIONAL,
  multiple: RAW_OPTIONAL,
  onNoMatch: RAW_OPTIONAL,
  inputs: RAW_OPTIONAL,
};

const switchKind: NodeTypeFactory = {
  type: 'switch-on',
  description: 'Hands a value on through the port of the case whose condition holds.',
  config: SWITCH_CONFIG,
  define: (config) =>
    switchDefinition(statedIn('switch-on', config), placeOf('switch-on'), SWITCH_SETTINGS),
};

const partitionKind: NodeTypeFactory = {
  type: 'partition',
  description: 'Splits a list into a list for each case.',
  config: PARTITION_CONFIG,
  define: (config) =>
    partitionDefinition(statedIn('partition', config), placeOf('partition'), SWITCH_SETTINGS),
};

const mergeKind: NodeTypeFactory = {
  type: 'merge',
  description: 'Makes one value of what live connections bring.',
  config: MERGE_CONFIG,
  define: () => MERGE,
};

const MERGE = mergeDefinition(undefined, ({ strategy }) => strategy, {
  strategy: port<string>().default('first'),
});

/**
 * The nodes of this package as kinds, for workflows that name their nodes by kind: `branch` with `condition`; `switch-on`
 * and `partition` with `cases`, `otherwise`, `multiple` and `onNoMatch`; `merge` with `strategy`. `inputs` lists the names of
 * further inputs. Configuration that contradicts itself is CONFIG_INVALID.
 */
export const BRANCH_KINDS: readonly NodeTypeFactory[] = Object.freeze([
  branchKind,
  switchKind,
  partitionKind,
  mergeKind,
]);

function placeOf(kind: string): CasesPlace {
  return { code: 'CONFIG_INVALID', owner: `A node of kind "${kind}"` };
}

function conditionOf(config: Config): ConditionSource {
  const condition = ownValue(config, 'condition');
  if (typeof condition === 'string' || isPlainObject(condition))
    return condition as ConditionSource;
  throw misfit('branch', 'condition', condition, 'CEL text, or { field, operator, value }');
}

function statedIn(kind: string, config: Config): StatedSwitch {
  const cases = ownValue(config, 'cases');
  return statedSwitch(cases, inputsOf(kind, config), config, placeOf(kind));
}

/** The names of further inputs, which may be absent. */
function inputsOf(kind: string, config: Config): PortMap | undefined {
  const names = ownValue(config, 'inputs');
  if (names === undefined) return undefined;
  if (!isNameList(names)) {
    throw misfit(kind, 'inputs', names, 'a list of names, each once, other than "value"');
  }
  return Object.fromEntries(names.map((name) => [name, port().optional()]));
}

function isNameList(names: unknown): names is readonly string[] {
  if (!Array.isArray(names) || new Set(names).size < names.length) return false;
  return names.every((name) => typeof name === 'string' && name !== '' && name !== 'value');
}

function misfit(kind: string, setting: string, value: unknown, due: string): RuntimeError {
  return new RuntimeError(
    'CONFIG_INVALID',
    `The setting "${setting}" of a node of kind "${kind}" is ${describeValue(value)}.`,
    { hint: `It is ${due}.`, where: { port: setting } },
  );
}

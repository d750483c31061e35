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
import { type CaseForm, caseDefinition } from './case-switch.js';
import type { CasesPlace } from './cases.js';
import { mergeDefinition } from './merge.js';
import { PARTITION } from './partition.js';
import { type StatedSwitch, statedSwitch } from './stated-switch.js';
import { SWITCH_ON } from './switch-on.js';

type Config = Readonly<Record<string, unknown>>;

/** Taken as they stand: they say which ports there are, and conditions have a language of their own. */
const RAW = port().raw();
const RAW_OPTIONAL = RAW.optional();

const branchKind: NodeTypeFactory = {
  type: 'branch',
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

const mergeKind: NodeTypeFactory = {
  type: 'merge',
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
  caseKind(SWITCH_ON),
  caseKind(PARTITION),
  mergeKind,
]);

/** A node over cases, as a kind. */
function caseKind(made: CaseForm): NodeTypeFactory {
  const { form: type } = made;
  return {
    type,
    define: (config) =>
      caseDefinition(made, statedIn(type, config), placeOf(type), SWITCH_SETTINGS),
  };
}

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

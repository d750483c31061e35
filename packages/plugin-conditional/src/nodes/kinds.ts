import type { ConditionSource } from '@tenon/conditions';
import {
  describeValue,
  isPlainObject,
  type NodeDefinition,
  type NodeTypeFactory,
  ownValue,
  type PortMap,
  port,
  portFlaw,
  portOf,
  RuntimeError,
  type StatedPort,
} from '@tenon/core';
import { branchDefinition } from './branch.js';
import { type CaseForm, caseDefinition } from './case-switch.js';
import type { CasesPlace } from './cases.js';
import { BRANCH_CONFIG, MERGE_CONFIG, PARTITION_CONFIG, SWITCH_CONFIG } from './config-schemas.js';
import { mergeDefinition } from './merge.js';
import { PARTITION } from './partition.js';
import { type StatedSwitch, statedSwitch } from './stated-switch.js';
import { SWITCH_ON } from './switch-on.js';

type Config = Readonly<Record<string, unknown>>;

/** Taken as they stand: they say which ports there are, and conditions have a language of their own. */
const RAW = port().raw();
const RAW_OPTIONAL = RAW.optional();

const BRANCH_SETTINGS: PortMap = { condition: RAW, inputs: RAW_OPTIONAL };

const branchKind: NodeTypeFactory = {
  type: 'branch',
  description: 'Hands a value on through one of two ports, "true" and "false", by a condition.',
  config: BRANCH_CONFIG,
  define: (config) =>
    branchDefinition(conditionOf(config), inputsOf('branch', config), {
      settings: BRANCH_SETTINGS,
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
  description: 'Makes one value of what live connections bring.',
  config: MERGE_CONFIG,
  define: (config) => {
    const inputs = inputsOf('merge', config);
    const other = Object.keys(inputs ?? {}).find((name) => name !== 'values');
    if (other !== undefined) {
      throw misfit('merge', 'inputs', ownValue(config, 'inputs'), '{ values: … }, the only input');
    }
    return inputs === undefined ? MERGE : mergeOf(inputs['values']);
  },
};

/** Nodes that state no type of what they merge share one definition. */
const MERGE = mergeOf(undefined);

function mergeOf(values: PortMap[string] | undefined): NodeDefinition {
  return mergeDefinition(values, {
    strategy: ({ strategy }) => strategy,
    settings: { strategy: port<string>().default('first'), inputs: RAW_OPTIONAL },
  });
}

/**
 * The nodes of this package as kinds, for workflows that name their nodes by kind: `branch` with `condition`; `switch-on`
 * and `partition` with `cases`, `otherwise`, `multiple` and `onNoMatch`; `merge` with `strategy`. `inputs` lists the names of
 * further inputs, or states inputs as ports, `{ value: { schema: { type: 'number' } } }`. Configuration that contradicts
 * itself is CONFIG_INVALID.
 */
export const BRANCH_KINDS: readonly NodeTypeFactory[] = Object.freeze([
  branchKind,
  caseKind(SWITCH_ON, {
    description: 'Hands a value on through the port of the case whose condition holds.',
    config: SWITCH_CONFIG,
  }),
  caseKind(PARTITION, {
    description: 'Splits a list into a list for each case.',
    config: PARTITION_CONFIG,
  }),
  mergeKind,
]);

/** A node over cases, as a kind. */
function caseKind(
  made: CaseForm,
  told: Pick<NodeTypeFactory, 'description' | 'config'>,
): NodeTypeFactory {
  const { form: type } = made;
  return {
    type,
    ...told,
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

/** Further inputs: by their names alone, which may then be absent, or each as a port. */
function inputsOf(kind: string, config: Config): PortMap | undefined {
  const stated = ownValue(config, 'inputs');
  if (stated === undefined) return undefined;
  if (isNameList(stated)) {
    return Object.fromEntries(stated.map((name) => [name, port().optional()]));
  }
  if (!isPlainObject(stated)) throw misfit(kind, 'inputs', stated, INPUTS_DUE);
  return Object.fromEntries(
    Object.keys(stated).map((name) => {
      const declared = ownValue(stated, name);
      const flaw = name === '' ? 'has no name' : portFlaw(declared);
      if (flaw === undefined) return [name, portOf(declared as StatedPort)];
      throw new RuntimeError(
        'CONFIG_INVALID',
        `The input "${name}" of a node of kind "${kind}" ${flaw}.`,
        {
          hint: 'An input is { schema, optional, default, many, raw, description }.',
          where: { port: 'inputs' },
        },
      );
    }),
  );
}

const INPUTS_DUE =
  'a list of names, each once, other than "value"; or an object with a port for each name';

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

import {
  describeValue,
  isPlainObject,
  kind,
  type NodeType,
  type NodeTypeFactory,
  ownValue,
  type PortMap,
  port,
  RuntimeError,
  type Workflow,
  workflow,
} from '@tenon/core';
import {
  ASSERT_CONFIG,
  FILTER_CONFIG,
  FOR_EACH_CONFIG,
  GROUP_CONFIG,
  MAP_CONFIG,
  SELECT_CONFIG,
  SORT_CONFIG,
} from './config-schemas.js';
import { assertDefinition } from './control/assert.js';
import { delay } from './control/delay.js';
import { forEachDefinition } from './control/for-each.js';
import type { OnError } from './control/item-runs.js';
import { log } from './control/log.js';
import { templateText } from './control/template-text.js';
import { readCsv, writeCsv } from './csv/csv-nodes.js';
import { readJson, writeJson } from './files/json-nodes.js';
import { readText, writeText } from './files/text-nodes.js';
import { httpRequest } from './http/http-request.js';
import { filterDefinition } from './transform/filter.js';
import type { ItemCondition } from './transform/formulas.js';
import { groupDefinition } from './transform/group.js';
import { type Mapping, mapDefinition } from './transform/map.js';
import { type Selection, selectDefinition } from './transform/select.js';
import { sortDefinition } from './transform/sort.js';

type Config = Readonly<Record<string, unknown>>;

/** Taken as it stands: formulas have a language of their own, and what defines a node is known before a run. */
const stated = (description: string) => port().raw().describe(description);

const filterKind: NodeTypeFactory = {
  type: 'filter',
  description: 'Keeps the items for which a condition holds.',
  config: FILTER_CONFIG,
  define: (config) =>
    filterDefinition(conditionOf('filter', 'where', config), {
      where: stated('The condition: CEL text over "value", "index" and "given", or a row.'),
    }),
};

const mapKind: NodeTypeFactory = {
  type: 'map',
  description: 'Makes a value, or an object, of each item.',
  config: MAP_CONFIG,
  define: (config) => {
    const to = ownValue(config, 'to');
    if (typeof to !== 'string' && !isPlainObject(to)) {
      throw misfit('map', 'to', to, 'CEL text, or an object with CEL text for each member');
    }
    return mapDefinition(to as Mapping, ownValue(config, 'keep') === true, {
      to: stated('CEL text for a value, or an object of CEL texts for the members of an object.'),
      keep: stated('Whether members that an item has are kept.').optional(),
    });
  },
};

const selectKind: NodeTypeFactory = {
  type: 'select',
  description: 'Keeps some members of each item, and may rename them.',
  config: SELECT_CONFIG,
  define: (config) =>
    selectDefinition(ownValue(config, 'columns') as Selection, {
      columns: stated('Names of members to keep, or new names with the old ones.'),
    }),
};

const groupKind: NodeTypeFactory = {
  type: 'group',
  description: 'Groups items, and tells of each group what comes of its items.',
  config: GROUP_CONFIG,
  define: (config) =>
    groupDefinition(ownValue(config, 'by'), ownValue(config, 'aggregates'), {
      by: stated('Names of members, or names of keys with CEL text for each.').optional(),
      aggregates: stated('By name, "count" or an aggregate with CEL text: { sum: "value.total" }.'),
    }),
};

const sortKind: NodeTypeFactory = {
  type: 'sort',
  description: 'Sorts items by one key or several.',
  config: SORT_CONFIG,
  define: (config) =>
    sortDefinition(ownValue(config, 'by'), {
      by: stated('Keys: names of members, or { column or value, direction, nulls }.'),
    }),
};

const assertKind: NodeTypeFactory = {
  type: 'assert',
  description: 'Fails unless a condition holds.',
  config: ASSERT_CONFIG,
  define: (config) =>
    assertDefinition(conditionOf('assert', 'condition', config), {
      condition: stated('The condition: CEL text over "value" and "given", or a row.'),
    }),
};

const FOR_EACH_SETTINGS: PortMap = {
  node: stated('The kind of node that is run for each item.'),
  with: stated(
    'Configuration of that node; templates in it are resolved as in any node.',
  ).optional(),
  item: stated('The input of that node which takes the item.'),
  output: stated('The output of that node which is the result of an item.'),
  concurrency: stated('How many items are worked on at once, at most. Default 4.').optional(),
  onError: stated(
    '"stop" (default): a failure fails the node; "collect": it is told of.',
  ).optional(),
};

const forEachKind: NodeTypeFactory = {
  type: 'for-each',
  description: 'Runs a node of another kind for each item of a list.',
  config: FOR_EACH_CONFIG,
  define: (config) => {
    const concurrency = ownValue(config, 'concurrency');
    const onError = ownValue(config, 'onError') ?? 'stop';
    if (onError !== 'stop' && onError !== 'collect') {
      throw misfit('for-each', 'onError', onError, '"stop" or "collect"');
    }
    return forEachDefinition(
      oneNode(config),
      {
        output: 'result',
        onError: onError satisfies OnError,
        ...(concurrency !== undefined && { concurrency: concurrency as number }),
      },
      FOR_EACH_SETTINGS,
    );
  },
};

/**
 * The node types of this package, for workflows that name their nodes by kind. Those that are made of conditions, expressions
 * or other nodes read these from their configuration; what contradicts itself there is CONFIG_INVALID.
 */
export const STANDARD_KINDS: readonly NodeType[] = Object.freeze([
  readText,
  writeText,
  readJson,
  writeJson,
  readCsv,
  writeCsv,
  httpRequest,
  mapKind,
  filterKind,
  selectKind,
  groupKind,
  sortKind,
  templateText,
  delay,
  log,
  assertKind,
  forEachKind,
]);

/** A workflow of the one node that the configuration of a `for-each` names. */
function oneNode(config: Config): Workflow {
  const name = textOf('node', config);
  const item = textOf('item', config);
  const output = textOf('output', config);
  const inner = ownValue(config, 'with') ?? {};
  if (!isPlainObject(inner)) {
    throw misfit('for-each', 'with', inner, 'an object: the configuration of the node');
  }
  const flow = workflow(`each ${name}`, {
    inputs: { item: port() },
    outputs: { result: port().optional() },
  });
  const each = flow.add('each', kind(name), inner);
  flow.input('item').to(each.input(item));
  flow.output('result', each.output(output));
  return flow.build();
}

function textOf(setting: string, config: Config): string {
  const value = ownValue(config, setting);
  if (typeof value === 'string' && value !== '') return value;
  throw misfit('for-each', setting, value, 'a name');
}

function conditionOf(type: string, setting: string, config: Config): ItemCondition {
  const condition = ownValue(config, setting);
  if (typeof condition === 'string' || isPlainObject(condition)) return condition as ItemCondition;
  throw misfit(type, setting, condition, 'CEL text, or { field, operator, value }');
}

function misfit(type: string, setting: string, value: unknown, due: string): RuntimeError {
  return new RuntimeError(
    'CONFIG_INVALID',
    `The setting "${setting}" of a node of kind "${type}" is ${describeValue(value)}.`,
    { hint: `It is ${due}.`, where: { port: setting } },
  );
}

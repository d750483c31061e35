// The plugin.

export type { HttpOptions, StandardNodesOptions } from './options.js';
export { standardNodes } from './plugin.js';

// Nodes: files and tables.

export { readCsv, writeCsv } from './csv/csv-nodes.js';
export { readJson, writeJson } from './files/json-nodes.js';
export { readText, writeText } from './files/text-nodes.js';

// Nodes: HTTP.

export { httpRequest } from './http/http-request.js';

// Nodes: what is made of lists and streams of rows.

export { filter } from './transform/filter.js';
export type { ItemCondition } from './transform/formulas.js';
export { type Aggregate, type Grouping, type GroupKeys, group } from './transform/group.js';
export type { ItemNode } from './transform/item-node.js';
export { type MapOptions, type Mapping, map } from './transform/map.js';
export { type Selection, select } from './transform/select.js';
export { type SortKey, sort } from './transform/sort.js';

// Nodes: what steers a flow.

export { type AssertNode, assert } from './control/assert.js';
export { delay } from './control/delay.js';
export {
  type ForEachNode,
  type ForEachOptions,
  forEach,
  type ItemError,
} from './control/for-each.js';
export type { OnError } from './control/item-runs.js';
export { log } from './control/log.js';
export { templateText } from './control/template-text.js';

// Rows: what travels between nodes that read and write tables.

export type { Items, Rows } from './rows/items.js';
export { type Batch, type Row, RowStream, type Stage } from './rows/row-stream.js';

// Services: what the nodes work with, and a host may replace.

export { Files, type FileUse } from './files/files.js';
export { HttpPolicy, type HttpTarget, type HttpVerdict } from './http/http-policy.js';

// Kinds, codes.

export { NODE_CODES } from './codes.js';
export { STANDARD_KINDS } from './kinds.js';
export { VERSION } from './version.js';

import { kind, type NodeKind } from '@tenon/core';

/** A visit of a kind of node that completes. */
export interface Example {
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Whether it waits for something, so that an abort can come between. */
  readonly waits: boolean;
}

const ITEMS = [
  { id: 2, region: 'north', total: 10 },
  { id: 1, region: 'south', total: 30 },
];

/** One visit of each kind. `text.txt`, `data.json`, `rows.csv` and the server at `origin` are there. */
export function examples(origin: string): readonly Example[] {
  return [
    { kind: 'read-text', config: { path: 'text.txt' }, waits: true },
    { kind: 'write-text', config: { path: 'new.txt', text: 'new' }, waits: true },
    { kind: 'read-json', config: { path: 'data.json' }, waits: true },
    { kind: 'write-json', config: { path: 'new.json', value: { a: [1] } }, waits: true },
    { kind: 'read-csv', config: { path: 'rows.csv' }, waits: true },
    { kind: 'write-csv', config: { path: 'new.csv', rows: ITEMS }, waits: true },
    {
      kind: 'http-request',
      config: { url: origin, method: 'POST', body: { a: [1] }, headers: { a: 'b' } },
      waits: true,
    },
    { kind: 'map', config: { items: ITEMS, to: { a: 'value.id' }, keep: true }, waits: false },
    { kind: 'filter', config: { items: ITEMS, where: 'value.id > 1' }, waits: false },
    { kind: 'select', config: { items: ITEMS, columns: { a: 'id' } }, waits: false },
    {
      kind: 'group',
      config: { items: ITEMS, by: ['region'], aggregates: { all: { collect: 'value' } } },
      waits: false,
    },
    { kind: 'sort', config: { items: ITEMS, by: ['id'] }, waits: false },
    {
      kind: 'template-text',
      config: { template: '{{ list | sort | join }}', values: { list: [2, 1] } },
      waits: true,
    },
    { kind: 'delay', config: { ms: 1, value: [1] }, waits: true },
    { kind: 'log', config: { message: 'told', value: [1] }, waits: false },
    { kind: 'assert', config: { value: [1], condition: 'size(value) == 1' }, waits: false },
    {
      kind: 'for-each',
      config: { items: [[1], [2]], node: 'delay', with: { ms: 1 }, item: 'value', output: 'value' },
      waits: true,
    },
  ];
}

/** The node of an example, for a builder. */
export function nodeOf(example: Example): NodeKind {
  return kind(example.kind);
}

import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { type Doc, type DocMap, isDocMap } from './doc.js';
import { isLeaf } from './to-json.js';

/** Small objects of values alone stand in one line. */
const LINE = 60;

/** A document as YAML 1.2. `schema` goes into a comment, which editors read. */
export function toYaml(doc: DocMap, schema: string | undefined): string {
  const document = new Document<YAMLMap>(null, {
    version: '1.2',
    schema: 'core',
    compat: 'yaml-1.1',
  });
  const root = workflowOf(doc);
  for (const { key } of root.items) {
    if (SECTIONS.has(key.value)) key.spaceBefore = true;
  }
  document.contents = root as never;
  const text = document.toString({ lineWidth: 0, indentSeq: true });
  return schema === undefined ? text : `# yaml-language-server: $schema=${schema}\n${text}`;
}

/** What stands apart from what is before it. */
const SECTIONS: ReadonlySet<unknown> = new Set([
  'inputs',
  'outputs',
  'nodes',
  'connections',
  'loops',
  'workflows',
]);

/** The members of a workflow stand below one another, however short they are. */
function workflowOf(doc: DocMap): YAMLMap<Scalar> {
  const map = new YAMLMap<Scalar>();
  for (const [name, value] of doc) {
    const section =
      !isDocMap(value) || !SECTIONS.has(name) ? nodeOf(value) : sectionOf(name, value);
    map.items.push(new Pair(keyOf(name), section as never));
  }
  return map;
}

function sectionOf(name: string, section: DocMap): YAMLMap<Scalar> {
  if (name !== 'workflows') return mapOf(section, false);
  const map = new YAMLMap<Scalar>();
  for (const [key, inner] of section) {
    map.items.push(new Pair(keyOf(key), workflowOf(inner as DocMap) as never));
  }
  return map;
}

function nodeOf(doc: Doc): Scalar | YAMLMap | YAMLSeq {
  if (isDocMap(doc)) return mapOf(doc, isShort(doc));
  if (!Array.isArray(doc)) return scalarOf(doc);
  const list = new YAMLSeq();
  list.items = (doc as readonly Doc[]).map(nodeOf);
  list.flow = doc.every((item: Doc) => isLeaf(item) && typeof item !== 'string') && isShort(doc);
  return list;
}

function mapOf(doc: DocMap, flow: boolean): YAMLMap<Scalar> {
  const map = new YAMLMap<Scalar>();
  for (const [name, value] of doc) map.items.push(new Pair(keyOf(name), nodeOf(value) as never));
  map.flow = flow;
  return map;
}

/** Whether an object or a list holds values alone, few and short ones, of one line. */
function isShort(doc: DocMap | readonly Doc[]): boolean {
  let length = 0;
  for (const part of isDocMap(doc) ? [...doc].flat() : doc) {
    if (typeof part === 'object' && part !== null) return false;
    const text = String(part);
    if (text.includes('\n')) return false;
    length += text.length + 2;
  }
  return length <= LINE;
}

/** What YAML has no sign for, or a reader might take for something else: it is written with escapes. */
const ODD = /(?![\t\n])\p{Cc}|[\u2028\u2029\uFEFF\uFFFE\uFFFF]|\p{Surrogate}|^<<$/u;

function keyOf(name: string): Scalar<string> {
  const key = scalarOf(name) as Scalar<string>;
  if (name.includes('\n')) key.type = Scalar.QUOTE_DOUBLE;
  return key;
}

function scalarOf(value: Doc): Scalar {
  const scalar = new Scalar(value);
  if (typeof value === 'string' && ODD.test(value)) scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

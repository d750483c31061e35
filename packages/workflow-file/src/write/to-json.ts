import { type Doc, isDocMap } from './doc.js';

/** Lists and objects of values alone stand in one line, where they fit into it. */
const LINE = 80;

/** A document as JSON: two spaces to a level. Recursive: the depth of documents is limited. */
export function toJson(doc: Doc): string {
  return `${jsonOf(doc, '')}\n`;
}

function jsonOf(doc: Doc, indent: string): string {
  if (typeof doc === 'number' && Object.is(doc, -0)) return '-0';
  if (typeof doc !== 'object' || doc === null) return JSON.stringify(doc);
  const inner = `${indent}  `;
  const isMap = isDocMap(doc);
  const parts = isMap
    ? Array.from(doc, ([name, value]) => `${JSON.stringify(name)}: ${jsonOf(value, inner)}`)
    : doc.map((item) => jsonOf(item, inner));
  const [open, close] = isMap ? ['{', '}'] : ['[', ']'];
  if (parts.length === 0) return open + close;
  const isFlat = isMap ? [...doc.values()].every(isLeaf) : doc.every(isLeaf);
  const line = parts.join(', ');
  if (isFlat && !isLong(line, indent)) return isMap ? `{ ${line} }` : `[${line}]`;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}

function isLong(line: string, indent: string): boolean {
  return line.length + indent.length > LINE;
}

/** Whether something has no parts. */
export function isLeaf(doc: Doc): boolean {
  return typeof doc !== 'object' || doc === null;
}

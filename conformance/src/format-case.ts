import { type CaseFile, isObject, type Json, type JsonObject } from './case.js';

/** Lists of a case with one line for each item. */
const LISTS: ReadonlySet<string> = new Set(['nodes', 'connections', 'loops', 'inputs']);

/** Objects of what is expected with one line for each member. */
const TABLES: ReadonlySet<string> = new Set(['results', 'outcomes']);

/** The text of a file that holds a case. */
export function formatCase(stated: CaseFile): string {
  return `${formatted(JSON.parse(JSON.stringify(stated)) as JsonObject, '')}\n`;
}

function formatted(object: JsonObject, indent: string): string {
  const members = Object.entries(object).map(
    ([name, value]) => `${JSON.stringify(name)}: ${member(name, value, `${indent}  `)}`,
  );
  return block('{}', members, indent);
}

function member(name: string, value: Json, indent: string): string {
  if (name === 'expected' && isObject(value)) return formatted(value, indent);
  if (LISTS.has(name) && Array.isArray(value)) return block('[]', value.map(inline), indent);
  if (TABLES.has(name) && isObject(value)) return block('{}', membersOf(value), indent);
  return inline(value);
}

function block(brackets: string, lines: readonly string[], indent: string): string {
  if (lines.length === 0) return brackets;
  const list = lines.map((line) => `${indent}  ${line}`).join(',\n');
  return `${brackets.slice(0, 1)}\n${list}\n${indent}${brackets.slice(1)}`;
}

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  return isObject(value) ? `{${membersOf(value).join(', ')}}` : JSON.stringify(value);
}

function membersOf(object: JsonObject): string[] {
  return Object.entries(object).map(([name, value]) => `${JSON.stringify(name)}: ${inline(value)}`);
}

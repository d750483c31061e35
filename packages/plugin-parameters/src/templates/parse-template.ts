import { type Path, parsePath } from '@tenon/core';
import type { Reference, Template, TemplateFlaw } from './template.js';

const OPEN = /\$?\$\{/g;
/** Of a reference so many characters are shown in messages. */
const LONGEST_SHOWN = 80;

/** Whether a text holds `${`, be it a template or `$${`, which writes it. */
export function mentionsTemplate(text: string): boolean {
  return text.includes('${');
}

/**
 * Reads a text with templates: `${name}`, `${name.path[0]}`, `${name:-default}`, `${scheme:anything}`; `$${` writes `${`.
 * From left to right and once: what a reference gives is never read again. Linear.
 */
export function parseTemplate(text: string): Template | TemplateFlaw {
  const parts: (string | Reference)[] = [];
  let literal = '';
  let at = 0;
  OPEN.lastIndex = 0;
  for (let open = OPEN.exec(text); open !== null; open = OPEN.exec(text)) {
    literal += text.slice(at, open.index);
    at = OPEN.lastIndex;
    if (open[0] === '$${') {
      literal += '${';
      continue;
    }
    const end = text.indexOf('}', at);
    if (end < 0) return { position: open.index, what: 'is never closed' };
    const reference = parseReference(text.slice(at, end));
    if (typeof reference === 'string') return { position: open.index, what: reference };
    if (literal !== '') parts.push(literal);
    literal = '';
    parts.push(reference);
    at = end + 1;
    OPEN.lastIndex = at;
  }
  literal += text.slice(at);
  if (literal !== '') parts.push(literal);
  return Object.freeze(parts);
}

/** Whether reading a text failed. */
export function isFlaw(parsed: Template | TemplateFlaw): parsed is TemplateFlaw {
  return 'what' in parsed;
}

/** Reads what stands between the braces. Answers what is wrong where it cannot. */
function parseReference(inside: string): Reference | string {
  if (inside.includes('${')) return 'holds another one: templates do not nest';
  const split = inside.indexOf(':-');
  const target = split < 0 ? inside : inside.slice(0, split);
  const fallback = split < 0 ? undefined : inside.slice(split + 2);
  if (target !== target.trim()) return 'has spaces around its name';
  const colon = /^[A-Za-z][\w+-]*:/.exec(target)?.[0].length ?? 0;
  const scheme = colon === 0 ? undefined : target.slice(0, colon - 1);
  const rest = target.slice(colon);
  if (rest === '') return 'names nothing';
  const text =
    inside.length <= LONGEST_SHOWN ? `\${${inside}}` : `\${${inside.slice(0, LONGEST_SHOWN)}…}`;
  const common = { text, scheme, target: rest, fallback };
  if (scheme === 'secret') return Object.freeze({ ...common, name: rest, path: [] });
  let parsed: Path;
  try {
    parsed = parsePath(rest);
  } catch {
    return 'has a path that cannot be read';
  }
  const [name = '', ...path] = parsed;
  if (name === '') return 'names nothing';
  return Object.freeze({ ...common, name: String(name), path });
}

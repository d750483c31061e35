import type { Findings } from './findings.js';

/**
 * Whether a text is JSON (RFC 8259) as other programs read it, and tells of the first place where it is not. YAML takes
 * more: comments, single quotes, a comma at the end. Linear, with no recursion.
 */
export function isStrictJson(findings: Findings): boolean {
  const { text } = findings.source;
  const flaw = firstFlaw(text);
  if (flaw === undefined) return true;
  findings.error(
    'FILE_SYNTAX',
    flaw.at,
    `The file is no JSON here, where ${flaw.due} is due.`,
    'Name it .yaml where it is to hold comments and the like.',
  );
  return false;
}

/** What may come next, as it stands in a sentence. */
const VALUE = 'a value';
const FIRST_VALUE = 'a value or "]"';
const NAME = 'a name in double quotes';
const FIRST_NAME = 'a name in double quotes or "}"';
const COLON = '":"';
const COMMA = { '{': '"," or "}"', '[': '"," or "]"' } as const;
const END = 'the end of the file';

/** A byte order mark is no JSON, and common all the same. */
const SPACE = /^\uFEFF|[ \t\n\r]+/y;
// oxlint-disable-next-line no-control-regex -- they are what a string must not hold
const STRING = /"[^"\\\0-\x1F]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\0-\x1F]*)*"/y;
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function firstFlaw(text: string): { readonly at: number; readonly due: string } | undefined {
  const open: ('{' | '[')[] = [];
  let due: string = VALUE;
  for (let at = 0; ; ) {
    at += match(SPACE, text, at);
    if (at >= text.length) return due === END ? undefined : { at, due };
    const sign = text.charAt(at);
    const top = open.at(-1);
    const next = after(sign, due, top);
    if (next === undefined) {
      const isValue = due === VALUE || due === FIRST_VALUE;
      const isName = due === NAME || due === FIRST_NAME;
      const length =
        sign === '"' && (isName || isValue)
          ? match(STRING, text, at)
          : isValue
            ? match(WORD, text, at)
            : 0;
      if (length === 0) return { at, due };
      due = isName ? COLON : top === undefined ? END : COMMA[top];
      at += length;
      continue;
    }
    if (sign === '{' || sign === '[') open.push(sign);
    else if (sign === '}' || sign === ']') open.pop();
    const around = open.at(-1);
    due = next === CLOSED ? (around === undefined ? END : COMMA[around]) : next;
    at++;
  }
}

const CLOSED = 'closed';

/** What may come behind a sign; `undefined` where it is none, or not due. */
function after(sign: string, due: string, top: '{' | '[' | undefined): string | undefined {
  const isComma = top !== undefined && due === COMMA[top];
  switch (sign) {
    case '{':
      return due === VALUE || due === FIRST_VALUE ? FIRST_NAME : undefined;
    case '[':
      return due === VALUE || due === FIRST_VALUE ? FIRST_VALUE : undefined;
    case '}':
      return due === FIRST_NAME || (isComma && top === '{') ? CLOSED : undefined;
    case ']':
      return due === FIRST_VALUE || (isComma && top === '[') ? CLOSED : undefined;
    case ':':
      return due === COLON ? VALUE : undefined;
    case ',':
      return isComma ? (top === '{' ? NAME : VALUE) : undefined;
    default:
      return undefined;
  }
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

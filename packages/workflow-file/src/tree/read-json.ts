import type { ResolvedLimits } from '../limits.js';
import type { Findings } from './findings.js';
import { isExact, tellDepth, tellDuplicate } from './tell.js';
import type { Tree, TreeMember } from './tree.js';

/**
 * Reads a text as JSON (RFC 8259), and nothing but JSON: YAML takes more, which other programs would not read. Tells of the
 * first place where it is none; of members that stand twice, and numbers that no number holds, of all. Linear, with no
 * recursion, and several times as fast as to read it as YAML.
 */
export function readJson(findings: Findings, limits: ResolvedLimits): Tree | undefined {
  return new JsonReader(findings, limits.depth).read();
}

/** What may come next, as it stands in a sentence. */
const VALUE = 'a value';
const FIRST_VALUE = 'a value or "]"';
const NAME = 'a name in double quotes';
const FIRST_NAME = 'a name in double quotes or "}"';
const COLON = '":"';
const IN_MAP = '"," or "}"';
const IN_LIST = '"," or "]"';
const END = 'the end of the file';

/** A byte order mark is no JSON, and common all the same. */
const SPACE = /^\uFEFF|[ \t\n\r]+/y;
/** A part of a string: as a whole, it would take the expression a step back for each escape, and millions overflow. */
// oxlint-disable-next-line no-control-regex -- they are what a string must not hold
const PART = /[^"\\\0-\x1F]+|(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})){1,1000}/y;
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** An object or a list that is not complete yet. */
type Open =
  | {
      readonly kind: 'map';
      readonly at: number;
      size: number;
      readonly members: Map<string, TreeMember>;
      /** The name of the member that is being read. */
      name: { readonly text: string; readonly at: number };
    }
  | { readonly kind: 'list'; readonly at: number; size: number; readonly items: Tree[] };

class JsonReader {
  readonly #findings: Findings;
  readonly #depth: number;
  readonly #open: Open[] = [];
  #due: string = VALUE;
  #root: Tree | undefined;

  constructor(findings: Findings, depth: number) {
    this.#findings = findings;
    this.#depth = depth;
  }

  read(): Tree | undefined {
    const { text } = this.#findings.source;
    for (let at = 0; ; ) {
      at += tokenAt(SPACE, text, at).length;
      if (at >= text.length && this.#due === END) return this.#root;
      const length = this.#sign(text.charAt(at), at) ? 1 : this.#token(text, at);
      if (length === 0) {
        // What is too deep has been told.
        if (!this.#isTooDeep) this.#tellFlaw(at);
        return undefined;
      }
      at += length;
    }
  }

  get #isTooDeep(): boolean {
    return this.#open.length > this.#depth;
  }

  #tellFlaw(at: number): void {
    this.#findings.error(
      'FILE_SYNTAX',
      at,
      `The file is no JSON here, where ${this.#due} is due.`,
      'Name it .yaml where it is to hold comments and the like.',
    );
  }

  /** Takes a sign that stands for itself, where it is due. */
  #sign(sign: string, at: number): boolean {
    const due = this.#due;
    const isValue = due === VALUE || due === FIRST_VALUE;
    switch (sign) {
      case '{':
        return (
          isValue && this.#enter({ kind: 'map', at, size: 1, members: new Map(), name: NO_NAME })
        );
      case '[':
        return isValue && this.#enter({ kind: 'list', at, size: 1, items: [] });
      case '}':
        return (due === FIRST_NAME || due === IN_MAP) && this.#leave();
      case ']':
        return (due === FIRST_VALUE || due === IN_LIST) && this.#leave();
      case ':':
        if (due === COLON) this.#due = VALUE;
        return due === COLON;
      case ',':
        if (due === IN_MAP) this.#due = NAME;
        else if (due === IN_LIST) this.#due = VALUE;
        return due === IN_MAP || due === IN_LIST;
      default:
        return false;
    }
  }

  /** Takes a name or a value; answers how long it is. */
  #token(text: string, at: number): number {
    const due = this.#due;
    const isString = text.charAt(at) === '"';
    const top = this.#open.at(-1);
    if (due === NAME || due === FIRST_NAME) {
      const token = isString ? stringAt(text, at) : '';
      if (token !== '' && top?.kind === 'map') {
        top.name = { text: JSON.parse(token) as string, at };
        this.#due = COLON;
      }
      return token.length;
    }
    if (due !== VALUE && due !== FIRST_VALUE) return 0;
    const token = isString ? stringAt(text, at) : tokenAt(WORD, text, at);
    if (token === '') return 0;
    const value = JSON.parse(token) as string | number | boolean | null;
    if (typeof value === 'number') isExact(this.#findings, value, token, at);
    this.#add({ kind: 'value', at, size: 1, value });
    return token.length;
  }

  #enter(open: Open): boolean {
    this.#open.push(open);
    if (this.#isTooDeep) {
      tellDepth(this.#findings, open.at, this.#depth);
      return false;
    }
    this.#due = open.kind === 'map' ? FIRST_NAME : FIRST_VALUE;
    return true;
  }

  #leave(): boolean {
    const complete = this.#open.pop();
    if (complete !== undefined) this.#add(complete);
    return true;
  }

  #add(tree: Tree): void {
    const top = this.#open.at(-1);
    if (top === undefined) {
      this.#root = tree;
      this.#due = END;
      return;
    }
    top.size += tree.size;
    this.#due = top.kind === 'map' ? IN_MAP : IN_LIST;
    if (top.kind === 'list') {
      top.items.push(tree);
      return;
    }
    const { text: name, at } = top.name;
    const other = top.members.get(name);
    if (other === undefined) top.members.set(name, { name, at, value: tree });
    else tellDuplicate(this.#findings, name, at, other.at);
  }
}

const NO_NAME = Object.freeze({ text: '', at: 0 });

function tokenAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** A string with its quotes; nothing where it does not end, or holds what it must not. */
function stringAt(text: string, at: number): string {
  let end = at + 1;
  for (let part = tokenAt(PART, text, end); part !== ''; part = tokenAt(PART, text, end)) {
    end += part.length;
  }
  return text.charAt(end) === '"' ? text.slice(at, end + 1) : '';
}

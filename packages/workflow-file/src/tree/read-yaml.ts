import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  type Pair,
  type ParsedNode,
  Scalar,
  type YAMLError,
} from 'yaml';
import type { ResolvedLimits } from '../limits.js';
import { tooDeepAt } from './depth.js';
import type { Findings } from './findings.js';
import { isExact, tellDepth, tellDuplicate } from './tell.js';
import { tokensOf } from './tokens.js';
import type { Tree, TreeMember } from './tree.js';

/**
 * Reads a text as YAML 1.2 (core schema), of which JSON is a part. Tells everything that is wrong; `undefined` where nothing
 * can be made of it.
 *
 * The text is parsed into tokens first, which takes no recursion, so that a document that is too deep is refused before
 * it is composed, which does. Linear in the text.
 */
export function readYaml(findings: Findings, limits: ResolvedLimits): Tree | undefined {
  const { text } = findings.source;
  const tokens = tokensOf(text, findings, limits);
  if (tokens === undefined || !isWithinDepth(tokens, findings, limits.depth)) return undefined;
  const documents = [
    ...new Composer({ ...OPTIONS }).compose(tokens, true, text.length),
  ] as Document.Parsed[];
  const [document, second] = documents;
  for (const error of [...(document?.errors ?? []), ...(document?.warnings ?? [])]) {
    tellError(findings, error);
  }
  if (second !== undefined) {
    findings.error(
      'FILE_SYNTAX',
      second.range[0],
      'The file holds more than one document.',
      'Write one workflow in a file; those inside it stand under "workflows".',
    );
  }
  if (document?.directives.yaml.explicit === true && document.directives.yaml.version !== '1.2') {
    findings.error(
      'FILE_SYNTAX',
      0,
      `The file is written in YAML ${document.directives.yaml.version}.`,
      'Workflow files are YAML 1.2, in which no, off and 012 mean other things: remove the %YAML line.',
    );
  }
  if (!findings.isEmpty) return undefined;
  if (document?.contents == null) {
    findings.error('FILE_SYNTAX', 0, 'The file is empty.', 'Begin it with "tenon: 1".');
    return undefined;
  }
  return new TreeReader(findings).read(document.contents);
}

/** Keys are compared here and not by the composer, which would compare each with every other. */
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

function isWithinDepth(tokens: readonly CST.Token[], findings: Findings, limit: number): boolean {
  for (const token of tokens) {
    const at = tooDeepAt(token, limit);
    if (at === undefined) continue;
    tellDepth(findings, at, limit);
    return false;
  }
  return true;
}

function tellError(findings: Findings, { code, message, pos: [at] }: YAMLError): void {
  const hint = HINTS.get(code);
  const text = message.trim().replace(/[.:]$/, '');
  findings.error('FILE_SYNTAX', at, `The file is no YAML here: ${text}.`, hint);
}

const HINTS: ReadonlyMap<YAMLError['code'], string> = new Map([
  ['TAB_AS_INDENT', 'Indent with spaces.'],
  ['BAD_SCALAR_START', 'Put the text into quotes.'],
  ['MULTIPLE_DOCS', 'Write one workflow in a file; those inside it stand under "workflows".'],
  [
    'TAG_RESOLVE_FAILED',
    'Leave tags out: texts, numbers, true, false, null, lists and objects need none.',
  ],
  ['MULTILINE_IMPLICIT_KEY', 'A colon may be missing at the end of the line.'],
  ['BAD_INDENT', 'Indent what belongs together alike.'],
]);

/** Makes a tree of what was composed. Recursive: the depth of what was composed is limited. */
class TreeReader {
  readonly #findings: Findings;
  /** What anchors stand for, once it was read. */
  readonly #anchors = new Map<string, Tree | undefined>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  read(node: ParsedNode): Tree | undefined {
    if (isAlias(node)) return this.#alias(node.source, node.range[0]);
    const tree = isScalar(node) ? this.#scalar(node) : this.#collection(node);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, tree);
    return tree;
  }

  #alias(name: string, at: number): Tree | undefined {
    const tree = this.#anchors.get(name);
    if (tree === undefined && !this.#anchors.has(name)) {
      this.#findings.error(
        'FILE_SYNTAX',
        at,
        `The alias "*${name}" stands for nothing that is complete before it.`,
        `Mark what it repeats with &${name}, further up.`,
      );
    }
    return tree;
  }

  #scalar(node: Scalar.Parsed): Tree {
    const { value, range } = node;
    const [at] = range;
    if (typeof value === 'number') isExact(this.#findings, value, node.source, at);
    return { kind: 'value', at, size: 1, value: value as string | number | boolean | null };
  }

  #collection(node: Exclude<ParsedNode, Scalar.Parsed | { readonly source: string }>): Tree {
    const [at] = node.range;
    let size = 1;
    if (!isMap(node)) {
      const items: Tree[] = [];
      for (const item of node.items) {
        const tree = this.read(item);
        if (tree === undefined) continue;
        items.push(tree);
        size += tree.size;
      }
      return { kind: 'list', at, size, items };
    }
    const members = new Map<string, TreeMember>();
    for (const pair of node.items) {
      const member = this.#member(pair, members);
      if (member === undefined) continue;
      members.set(member.name, member);
      size += member.value.size;
    }
    return { kind: 'map', at, size, members };
  }

  #member(
    { key, value }: Pair<ParsedNode, ParsedNode | null>,
    before: ReadonlyMap<string, TreeMember>,
  ): TreeMember | undefined {
    const at = key.range[0];
    const name = this.#nameOf(key);
    const tree: Tree | undefined =
      value === null ? { kind: 'value', at, size: 1, value: null } : this.read(value);
    if (name === undefined || tree === undefined) return undefined;
    const other = before.get(name);
    if (other === undefined) return { name, at, value: tree };
    tellDuplicate(this.#findings, name, at, other.at);
    return undefined;
  }

  /** A key is the text that stands there: `true`, `1.0` and `null` are names, too. */
  #nameOf(key: ParsedNode): string | undefined {
    const at = key.range[0];
    if (!isScalar(key)) {
      this.#findings.error('FILE_SYNTAX', at, 'The key of a member is no text.', 'Write a name.');
      return undefined;
    }
    if (key.type !== Scalar.PLAIN) return String(key.value);
    if (key.source === '<<') {
      this.#findings.error(
        'FILE_SYNTAX',
        at,
        'The file merges objects by "<<", which YAML 1.2 does not know.',
        'Write the members out; put "<<" into quotes where it is a name.',
      );
      return undefined;
    }
    if (key.source === '') {
      this.#findings.error(
        'FILE_SYNTAX',
        at,
        'A member has no name.',
        'Write a name before the colon.',
      );
      return undefined;
    }
    return key.source;
  }
}

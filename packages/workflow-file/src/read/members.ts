import { describeValue, didYouMean, type ErrorCode, type IssuePlace, quoteList } from '@tenon/core';
import type { Findings } from '../tree/findings.js';
import { type Tree, type TreeList, type TreeMap, toData } from '../tree/tree.js';

/** What findings on an object say it is about. */
export interface Subject {
  /** As it stands in a sentence: `node "tier"`. */
  readonly title: string;
  readonly where: Pick<IssuePlace, 'workflow' | 'node' | 'loop' | 'port'>;
}

/** Reads the members of one object of a file, and tells of those that are not what they must be. */
export class Members {
  readonly tree: TreeMap;
  readonly subject: Subject;
  readonly #findings: Findings;

  constructor(tree: TreeMap, subject: Subject, findings: Findings) {
    this.tree = tree;
    this.subject = subject;
    this.#findings = findings;
  }

  /** Tells of members that mean nothing here. */
  expect(known: readonly string[]): void {
    for (const { name, at } of this.tree.members.values()) {
      if (known.includes(name)) continue;
      this.tell(
        'FILE_MEMBER_UNKNOWN',
        at,
        `${capitalised(this.subject.title)} has a member ${describeValue(name)}, which there is not.`,
        didYouMean(name, known) || `There are ${quoteList(known)}.`,
      );
    }
  }

  has(name: string): boolean {
    return this.tree.members.has(name);
  }

  get(name: string): Tree | undefined {
    return this.tree.members.get(name)?.value;
  }

  /** A text; `undefined` where there is none. */
  text(name: string): string | undefined {
    return this.#value(name, 'string', 'a text', (value) =>
      value === null ? 'Give it a text.' : 'Put it into quotes.',
    );
  }

  number(name: string): number | undefined {
    return this.#value(name, 'number', 'a number');
  }

  flag(name: string): boolean | undefined {
    return this.#value(name, 'boolean', 'true or false');
  }

  /** One of some words. */
  word<W extends string>(name: string, words: readonly W[]): W | undefined {
    const tree = this.get(name);
    if (tree === undefined) return undefined;
    const value = tree.kind === 'value' ? tree.value : undefined;
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const hint = typeof value === 'string' ? didYouMean(value, words) : '';
    this.misfit(name, tree, quoteList(words, 'or'), hint);
    return undefined;
  }

  map(name: string): TreeMap | undefined {
    const tree = this.get(name);
    if (tree === undefined || tree.kind === 'map') return tree;
    this.misfit(name, tree, 'an object');
    return undefined;
  }

  list(name: string): TreeList | undefined {
    const tree = this.get(name);
    if (tree === undefined || tree.kind === 'list') return tree;
    this.misfit(name, tree, 'a list');
    return undefined;
  }

  /** Tells of a member that must be there and is not. */
  missing(name: string, hint: string): void {
    this.tell(
      'FILE_MEMBER_MISSING',
      this.tree.at,
      `${capitalised(this.subject.title)} has no "${name}".`,
      hint,
    );
  }

  /** Tells of a member that is something else than it must be. */
  misfit(name: string, tree: Tree, due: string, hint?: string): void {
    this.tell(
      'FILE_VALUE_INVALID',
      tree.at,
      `The "${name}" of ${this.subject.title} is ${describeTree(tree)}, not ${due}.`,
      hint,
    );
  }

  tell(code: ErrorCode, at: number, message: string, hint?: string): void {
    this.#findings.error(code, at, message, hint, this.subject.where);
  }

  /** The members of an object that stands in this one, where it is one. */
  inside(tree: TreeMap, subject: Subject): Members {
    return new Members(tree, subject, this.#findings);
  }

  #value(
    name: string,
    type: 'string',
    due: string,
    hint?: (value: unknown) => string,
  ): string | undefined;
  #value(name: string, type: 'number', due: string): number | undefined;
  #value(name: string, type: 'boolean', due: string): boolean | undefined;
  #value(name: string, type: string, due: string, hint?: (value: unknown) => string): unknown {
    const tree = this.get(name);
    if (tree === undefined) return undefined;
    if (tree.kind === 'value' && typeof tree.value === type) return tree.value;
    this.misfit(name, tree, due, tree.kind === 'value' ? hint?.(tree.value) : undefined);
    return undefined;
  }
}

/** A value of a file in a message: short, whatever it is. */
export function describeTree(tree: Tree): string {
  if (tree.kind === 'map') return 'an object';
  return tree.kind === 'list' ? 'a list' : describeValue(toData(tree));
}

/** A text as the beginning of a sentence. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

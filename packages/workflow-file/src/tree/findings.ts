import { type ErrorCode, type Issue, type IssuePlace, issueError } from '@tenon/core';
import { placeOf, type Source } from './source.js';

/** Beyond so many, findings of one file are no longer told: the first ones are the ones to look at. */
const MOST_FINDINGS = 1_000;

/** Collects what is wrong with one file. */
export class Findings {
  readonly source: Source;
  readonly #found: { readonly at: number; readonly issue: Issue }[] = [];

  constructor(source: Source) {
    this.source = source;
  }

  /** Everything found, in order of place. */
  get issues(): readonly Issue[] {
    return [...this.#found].sort((a, b) => a.at - b.at).map(({ issue }) => issue);
  }

  get isEmpty(): boolean {
    return this.#found.length === 0;
  }

  /** Tells of something at a place of the text. */
  error(
    code: ErrorCode,
    at: number,
    message: string,
    hint?: string,
    where: Pick<IssuePlace, 'workflow' | 'node' | 'loop' | 'port'> = {},
  ): void {
    if (this.#found.length >= MOST_FINDINGS) return;
    const place = placeOf(this.source, at);
    const issue = issueError(code, message, { hint, where: { ...where, ...place } });
    this.#found.push({ at, issue });
  }
}

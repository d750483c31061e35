import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Issue, issueError } from '@tenon/core';
import type { ResolvedLimits } from '../limits.js';
import { readDocument, type StatedDocument } from '../read/read-document.js';
import { formatOf, sourceOf } from '../tree/source.js';
import { confine } from './confine.js';
import type { Naming } from './naming.js';
import { readText, type Unread, unreadable } from './read-text.js';

/** Reads files, each once, breadth first. */
export class Loader {
  readonly #naming: Naming;
  readonly #limits: ResolvedLimits;
  /** Documents by the real paths of their files. */
  readonly #documents = new Map<string, StatedDocument>();
  readonly #links = new Map<StatedDocument, Map<string, string>>();
  /** What cannot be said of a place in a text, because there is none. */
  readonly #unread: Issue[] = [];

  constructor(naming: Naming, limits: ResolvedLimits) {
    this.#naming = naming;
    this.#limits = limits;
  }

  /** The name of the file asked for. */
  get name(): string {
    return this.#naming.name;
  }

  get documents(): Iterable<StatedDocument> {
    return this.#documents.values();
  }

  get files(): string[] {
    return Array.from(this.#documents.values(), ({ source }) => source.file ?? '');
  }

  get issues(): readonly Issue[] {
    const found = Array.from(this.#documents.values(), ({ findings }) => findings.issues);
    return Object.freeze([...this.#unread, ...found.flat()]);
  }

  /** The document that a reference leads to, once everything is loaded. */
  follow(document: StatedDocument, reference: string): StatedDocument | undefined {
    const real = this.#links.get(document)?.get(reference);
    return real === undefined ? undefined : this.#documents.get(real);
  }

  async load(statedRoot: string | undefined): Promise<StatedDocument | undefined> {
    const { path, name } = this.#naming;
    let real: string;
    try {
      real = await realpath(path);
    } catch (error) {
      return this.#fail(unreadable(`The file "${name}"`, error, 'Correct the path.'));
    }
    let root: string;
    try {
      root = await realpath(statedRoot ?? dirname(real));
    } catch (error) {
      const title = `The root folder "${String(statedRoot)}"`;
      return this.#fail(unreadable(title, error, 'Correct the option "root".'));
    }
    const text = await readText(real, name, this.#limits, { onlyRegular: false });
    if (typeof text !== 'string') {
      return this.#fail(text);
    }
    const main = this.#add(real, name, text);
    const pending: [StatedDocument, string][] = [[main, real]];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      pending.push(...(await this.#readReferences(next[0], next[1], root)));
    }
    return main;
  }

  #fail({ code, message, hint }: Unread): undefined {
    this.#unread.push(issueError(code, message, { hint, where: { file: this.name } }));
  }

  #add(real: string, name: string, text: string): StatedDocument {
    const document = readDocument(sourceOf(text, formatOf(name), name), this.#limits);
    this.#documents.set(real, document);
    this.#links.set(document, new Map());
    return document;
  }

  /** Reads what a document names and was not read before. */
  async #readReferences(
    document: StatedDocument,
    from: string,
    root: string,
  ): Promise<[StatedDocument, string][]> {
    const found: [StatedDocument, string][] = [];
    const tried = new Set<string>();
    for (const flow of [document.main, ...document.workflows.values()]) {
      for (const { id, body } of flow?.nodes ?? []) {
        if (body.form !== 'file' || tried.has(body.name)) continue;
        tried.add(body.name);
        const opened = await this.#open(body.name, document, from, root);
        if (opened === undefined) continue;
        if ('code' in opened) {
          document.findings.error(
            opened.code,
            body.at,
            `Node "${id}": ${opened.message}`,
            opened.hint,
            { ...(flow !== undefined && { workflow: flow.name }), node: id },
          );
        } else found.push([opened.document, opened.real]);
      }
    }
    return found;
  }

  /** Opens a file that a document names; `undefined` where it was read before. */
  async #open(
    reference: string,
    document: StatedDocument,
    from: string,
    root: string,
  ): Promise<{ readonly document: StatedDocument; readonly real: string } | Unread | undefined> {
    const real = await confine(reference, from, root);
    if (typeof real !== 'string') return real;
    this.#links.get(document)?.set(reference, real);
    if (this.#documents.has(real)) return undefined;
    if (this.#documents.size >= this.#limits.files) {
      return {
        code: 'FILE_LIMIT',
        message: `There are more than ${String(this.#limits.files)} files.`,
        hint: 'Raise the limit "files".',
      };
    }
    const name = this.#naming.nameOf(real);
    const text = await readText(real, name, this.#limits, { onlyRegular: true });
    return typeof text === 'string' ? { document: this.#add(real, name, text), real } : text;
  }
}

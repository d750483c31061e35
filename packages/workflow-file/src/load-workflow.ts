import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative } from 'node:path';
import { checkOptionNames, type Issue, issueError, RuntimeError, type Workflow } from '@tenon/core';
import { type FileLimits, type ResolvedLimits, resolveLimits } from './limits.js';
import { link } from './link/link.js';
import { type Locate, locating } from './link/locate.js';
import { confine, reasonOf } from './load/confine.js';
import { readText } from './load/read-text.js';
import { readDocument, type StatedDocument } from './read/read-document.js';
import { type FileFormat, formatOf, sourceOf } from './tree/source.js';
import { WorkflowFileError } from './workflow-file-error.js';

/** What {@link loadWorkflow} may be told. */
export interface LoadOptions {
  /** The folder that sub-workflows must stand in. That of the file where nothing is said. */
  readonly root?: string;
  readonly limits?: FileLimits;
}

/** A workflow from files. */
export interface LoadedWorkflow {
  readonly workflow: Workflow;
  /** The files it was put together of, the one asked for first; as findings name them. */
  readonly files: readonly string[];
  readonly format: FileFormat;
  /** The JSON Schema that the file names for editors. */
  readonly schema: string | undefined;
  /** Adds file, line and column to a finding of `runtime.verify` or `runtime.plan`. */
  readonly locate: Locate;
}

/**
 * Reads a workflow file and the files of its sub-workflows. Rejects with FILE_INVALID, a {@link WorkflowFileError} that
 * carries everything that is wrong with any of them; with OPTION_INVALID for options that are wrong.
 *
 * Sub-workflows are read from the root folder alone, whatever their paths and symbolic links say. One that is named
 * several times is read once.
 *
 * @example
 * const { workflow, locate } = await loadWorkflow('flows/pricing.yaml');
 * const findings = runtime.verify(workflow).map(locate);
 */
export async function loadWorkflow(
  path: string,
  options: LoadOptions = {},
): Promise<LoadedWorkflow> {
  checkOptionNames(options, ['root', 'limits'], 'loadWorkflow');
  if (typeof path !== 'string' || path === '') {
    throw new RuntimeError('OPTION_INVALID', 'loadWorkflow takes the path of a file.', {
      hint: "Call loadWorkflow('flow.yaml').",
    });
  }
  const limits = resolveLimits(options.limits);
  const loader = new Loader(path, limits);
  const main = await loader.load(options.root);
  if (main === undefined) throw invalid(path, loader.issues);
  const { workflow, unitOf } = link(main, loader.documents, (document, reference) =>
    loader.follow(document, reference),
  );
  const issues = loader.issues;
  if (workflow === undefined || issues.length > 0) throw invalid(path, issues);
  return Object.freeze({
    workflow,
    files: Object.freeze(loader.files),
    format: main.source.format,
    schema: main.schema,
    locate: locating(workflow, unitOf),
  });
}

function invalid(path: string, issues: readonly Issue[]): WorkflowFileError {
  return new WorkflowFileError(
    'FILE_INVALID',
    `The workflow file "${path}" cannot be taken as it is.`,
    issues,
  );
}

/** Reads files, each once, breadth first. */
class Loader {
  readonly #path: string;
  readonly #limits: ResolvedLimits;
  /** Documents by the real paths of their files. */
  readonly #documents = new Map<string, StatedDocument>();
  readonly #links = new Map<StatedDocument, Map<string, string>>();
  /** What cannot be said of a place in a text, because there is none. */
  readonly #unread: Issue[] = [];

  constructor(path: string, limits: ResolvedLimits) {
    this.#path = path;
    this.#limits = limits;
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
    const path = this.#path;
    let real: string;
    try {
      real = await realpath(path);
    } catch (error) {
      return this.#fail(
        `The file "${path}" cannot be read: ${reasonOf(error)}.`,
        'Correct the path.',
      );
    }
    let root: string;
    try {
      root = await realpath(statedRoot ?? dirname(real));
    } catch (error) {
      return this.#fail(
        `The root folder "${String(statedRoot)}" cannot be read: ${reasonOf(error)}.`,
        'Correct the option "root".',
      );
    }
    const text = await readText(real, path, this.#limits, { onlyRegular: false });
    if (typeof text !== 'string') {
      this.#unread.push(
        issueError(text.code, text.message, { hint: text.hint, where: { file: path } }),
      );
      return undefined;
    }
    const main = this.#add(real, path, text);
    const pending: [StatedDocument, string][] = [[main, real]];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      pending.push(...(await this.#readReferences(next[0], next[1], root)));
    }
    return main;
  }

  #fail(message: string, hint: string): undefined {
    this.#unread.push(
      issueError('FILE_UNREADABLE', message, { hint, where: { file: this.#path } }),
    );
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
    const links = this.#links.get(document) as Map<string, string>;
    const tried = new Set<string>();
    for (const flow of [document.main, ...document.workflows.values()]) {
      for (const { id, body } of flow?.nodes ?? []) {
        if (body.form !== 'file' || tried.has(body.name)) continue;
        tried.add(body.name);
        const tell = (
          code: 'FILE_REFERENCE' | 'FILE_UNREADABLE' | 'FILE_LIMIT',
          flaw: string,
          hint: string,
        ) => {
          const where = { ...(flow !== undefined && { workflow: flow.name }), node: id };
          document.findings.error(code, body.at, flaw, hint, where);
        };
        const real = await confine(body.name, from, root);
        if (typeof real !== 'string') {
          const code = real.isForbidden ? 'FILE_REFERENCE' : 'FILE_UNREADABLE';
          tell(code, `The file "${body.name}" of node "${id}" ${real.flaw}.`, real.hint);
          continue;
        }
        links.set(body.name, real);
        if (this.#documents.has(real)) continue;
        if (this.#documents.size >= this.#limits.files) {
          tell(
            'FILE_LIMIT',
            `The workflow is put together of more than ${String(this.#limits.files)} files.`,
            'Raise the limit "files".',
          );
          continue;
        }
        const name = this.#nameOf(real);
        const text = await readText(real, name, this.#limits, { onlyRegular: true });
        if (typeof text === 'string') found.push([this.#add(real, name, text), real]);
        else tell(text.code, text.message, text.hint);
      }
    }
    return found;
  }

  /** Where the main file is named by a relative path, so are the others. */
  #nameOf(real: string): string {
    return isAbsolute(this.#path) ? real : relative(process.cwd(), real);
  }
}

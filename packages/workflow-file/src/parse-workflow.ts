import { checkOptionNames, type Issue, RuntimeError, type Workflow } from '@tenon/core';
import { type FileLimits, resolveLimits } from './limits.js';
import { link } from './link/link.js';
import { type Locate, locating } from './link/locate.js';
import { readDocument } from './read/read-document.js';
import { type FileFormat, formatOf, sourceOf } from './tree/source.js';

/** What {@link parseWorkflow} may be told. */
export interface ParseOptions {
  /** The file that the text comes from, as findings are to name it. */
  readonly file?: string;
  /** The notation. That of the file's name; YAML, which JSON is a part of, where there is none. */
  readonly format?: FileFormat;
  readonly limits?: FileLimits;
  /** The workflows that nodes name by "file", by the paths as they stand there. */
  readonly files?: ReadonlyMap<string, Workflow>;
}

/** What came of a text. */
export interface ParsedWorkflow {
  /** The workflow; `undefined` where there are errors. */
  readonly workflow: Workflow | undefined;
  /** Everything that is wrong with the text, in order of place. */
  readonly issues: readonly Issue[];
  readonly format: FileFormat;
  /** The JSON Schema that the text names for editors. */
  readonly schema: string | undefined;
  /** Adds file, line and column to a finding of `runtime.verify` or `runtime.plan`. */
  readonly locate: Locate;
}

/**
 * Reads the text of a workflow file. Pure: other files are not read; `loadWorkflow` reads them. What is wrong with the text
 * is in the answer, all at once; OPTION_INVALID is thrown for options that are wrong.
 *
 * @example
 * const { workflow, issues } = parseWorkflow(text, { file: 'pricing.yaml' });
 */
export function parseWorkflow(text: string, options: ParseOptions = {}): ParsedWorkflow {
  checkOptionNames(options, ['file', 'format', 'limits', 'files'], 'parseWorkflow');
  if (typeof text !== 'string') {
    throw new RuntimeError('OPTION_INVALID', 'parseWorkflow takes the text of a file.', {
      hint: 'Read it first, or call loadWorkflow with its path.',
    });
  }
  const { file, format = formatOf(file), files } = options;
  const document = readDocument(sourceOf(text, format, file), resolveLimits(options.limits));
  const told = new Set<string>();
  const { workflow, unitOf } = link(document, [document], (_, path) => {
    const known = files?.get(path);
    if (known === undefined && !told.has(path)) {
      told.add(path);
      tellUnread(document, path);
    }
    return known;
  });
  const issues = Object.freeze(document.findings.issues);
  return Object.freeze({
    workflow: issues.length === 0 ? workflow : undefined,
    issues,
    format,
    schema: document.schema,
    locate: locating(workflow, unitOf),
  });
}

function tellUnread(document: ReturnType<typeof readDocument>, path: string): void {
  for (const flow of [document.main, ...document.workflows.values()]) {
    for (const { id, body } of flow?.nodes ?? []) {
      if (body.form !== 'file' || body.name !== path) continue;
      document.findings.error(
        'FILE_REFERENCE',
        body.at,
        `Node "${id}" is the workflow of the file "${path}", which was not given.`,
        'Use loadWorkflow, which reads other files, or give parseWorkflow "files".',
        { node: id },
      );
    }
  }
}

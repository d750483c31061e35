import { checkOptionNames, RuntimeError, type Workflow } from '@tenon/core';
import { type FileLimits, resolveLimits } from './limits.js';
import { link } from './link/link.js';
import { type Locate, locating } from './link/locate.js';
import { Loader } from './load/loader.js';
import { namingOf } from './load/naming.js';
import type { FileFormat } from './tree/source.js';
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
 * several times is read once. Findings name files as the first one was named: by paths from the working folder, or whole.
 *
 * @example
 * const { workflow, locate } = await loadWorkflow('flows/pricing.yaml');
 * const findings = runtime.verify(workflow).map(locate);
 */
export async function loadWorkflow(
  path: string | URL,
  options: LoadOptions = {},
): Promise<LoadedWorkflow> {
  checkOptionNames(options, ['root', 'limits'], 'loadWorkflow');
  const isPath = path instanceof URL ? path.protocol === 'file:' : typeof path === 'string' && path;
  if (!isPath) {
    throw new RuntimeError('OPTION_INVALID', 'loadWorkflow takes the path of a file.', {
      hint: "Call loadWorkflow('flow.yaml'), or give it a URL that begins with file:.",
    });
  }
  const loader = new Loader(namingOf(path), resolveLimits(options.limits));
  const main = await loader.load(options.root);
  const linked =
    main &&
    link(main, loader.documents, (document, reference) => loader.follow(document, reference));
  const { issues } = loader;
  if (linked?.workflow === undefined || main === undefined || issues.length > 0) {
    throw new WorkflowFileError(
      'FILE_INVALID',
      `The workflow file "${loader.name}" cannot be taken as it is.`,
      issues,
    );
  }
  return Object.freeze({
    workflow: linked.workflow,
    files: Object.freeze(loader.files),
    format: main.source.format,
    schema: main.schema,
    locate: locating(linked.workflow, linked.unitOf),
  });
}

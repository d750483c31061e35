import {
  checkOptionNames,
  describeValue,
  type NodeTypes,
  RuntimeError,
  type Workflow,
} from '@tenon/core';
import type { FileFormat } from './tree/source.js';
import { WorkflowFileError } from './workflow-file-error.js';
import { toJson } from './write/to-json.js';
import { toYaml } from './write/to-yaml.js';
import { writeDocument } from './write/write-document.js';

/** What {@link formatWorkflow} may be told. */
export interface FormatOptions {
  /** The notation. Default `yaml`. */
  readonly format?: FileFormat;
  /** The JSON Schema that editors are to check the file against: a URL, or a path relative to the file. */
  readonly schema?: string;
  /** The node types that the file is to be read with, so that definitions which are none of them are found. */
  readonly types?: Pick<NodeTypes, 'get'>;
}

/**
 * Writes a workflow as the text of a file. Read again it gives an equal workflow: definitions are written by their type, or
 * by the form that they state; sub-workflows stand in the same text, under `workflows`. Throws WORKFLOW_UNWRITABLE, a
 * {@link WorkflowFileError} that carries everything that a file cannot say; and OPTION_INVALID.
 *
 * @example
 * await writeFile('pricing.yaml', formatWorkflow(pricing, { types: runtime.services.get(NodeTypes) }));
 */
export function formatWorkflow(workflow: Workflow, options: FormatOptions = {}): string {
  checkOptionNames(options, ['format', 'schema', 'types'], 'formatWorkflow');
  const { format = 'yaml', schema, types } = options;
  if (format !== 'yaml' && format !== 'json') {
    throw new RuntimeError('OPTION_INVALID', `The option "format" is ${describeValue(format)}.`, {
      hint: 'It is "yaml" or "json".',
    });
  }
  // A comment ends with the first space: what holds one stands in the document.
  const isComment = format === 'yaml' && schema !== undefined && /^\S+$/.test(schema);
  const { doc, issues } = writeDocument(workflow, isComment ? undefined : schema, types);
  if (issues.length > 0) {
    throw new WorkflowFileError(
      'WORKFLOW_UNWRITABLE',
      `Workflow "${workflow.name}" cannot be written to a file.`,
      issues,
    );
  }
  return format === 'json' ? toJson(doc) : toYaml(doc, isComment ? schema : undefined);
}

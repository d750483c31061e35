import type { Issue } from '@tenon/core';
import { type ParseOptions, parseWorkflow, WorkflowFileError } from '@tenon/workflow-file';

/** A finding in a line: `3:5 FILE_SYNTAX …`. */
export function told({ code, message, where: { file, line, column } }: Issue): string {
  const place = line === undefined ? '' : `${String(line)}:${String(column)} `;
  return `${file === undefined ? '' : `${file}:`}${place}${code} ${message}`;
}

/** What is wrong with a text, each in a line. */
export function findingsOf(text: string, options?: ParseOptions): readonly string[] {
  return parseWorkflow(text, options).issues.map(told);
}

/** The error that a call throws or rejects with. */
export async function failureOf(call: () => unknown): Promise<WorkflowFileError> {
  try {
    await call();
  } catch (error) {
    if (error instanceof WorkflowFileError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

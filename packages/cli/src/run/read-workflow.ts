import { resolve } from 'node:path';
import { type Issue, RuntimeError } from '@tenon/core';
import { type LoadedWorkflow, loadWorkflow } from '@tenon/workflow-file';
import type { Io } from '../io/io.js';
import type { Finding } from '../show/issue-text.js';

/** A workflow from a file, or why it is none. */
export type ReadWorkflow =
  | { readonly loaded: LoadedWorkflow; readonly issues?: never; readonly error?: never }
  | {
      readonly loaded?: never;
      readonly issues: readonly Issue[];
      readonly error: RuntimeError;
    };

/** Reads a workflow file. Throws what is not a matter of the file's content. */
export async function readWorkflow(io: Pick<Io, 'cwd'>, file: string): Promise<ReadWorkflow> {
  try {
    return { loaded: await loadWorkflow(resolve(io.cwd, file)) };
  } catch (error) {
    if (!RuntimeError.is(error, 'FILE_INVALID')) throw error;
    const { issues } = error as RuntimeError & { readonly issues: readonly Issue[] };
    return { issues, error };
  }
}

/** Whether the only thing wrong with a file is that it is not there, or cannot be read. */
export function isUnreadable(issues: readonly Issue[]): boolean {
  return issues.every(({ code, where }) => code === 'FILE_UNREADABLE' && where.line === undefined);
}

/** Adds places to findings and failures, where they know a node or a loop. */
export function locatorOf({ locate }: LoadedWorkflow): <T extends Finding>(finding: T) => T {
  return (finding) => {
    const where = finding.where ?? {};
    const placed = locate({ ...finding, where } as unknown as Issue);
    return { ...finding, where: placed.where };
  };
}

import { type ErrorCode, RuntimeError, type RuntimeErrorDetails } from '@tenon/core';

/** The node that something goes wrong in. */
export interface Site {
  readonly id: string;
  readonly workflow: string;
}

/** An error of a node: it names the node, so that it keeps its own code. */
export function failure(
  { id, workflow }: Site,
  code: ErrorCode,
  message: string,
  details: Omit<RuntimeErrorDetails, 'where'> & { readonly port?: string } = {},
): RuntimeError {
  const { port, ...rest } = details;
  return new RuntimeError(code, message, {
    ...rest,
    where: { workflow, node: id, ...(port !== undefined && { port }) },
  });
}

import { RuntimeError } from '../../errors/runtime-error.js';
import type { NodeStep } from '../../plan/node-step.js';
import { ownValue } from '../../values/data.js';
import { messageOf } from '../../values/describe-value.js';
import type { Frame } from './frame.js';

/**
 * The error of a step. Errors of Tenon that already name this node pass as they are; anything else, whatever was thrown,
 * becomes the cause of NODE_FAILED: untouched, or a masked copy where it holds a secret of the run.
 */
export function nodeError(frame: Frame, step: NodeStep, error: unknown): RuntimeError {
  const workflow = frame.plan.workflow.name;
  // Looked at before it is masked: a secret may be the same text as the name of a node.
  const isNamed =
    RuntimeError.is(error) && error.where.node === step.id && error.where.workflow === workflow;
  // Masked before its message is taken, which shortens what is long.
  const thrown = frame.run.masked(error);
  if (isNamed) return thrown as RuntimeError;
  return new RuntimeError(
    'NODE_FAILED',
    `Node "${frame.pathOf(step.index).join('/')}" of workflow "${workflow}" failed: ${messageOf(thrown)}`,
    { cause: thrown, where: { workflow, node: step.id } },
  );
}

export function timeoutError(frame: Frame, step: NodeStep, took: number): RuntimeError {
  const late =
    took > step.timeoutMs ? `, and held the thread for ${String(Math.round(took))} ms` : '';
  return new RuntimeError(
    'TIMEOUT',
    `Node "${step.id}" was not done within ${String(step.timeoutMs)} ms${late}.`,
    {
      hint: 'Raise its timeoutMs, or make the node respect context.signal and finish earlier.',
      where: { workflow: frame.plan.workflow.name, node: step.id },
    },
  );
}

/** Whether what a node threw says no more than that it was told to stop. Total. */
export function isAbortOf(thrown: unknown, reason: unknown): boolean {
  if (thrown === reason) return true;
  if (typeof thrown !== 'object' || thrown === null) return false;
  try {
    return (thrown as Error).name === 'AbortError' || ownValue(thrown, 'cause') === reason;
  } catch {
    return false;
  }
}

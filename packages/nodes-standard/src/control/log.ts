import { defineNode, type LogLevel, port } from '@tenon/core';
import { text, typed } from '../rows/ports.js';

/** The levels that `log` writes at. */
const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/**
 * Writes a line to the log of the runtime, without the secrets of the run, and hands its input on: `value` → `value`.
 *
 * @example
 * const told = flow.add('told', log, { message: 'orders read' });
 */
export const log = defineNode({
  type: 'log',
  description: 'Writes a line to the log, and hands its input on.',
  inputs: {
    message: text('What is written.'),
    level: typed<LogLevel>({ type: 'string', enum: LEVELS }, 'The level of the line.').default(
      'info',
    ),
    value: port().describe('What is written beside the message, and handed on.').optional(),
  },
  outputs: { value: port().describe('The input.').optional() },
  run: ({ message, level, value }, context) => {
    const { nodeId, runId, workflow } = context;
    const write = LEVELS.includes(level) ? level : 'info';
    context.log[write](message, {
      run: runId,
      workflow,
      node: nodeId,
      ...(value !== undefined && { value }),
    });
    return { value };
  },
});

import type { Issue } from '../issue.js';
import { errorIn, quoted, type Rule, type Subject } from '../subject.js';

/** Beyond this, adding milliseconds to a time loses whole milliseconds. */
const LONGEST_MS = 2 ** 53;

/** How a node joins its connections, and for how long it may run: `join` and `timeoutMs`, its own or its type's. */
export const placement: Rule = function* (subject) {
  const { workflow, definitions } = subject.resolved;
  for (const [index, { id, join, timeoutMs }] of workflow.nodes.entries()) {
    if (join !== 'all' && join !== 'any') {
      yield invalid(subject, id, 'join', join, 'It takes "all" or "any".');
    }
    const limit = timeoutMs === undefined ? definitions[index]?.timeoutMs : timeoutMs;
    if (limit !== undefined && !isTimeLimit(limit)) {
      yield invalid(
        subject,
        id,
        'timeoutMs',
        limit,
        'It takes a finite number of milliseconds above 0, up to 2 ** 53.',
      );
    }
  }
};

function isTimeLimit(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value <= LONGEST_MS;
}

function invalid(subject: Subject, id: string, name: string, value: unknown, hint: string): Issue {
  return errorIn(
    subject,
    'OPTION_INVALID',
    `The option "${name}" of node ${quoted(id)} is ${quoted(value)}.`,
    { node: id },
    hint,
  );
}

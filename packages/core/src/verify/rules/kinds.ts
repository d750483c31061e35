import { RuntimeError } from '../../errors/runtime-error.js';
import { messageOf } from '../../values/describe-value.js';
import { isNodeKind } from '../../workflow/workflow.js';
import type { Issue } from '../issue.js';
import { errorIn, quoted, type Rule, type Subject } from '../subject.js';

/**
 * Every kind that a node names is bound, and its node type accepts the node's configuration. What a node type throws is
 * CONFIG_INVALID, unless it is an error of Tenon, which keeps its own code.
 */
export const kinds: Rule = function* (subject) {
  const { workflow, definitions, refusals } = subject.resolved;
  for (const [index, { id, node }] of workflow.nodes.entries()) {
    if (definitions[index] !== undefined || !isNodeKind(node)) continue;
    if (refusals.has(index)) yield refused(subject, id, node.kind, refusals.get(index));
    else if (subject.kinds.has(node.kind)) yield undefinedKind(subject, id, node.kind);
    else {
      yield errorIn(
        subject,
        'UNKNOWN_KIND',
        `Node ${quoted(id)} is of the kind ${quoted(node.kind)}, which no bound node type has.`,
        { node: id },
        subject.names.near(node.kind, subject.kinds) ??
          'Bind the node type: bind(NodeType).toConstantValue(…).',
      );
    }
  }
};

function refused(subject: Subject, id: string, kind: string, thrown: unknown): Issue {
  const known = RuntimeError.is(thrown) ? thrown : undefined;
  return errorIn(
    subject,
    known?.code ?? 'CONFIG_INVALID',
    `The node type ${quoted(kind)} refused the configuration of node ${quoted(id)}: ${messageOf(thrown)}`,
    { node: id, port: known?.where.port },
    known?.hint,
  );
}

function undefinedKind(subject: Subject, id: string, kind: string): Issue {
  return errorIn(
    subject,
    'CONFIG_INVALID',
    `The node type ${quoted(kind)} made no definition for the configuration of node ${quoted(id)}.`,
    { node: id },
    'Its "define" answers what defineNode gives, or throws.',
  );
}

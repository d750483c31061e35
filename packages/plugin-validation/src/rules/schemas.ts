import type { NodeDefinition, Port } from '@tenon/core';
import { findingIn, type Place, type Rule, type Subject } from './subject.js';

/** SCHEMA_INVALID: what a port declares can be used as a schema. Each definition is looked at once, at its first node. */
export const schemas: Rule = function* (subject) {
  const { workflow, definitions } = subject.resolved;
  const seen = new Set<NodeDefinition>();
  for (const [index, { id }] of workflow.nodes.entries()) {
    const definition = definitions[index];
    if (definition === undefined || seen.has(definition)) continue;
    seen.add(definition);
    const { inputs, outputs, settings, type } = definition;
    for (const [what, ports] of [
      ['input', inputs],
      ['output', outputs],
      ['setting', settings],
    ] as const) {
      for (const [name, port] of ports) {
        const title = `The schema of ${what} "${name}" of node type "${type}"`;
        yield* unusable(subject, port, title, { node: id, port: name });
      }
    }
  }
  for (const [what, ports] of [
    ['input', workflow.inputs],
    ['output', workflow.outputs],
  ] as const) {
    for (const { name, port } of ports) {
      const title = `The schema of the workflow's ${what} "${name}"`;
      yield* unusable(subject, port, title, { port: name });
    }
  }
};

function* unusable(subject: Subject, { schema }: Port, title: string, where: Place) {
  if (schema === undefined) return;
  const { problem } = subject.schemas.compile(schema, subject.resolved.workflow);
  if (problem === undefined) return;
  yield findingIn(subject, 'SCHEMA_INVALID', `${title} ${problem.message}.`, {
    where,
    hint: problem.hint,
  });
}

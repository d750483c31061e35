import { errorIn, quoted, type Rule } from '../subject.js';

/**
 * A declared input of the workflow fits the inputs it goes to: both take one value, or both a list; and no input of a node
 * takes two of them.
 */
export const workflowInputs: Rule = function* (subject) {
  const { workflow, definitions, topology } = subject.resolved;
  const taken = new Map<number, Map<string, string>>();
  for (const { name, port, to } of workflow.inputs) {
    for (const { node, input } of to) {
      const index = topology.indexOf.get(node);
      const target = index === undefined ? undefined : definitions[index]?.inputs.get(input);
      if (index === undefined || target === undefined) continue;
      const where = { node, port: input };
      if (target.isMany !== port.isMany) {
        const [ours, theirs] = port.isMany ? ['a list', 'one value'] : ['one value', 'a list'];
        yield errorIn(
          subject,
          'WORKFLOW_INVALID',
          `The workflow's input ${quoted(name)} holds ${ours}, and input ${quoted(input)} of node ${quoted(node)} takes ${theirs}.`,
          where,
          'Declare both with many(), or neither.',
        );
      }
      const inputs = taken.get(index) ?? new Map<string, string>();
      taken.set(index, inputs);
      const other = inputs.get(input);
      inputs.set(input, name);
      if (other === undefined) continue;
      yield errorIn(
        subject,
        'INPUT_CONFLICT',
        `Input ${quoted(input)} of node ${quoted(node)} takes the workflow's inputs ${quoted(other)} and ${quoted(name)}, and has room for one.`,
        where,
        'Let one of them go elsewhere.',
      );
    }
  }
};

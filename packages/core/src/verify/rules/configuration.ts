import { isPlainObject, ownValue } from '../../values/data.js';
import type { NodeDefinition } from '../../workflow/node.js';
import type { PortTable } from '../../workflow/port.js';
import type { WorkflowNode } from '../../workflow/workflow.js';
import type { Candidates } from '../name-hints.js';
import { errorIn, quoted, type Rule, type Subject } from '../subject.js';
import { holdsTemplate } from '../templates.js';

/**
 * Configuration gives values to inputs and settings, and to nothing else. A key that is neither is UNKNOWN_PORT, as it is
 * in a parameter or a connection: it is the name that is wrong. CONFIG_INVALID is said of values: a required setting
 * without one, a `many` input with something else than a list. A template is judged when it is resolved.
 */
export const configuration: Rule = function* (subject) {
  const { workflow, definitions } = subject.resolved;
  const facts = new Map<NodeDefinition, Facts>();
  for (const [index, node] of workflow.nodes.entries()) {
    const definition = definitions[index];
    if (!isPlainObject(node.config)) {
      yield errorIn(
        subject,
        'CONFIG_INVALID',
        `The configuration of node ${quoted(node.id)} is ${quoted(node.config)}, not a plain object.`,
        { node: node.id },
        'Give { name: value } for its inputs and settings.',
      );
    } else if (definition !== undefined) {
      let known = facts.get(definition);
      if (known === undefined) {
        known = new Facts(definition);
        facts.set(definition, known);
      }
      yield* configured(subject, node, known);
    }
  }
};

function* configured(subject: Subject, { id, config }: WorkflowNode, facts: Facts) {
  const { inputs } = facts.definition;
  for (const name of Object.keys(config)) {
    if (!facts.has(name)) {
      yield errorIn(
        subject,
        'UNKNOWN_PORT',
        `The configuration of node ${quoted(id)} names ${quoted(name)}, which is neither an input nor a setting of it.`,
        { node: id, port: name },
        subject.names.nearOrAll(name, facts, 'inputs and settings'),
      );
      continue;
    }
    const value = ownValue(config, name);
    const port = inputs.get(name);
    if (value === undefined || port?.isMany !== true || Array.isArray(value)) continue;
    if (!port.isRaw && typeof value === 'string' && holdsTemplate(value)) continue;
    yield errorIn(
      subject,
      'CONFIG_INVALID',
      `Input ${quoted(name)} of node ${quoted(id)} takes a list and is configured with ${quoted(value)}.`,
      { node: id, port: name },
      'Put the value into a list.',
    );
  }
  for (const name of facts.required) {
    if (ownValue(config, name) !== undefined) continue;
    yield errorIn(
      subject,
      'CONFIG_INVALID',
      `Setting ${quoted(name)} of node ${quoted(id)} is required and has no value.`,
      { node: id, port: name },
      'Give it a value in the configuration of the node.',
    );
  }
}

/** What configuration may name, and must. Computed once for each definition, however many nodes share it. */
class Facts implements Candidates {
  readonly definition: NodeDefinition;
  /** Settings that must have a value. */
  readonly required: readonly string[];

  constructor(definition: NodeDefinition) {
    this.definition = definition;
    this.required = [...definition.settings]
      .filter(([, port]) => port.presence === 'required')
      .map(([name]) => name);
  }

  get size(): number {
    return this.definition.inputs.size + this.definition.settings.size;
  }

  has(name: string): boolean {
    return this.definition.inputs.has(name) || this.definition.settings.has(name);
  }

  *keys(): Generator<string> {
    const tables: readonly PortTable[] = [this.definition.inputs, this.definition.settings];
    for (const table of tables) yield* table.keys();
  }
}

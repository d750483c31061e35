import type { Source } from '../../workflow/connection.js';
import type { Issue } from '../issue.js';
import {
  connectionText,
  errorIn,
  type Place,
  quoted,
  type Rule,
  type Subject,
  sourceText,
} from '../subject.js';

/**
 * Connections, back edges, and the workflow's own inputs and outputs name nodes that are there and ports that these
 * declare. Of a node without a definition nothing is known, and nothing is reported.
 */
export const connections: Rule = function* (subject) {
  const { workflow } = subject.resolved;
  const ends = new Ends(subject);
  for (const [index, connection] of workflow.connections.entries()) {
    if (ends.areSound(connection, connection.to, connection.input)) continue;
    const text = connectionText(connection);
    const where = { connection: { index, text } };
    yield* ends.source(connection, `Connection "${text}" starts at`, where);
    yield* ends.target(connection.to, connection.input, `Connection "${text}" ends at`, where);
  }
  for (const { id, back } of workflow.loops) {
    for (const [index, edge] of back.entries()) {
      if (ends.areSound(edge, edge.to, edge.input)) continue;
      const text = connectionText(edge);
      const where = { loop: id, connection: { index, text } };
      const what = `Back edge "${text}" of loop ${quoted(id)}`;
      yield* ends.source(edge, `${what} starts at`, where);
      yield* ends.target(edge.to, edge.input, `${what} ends at`, where);
    }
  }
  for (const { name, to } of workflow.inputs) {
    for (const { node, input } of to) {
      const declaration = { kind: 'input', name } as const;
      yield* ends.target(node, input, `The workflow's input ${quoted(name)} goes to`, {
        declaration,
      });
    }
  }
  for (const { name, port, source } of workflow.outputs) {
    if (source !== undefined) {
      const text = sourceText(source);
      yield* ends.source(
        source,
        `The workflow's output ${quoted(name)} ("${text}") is taken from`,
        { declaration: { kind: 'output', name } },
      );
    } else if (port.presence === 'required') {
      yield errorIn(
        subject,
        'WORKFLOW_INVALID',
        `The workflow's output ${quoted(name)} has no source.`,
        { port: name },
        'Say where it comes from: flow.output(name, handle). Or declare it optional.',
      );
    }
  }
};

class Ends {
  readonly #subject: Subject;

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** Whether there is nothing to report. Costs no allocation: almost all connections are sound. */
  areSound(source: Source, to: string, input: string): boolean {
    const { definitions, topology } = this.#subject.resolved;
    const start = topology.indexOf.get(source.from);
    const end = topology.indexOf.get(to);
    if (start === undefined || end === undefined) return false;
    if (definitions[start]?.outputs.has(source.output) === false) return false;
    if (definitions[end]?.inputs.has(input) === false) return false;
    return source.path.every(isPathPart);
  }

  *source({ from, output, path }: Source, what: string, where: Place): Generator<Issue> {
    const subject = this.#subject;
    const index = subject.resolved.topology.indexOf.get(from);
    const definition = index === undefined ? undefined : subject.resolved.definitions[index];
    if (index === undefined) yield this.#unknownNode(from, what, where);
    else if (definition?.outputs.has(output) === false) {
      yield errorIn(
        subject,
        'UNKNOWN_PORT',
        `${what} node ${quoted(from)}, which has no output ${quoted(output)}.`,
        { node: from, port: output, ...where },
        subject.names.nearOrAll(output, definition.outputs, 'outputs'),
      );
    }
    const flaw = path.findIndex((part) => !isPathPart(part));
    if (flaw >= 0) {
      yield errorIn(
        subject,
        'PATH_INVALID',
        `${what} a path that holds ${quoted(path[flaw])}.`,
        { node: from, port: output, ...where },
        'A path is made of property names and of list indexes from 0 on.',
      );
    }
  }

  *target(node: string, input: string, what: string, where: Place): Generator<Issue> {
    const subject = this.#subject;
    const index = subject.resolved.topology.indexOf.get(node);
    if (index === undefined) {
      yield this.#unknownNode(node, what, where);
      return;
    }
    const definition = subject.resolved.definitions[index];
    if (definition === undefined || definition.inputs.has(input)) return;
    yield errorIn(
      subject,
      'UNKNOWN_PORT',
      `${what} node ${quoted(node)}, which has no input ${quoted(input)}.`,
      { node, port: input, ...where },
      definition.settings.has(input)
        ? `${quoted(input)} is a setting: its value stands in the node's configuration.`
        : subject.names.nearOrAll(input, definition.inputs, 'inputs'),
    );
  }

  #unknownNode(node: string, what: string, where: Place): Issue {
    const subject = this.#subject;
    return errorIn(
      subject,
      'UNKNOWN_NODE',
      `${what} node ${quoted(node)}, which the workflow does not have.`,
      { node, ...where },
      subject.names.near(node, subject.resolved.topology.indexOf),
    );
  }
}

function isPathPart(part: unknown): boolean {
  return typeof part === 'string' || (Number.isInteger(part) && (part as number) >= 0);
}

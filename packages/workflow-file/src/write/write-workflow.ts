import {
  describeValue,
  type IssuePlace,
  type Loop,
  type Port,
  statedPort,
  type Workflow,
  type WorkflowInput,
  type WorkflowOutput,
} from '@tenon/core';
import { type Endpoint, formatEndpoint } from '../endpoint.js';
import { type Doc, docMap } from './doc.js';
import type { Unwritable } from './unwritable.js';
import { endpointFlaw, writeConnection } from './write-connection.js';
import { writeData } from './write-data.js';
import { type NodeWriting, writeNode } from './write-node.js';
import { writeStatements } from './write-statements.js';

/** A workflow, by members. `key` is the name it is written under, which is its own where nothing else is said. */
export function writeWorkflow(
  flow: Workflow,
  writing: NodeWriting,
  key: string | undefined,
): readonly (readonly [string, Doc | undefined])[] {
  const { unwritable } = writing;
  const metadata = writeData(flow.metadata, (at, flaw, hint) => {
    unwritable.tell(
      `The metadata ${at === '' ? '' : `"${at}" `}of workflow "${flow.name}" ${flaw}.`,
      hint,
    );
  });
  return [
    ['name', flow.name === key ? undefined : flow.name],
    ['metadata', orAbsent(metadata)],
    [
      'plugins',
      writeStatements(flow.plugins, (text, hint) =>
        unwritable.tell(`What workflow "${flow.name}" states for plugins${text}`, hint),
      ),
    ],
    [
      'inputs',
      orAbsent(docMap(flow.inputs.map((input) => [input.name, writeInput(input, unwritable)]))),
    ],
    [
      'outputs',
      orAbsent(
        docMap(flow.outputs.map((output) => [output.name, writeOutput(output, unwritable)])),
      ),
    ],
    [
      'nodes',
      orAbsent(
        docMap(
          named('node', flow.nodes, unwritable).map((node) => [node.id, writeNode(node, writing)]),
        ),
      ),
    ],
    [
      'connections',
      orAbsent(
        flow.connections.flatMap((edge, i) => writeConnection(edge, i, { unwritable }) ?? []),
      ),
    ],
    [
      'loops',
      orAbsent(
        docMap(
          named('loop', flow.loops, unwritable).map((loop) => [
            loop.id,
            writeLoop(loop, unwritable),
          ]),
        ),
      ),
    ],
  ];
}

/** What is empty need not be said. */
function orAbsent(doc: Doc | undefined): Doc | undefined {
  if (doc instanceof Map) return doc.size === 0 ? undefined : doc;
  return Array.isArray(doc) && doc.length === 0 ? undefined : doc;
}

/** Those that have an id of their own, which is what a file knows them by. */
function named<T extends { readonly id: unknown }>(
  what: 'node' | 'loop',
  declared: readonly T[],
  unwritable: Unwritable,
): readonly T[] {
  const seen = new Set<unknown>();
  return declared.filter(({ id }, index) => {
    if (typeof id === 'string' && !seen.has(id)) {
      seen.add(id);
      return true;
    }
    unwritable.tell(
      `The id of ${what} ${String(index + 1)} is ${describeValue(id)}, ${typeof id === 'string' ? 'which another has' : 'which is no text'}.`,
      `Give each ${what} a text of its own.`,
      { position: index + 1, ...(typeof id === 'string' && { [what]: id }) },
    );
    return false;
  });
}

const LIMITS = ['maxIterations', 'timeoutMs', 'maxHeapBytes', 'onLimit', 'history'] as const;

function writeLoop(loop: Loop, unwritable: Unwritable): Doc {
  const { id } = loop;
  const tell = (name: string, flaw: string, hint: string) => {
    unwritable.tell(`The "${name}" of loop "${id}" ${flaw}.`, hint, { loop: id });
  };
  const condition = (name: 'until' | 'while') => {
    const value: unknown = loop[name];
    if (value === undefined || typeof value === 'string') return value;
    tell(name, `is ${describeValue(value)}`, 'Conditions in files are CEL text.');
    return undefined;
  };
  return docMap([
    [
      'back',
      loop.back.flatMap((edge, i) => writeConnection(edge, i, { unwritable, loop: id }) ?? []),
    ],
    ['until', condition('until')],
    ['while', condition('while')],
    ...LIMITS.map((name) => {
      const value = loop[name];
      const doc =
        value === undefined
          ? undefined
          : writeData(value, (_, flaw, hint) => tell(name, flaw, hint));
      return [name, doc] as const;
    }),
  ]);
}

function writeInput({ name, port, to }: WorkflowInput, unwritable: Unwritable): Doc {
  const where = { port: name };
  tellNameless('input', name, unwritable);
  const ends = to.flatMap(
    ({ node, input }) =>
      writeEnd({ node, port: input, path: [] }, `The input "${name}"`, unwritable, where) ?? [],
  );
  const [end, ...more] = ends;
  const facts = writePort(port, `input "${name}"`, unwritable, where);
  const target = more.length > 0 ? ends : end;
  return facts.length === 0 && target !== undefined ? target : docMap([['to', target], ...facts]);
}

function writeOutput({ name, port, source }: WorkflowOutput, unwritable: Unwritable): Doc {
  const where = { port: name };
  tellNameless('output', name, unwritable);
  const from =
    source &&
    writeEnd(
      { node: source.from, port: source.output, path: source.path },
      `The output "${name}"`,
      unwritable,
      where,
    );
  const facts = writePort(port, `output "${name}"`, unwritable, where);
  return facts.length === 0 && from !== undefined ? from : docMap([['from', from], ...facts]);
}

function tellNameless(what: 'input' | 'output', name: string, unwritable: Unwritable): void {
  if (name === '') unwritable.tell(`An ${what} has an empty name.`, 'Give it one.');
}

function writeEnd(
  end: Endpoint,
  title: string,
  unwritable: Unwritable,
  where: IssuePlace,
): string | undefined {
  const flaw = endpointFlaw(end);
  if (flaw === undefined) return formatEndpoint(end);
  unwritable.tell(`${title} ${flaw}.`, 'Name nodes and ports by texts.', where);
  return undefined;
}

/** What is said of a port, by members; nothing where it is required and of any type. */
function writePort(
  port: Port,
  title: string,
  unwritable: Unwritable,
  where: IssuePlace,
): readonly (readonly [string, Doc | undefined])[] {
  const stated = statedPort(port);
  if (stated === undefined) {
    unwritable.tell(
      `The ${title} has a schema of a library or a class, or undefined for its default.`,
      'Use a JSON Schema, and a default that is data.',
      where,
    );
    return [];
  }
  const doc = writeData(stated, (at, flaw, hint) => {
    unwritable.tell(`The "${at}" of ${title} ${flaw}.`, hint, where);
  });
  return doc instanceof Map ? [...(doc as ReadonlyMap<string, Doc>)] : [];
}

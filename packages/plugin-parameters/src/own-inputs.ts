import type { Port } from '@tenon/core';
import type { Given } from './forms/given.js';
import type { Survey } from './survey.js';

/** How the declared inputs of a workflow stand before the run starts. */
export interface OwnInputs {
  /** By name, where the value is known. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Those that have more than their default. */
  readonly given: ReadonlySet<string>;
  /** Those whose value comes over a connection, while the run goes on. */
  readonly late: ReadonlySet<string>;
}

type Convert = (value: unknown, port: Port) => unknown;

/** The declared inputs of a workflow that is run: parameters of their name, or defaults. */
export function ownInputsOf(
  survey: Survey,
  { values: params }: Given,
  convert: Convert,
): OwnInputs {
  if (survey.workflow.inputs.length === 0) return NO_INPUTS;
  const values = new Map<string, unknown>();
  const given = new Set<string>();
  for (const { name, port } of survey.workflow.inputs) {
    const value = params.get(name);
    if (value !== undefined) given.add(name);
    put(values, name, value === undefined ? port.defaultValue : convert(value, port));
  }
  return { values, given, late: NONE };
}

/** What is known where a workflow stands inside another. */
interface Around {
  readonly survey: Survey;
  readonly given: Given;
  readonly own: OwnInputs;
  /** Configuration of sub-workflow nodes that has been worked out for this run. */
  readonly configured: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly convert: Convert;
}

/** The declared inputs of the workflow inside a node: what the node gets, by the precedence of any input. */
export function ownInputsInside(node: string, inside: Survey, around: Around): OwnInputs {
  const values = new Map<string, unknown>();
  const given = new Set<string>();
  const late = new Set<string>();
  for (const { name, port } of inside.workflow.inputs) {
    const found = find(node, name, around);
    if (found === LATE) late.add(name);
    if (found !== undefined) given.add(name);
    if (found === LATE) continue;
    put(values, name, found === undefined ? port.defaultValue : around.convert(found, port));
  }
  return { values, given, late };
}

/** Stands for a value that is not known yet. */
const LATE = Symbol('late');
const NONE: ReadonlySet<string> = new Set();
const NO_INPUTS: OwnInputs = Object.freeze({ values: new Map(), given: NONE, late: NONE });

function find(node: string, name: string, { survey, given, own, configured }: Around): unknown {
  const addressed = given.addressed.get(node)?.get(name);
  if (addressed !== undefined) return addressed;
  if (survey.isConnected(node, name)) return LATE;
  const declared = survey.declaredFor(node, name);
  if (declared !== undefined && own.given.has(declared)) {
    return own.late.has(declared) ? LATE : own.values.get(declared);
  }
  const named = survey.declared.has(name) ? undefined : given.values.get(name);
  if (named !== undefined) return named;
  const preset = declared === undefined ? undefined : own.values.get(declared);
  if (preset !== undefined) return preset;
  const values = configured.get(node);
  return values?.has(name) === true ? values.get(name) : survey.configured(node, name);
}

function put(values: Map<string, unknown>, name: string, value: unknown): void {
  if (value !== undefined) values.set(name, value);
}

import {
  describeValue,
  type Issue,
  ignoreRejection,
  isContainer,
  isPlainObject,
  isSecretValue,
  isThenable,
  ownValue,
  type Port,
  takesTemplates,
} from '@tenon/core';
import { flawsText } from '../checks/report-text.js';
import { flawText, shownFlaw, withoutSecrets } from '../checks/show-flaw.js';
import { checkPort } from '../schemas/check-list.js';
import type { Checked } from '../schemas/checker.js';
import type { Flaw } from '../schemas/flaw.js';
import { findingIn, type Rule, type Subject } from './subject.js';

/** One configured value, and what its check answered. */
export interface Configured {
  readonly node: string;
  readonly name: string;
  readonly value: unknown;
  readonly checked: Checked;
}

/**
 * CONFIG_INVALID: configured values are what their ports declare, in every mode. They are judged as the port gets them,
 * after conversion; a value with templates is judged when a run has resolved them, one that an asynchronous schema checks
 * when a run begins, and a secret never.
 */
export const configured: Rule = function* (subject) {
  for (const { node, name, value, checked } of configuredIn(subject)) {
    // What is asked again at the start of a run need not be heard here.
    if (isThenable(checked)) ignoreRejection(checked);
    else yield* unfit(subject, { node, name, value }, checked);
  }
};

/** Every configured value of a workflow that has a schema and no template in it, checked. */
export function* configuredIn(
  subject: Pick<Subject, 'resolved' | 'schemas' | 'coercion'>,
): Generator<Configured> {
  const { workflow, definitions } = subject.resolved;
  for (const [index, { id, config }] of workflow.nodes.entries()) {
    const definition = definitions[index];
    if (definition === undefined || !isPlainObject(config)) continue;
    for (const name of Object.keys(config)) {
      const port = definition.inputs.get(name) ?? definition.settings.get(name);
      const stated = ownValue(config, name);
      if (port?.schema === undefined || stated === undefined) continue;
      if (takesTemplates(definition, name) && mayHoldTemplates(stated)) continue;
      const value = subject.coercion?.coerce(stated, port) ?? stated;
      const checked = checkConfigured(subject, port, value);
      if (checked !== undefined) yield { node: id, name, value, checked };
    }
  }
}

/** Checks one value against its port; `undefined` where there is nothing to say of it. */
export function checkConfigured(
  { schemas, resolved }: Pick<Subject, 'schemas' | 'resolved'>,
  port: Port,
  value: unknown,
): Checked | undefined {
  if (port.schema === undefined || value === undefined || isSecretValue(value)) return undefined;
  // A `many` input that is configured with no list is the core's finding.
  if (port.isMany && !Array.isArray(value)) return undefined;
  const { checker } = schemas.compile(port.schema, resolved.workflow);
  return checker && checkPort(checker, value, port.isMany);
}

/** CONFIG_INVALID for a configured value with flaws. */
export function* unfit(
  subject: Pick<Subject, 'resolved' | 'within'>,
  { node, name, value }: Omit<Configured, 'checked'>,
  checked: readonly Flaw[],
): Generator<Issue> {
  const flaws = withoutSecrets(checked, value);
  if (flaws.length === 0) return;
  const texts = flaws.map((flaw) => flawText(shownFlaw(flaw, value, { root: [name] })));
  const hints = flaws.flatMap(({ hint }) => hint ?? []);
  yield findingIn(
    subject,
    'CONFIG_INVALID',
    `"${name}" in the configuration of node "${node}" does not fit: ${flawsText(texts)}.`,
    {
      where: { node, port: name },
      hint: hints[0] ?? 'Correct the value, or the schema of the port.',
    },
  );
}

/** DEFAULT_INVALID: the default of a port is what the same port allows. A warning: it counts when it is used. */
export const defaults: Rule = function* (subject) {
  const { workflow, definitions } = subject.resolved;
  const seen = new Set<unknown>();
  for (const [index, { id }] of workflow.nodes.entries()) {
    const definition = definitions[index];
    if (definition === undefined || seen.has(definition)) continue;
    seen.add(definition);
    for (const ports of [definition.inputs, definition.settings]) {
      for (const [name, port] of ports) {
        yield* unfitDefault(subject, name, port, `of node type "${definition.type}"`, id);
      }
    }
  }
  for (const { name, port } of [...workflow.inputs, ...workflow.outputs]) {
    yield* unfitDefault(subject, name, port, `of workflow "${workflow.name}"`);
  }
};

function* unfitDefault(
  subject: Subject,
  name: string,
  port: Port,
  owner: string,
  node?: string,
): Generator<Issue> {
  const checked = checkConfigured(subject, port, port.defaultValue);
  if (checked === undefined) return;
  if (isThenable(checked)) {
    ignoreRejection(checked);
    return;
  }
  const flaws = withoutSecrets(checked, port.defaultValue);
  if (flaws.length === 0) return;
  const texts = flaws.map((flaw) => flawText(shownFlaw(flaw, port.defaultValue, { root: [name] })));
  yield findingIn(
    subject,
    'DEFAULT_INVALID',
    `The default of "${name}" ${owner}, ${describeValue(port.defaultValue)}, is not what its own schema allows: ${flawsText(texts)}.`,
    {
      where: { ...(node !== undefined && { node }), port: name },
      hint: 'Correct the default or the schema.',
      severity: 'warning',
    },
  );
}

/** Whether `${` stands in any text of a value, also where it is written `$${`: then it is not what the port will get. */
function mayHoldTemplates(data: unknown): boolean {
  if (typeof data === 'string') return data.includes('${');
  if (!isContainer(data)) return false;
  const seen = new Set<object>([data]);
  for (const object of seen) {
    for (const key of Object.keys(object)) {
      const member = ownValue(object, key);
      if (typeof member === 'string' && member.includes('${')) return true;
      // A set goes on to what is added while it is walked.
      if (isContainer(member)) seen.add(member);
    }
  }
  return false;
}

import { describeValue, formatPath, type Issue, type ResolvedWorkflow } from '@tenon/core';
import { Report } from './report.js';
import type { Survey } from './survey.js';
import type { Surveys } from './surveys.js';
import { isOutsideEnum } from './values/fits.js';
import { jsonSchemaOf, typesOf } from './values/types.js';

/** What is wrong with what authors wrote, templates, defaults and declared inputs, in a workflow and those inside it, whatever a run may pass. */
export function verifyAuthored(resolved: ResolvedWorkflow, surveys: Surveys): readonly Issue[] {
  const issues: Issue[] = [];
  for (const { survey, within } of surveys.deep(resolved).levels) {
    const report = new Report(survey.workflow.name, within, issues);
    reportBroken(survey, report);
    reportDefaults(survey, report);
    reportUnused(survey, report);
    reportOpaque(survey, report);
  }
  return issues;
}

function reportBroken({ broken }: Survey, report: Report): void {
  for (const { node, name, text, flaw, place } of broken) {
    report.add(
      'TEMPLATE_INVALID',
      `The template at position ${String(flaw.position)} of ${describeValue(text)}, in ${describeValue(formatPath(place))} of node "${node}", ${flaw.what}.`,
      {
        hint: 'Write ${name}, ${name.path[0]} or ${name:-default}; $${ writes the two characters.',
        where: { node, port: name },
      },
    );
  }
}

/** INPUT_UNUSED: a declared input that goes nowhere takes its parameter, and nothing comes of it. */
function reportUnused(survey: Survey, report: Report): void {
  const { inputs } = survey.workflow;
  // What a node of an unknown kind takes is not known.
  if (survey.resolved.definitions.includes(undefined)) return;
  for (const { name, to } of inputs) {
    if (to.length > 0 || survey.allTemplateNames.has(name)) continue;
    const input = describeValue(name);
    const [place] = survey.inputs.get(name) ?? [];
    const target = place === undefined ? 'node.in.name' : `${place.node}.in.${name}`;
    report.add(
      'INPUT_UNUSED',
      `The input ${input} of workflow "${survey.workflow.name}" goes to no node, and no template names it.`,
      {
        hint: `Say where it goes, flow.input(${input}).to(${target}), or write \${${name}} in configuration.`,
        where: { port: name },
      },
      'warning',
    );
  }
}

/** SECRET_OPAQUE: what is declared as a text gets a secret, which is none. */
function reportOpaque({ templated }: Survey, report: Report): void {
  for (const { node, name, port, references, value } of templated) {
    const schema = jsonSchemaOf(port);
    const types = schema === undefined ? undefined : typesOf(schema);
    if (typeof value !== 'string' || types === undefined) continue;
    if (!types.every((type) => type === 'string' || type === 'null')) continue;
    const asked = references.find(({ reference: { scheme } }) => scheme === 'secret');
    if (asked === undefined) continue;
    report.add(
      'SECRET_OPAQUE',
      `"${name}" of node "${node}" is declared as a text, and gets a secret from ${asked.reference.text}, which is opaque.`,
      {
        hint: 'Declare it as port<SecretValue>(), and call reveal() where the text is needed.',
        where: { node, port: name },
      },
      'warning',
    );
  }
}

/** A default outside the values that its own port lists: whoever relies on it gets what nobody else may pass. */
function reportDefaults(survey: Survey, report: Report): void {
  for (const { name, port } of survey.workflow.inputs) {
    if (port.defaultValue === undefined || !isOutsideEnum(port.defaultValue, port)) continue;
    warn(`of workflow "${survey.workflow.name}"`, { port: name });
  }
  for (const { id } of survey.workflow.nodes) {
    const definition = survey.definitionOf(id);
    if (definition === undefined) continue;
    for (const ports of [definition.inputs, definition.settings]) {
      for (const [name, port] of ports) {
        if (port.defaultValue === undefined || !isOutsideEnum(port.defaultValue, port)) continue;
        warn(`of node "${id}"`, { node: id, port: name });
      }
    }
  }

  function warn(owner: string, where: { readonly node?: string; readonly port: string }): void {
    report.add(
      'WORKFLOW_INVALID',
      `The default of "${where.port}" ${owner} is none of the values that its schema lists.`,
      { hint: 'Correct the default, or add it to the list.', where },
      'warning',
    );
  }
}

import { describeValue, formatPath, type Issue, type ResolvedWorkflow } from '@tenon/core';
import { Report } from './report.js';
import type { Survey } from './survey.js';
import type { Surveys } from './surveys.js';
import { isOutsideEnum } from './values/fits.js';

/** What is wrong with what authors wrote, templates and defaults, in a workflow and those inside it, whatever a run may pass. */
export function verifyAuthored(resolved: ResolvedWorkflow, surveys: Surveys): readonly Issue[] {
  const issues: Issue[] = [];
  for (const { survey, within } of surveys.deep(resolved).levels) {
    const report = new Report(survey.workflow.name, within, issues);
    reportBroken(survey, report);
    reportDefaults(survey, report);
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

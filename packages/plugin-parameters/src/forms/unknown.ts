import {
  type Candidates,
  describeValue,
  isPlainObject,
  quoteList,
  type Severity,
} from '@tenon/core';
import type { Report } from '../report.js';
import type { Survey } from '../survey.js';
import type { Surveys } from '../surveys.js';
import type { Given, Values } from './given.js';

/**
 * Finds the parameters that nothing takes. A workflow-level name is known when it is a declared input, an input of any node
 * or a name in any template of the workflow; an addressed one when it is an input of its node or a name in one of its
 * templates; and one addressed to a sub-workflow node also when the workflow inside knows it.
 */
export class UnknownParameters {
  readonly #surveys: Surveys;
  readonly #severity: Severity;

  constructor(surveys: Surveys, severity: Severity) {
    this.#surveys = surveys;
    this.#severity = severity;
  }

  /** Reports on the parameters of a run. */
  report(given: Given, survey: Survey, report: Report): void {
    for (const [name, value] of given.values) {
      if (!survey.names.has(name)) this.#value(name, value, survey, report);
    }
    this.#addressed(given, survey, report);
  }

  #addressed({ addressed, inner }: Given, survey: Survey, report: Report): void {
    const nodes = survey.resolved.topology.indexOf;
    for (const [node, values] of addressed) {
      if (!survey.hasNode(node)) {
        this.#unknown(
          report,
          `Parameters are addressed to node ${describeValue(node)}, which the workflow does not have.`,
          { hint: report.names.near(node, nodes), where: { node } },
        );
        continue;
      }
      const given = inner.get(node);
      const inside = this.#insideOf(node, survey);
      this.#names(node, values, survey, inside, report);
      if (given !== undefined && inside !== undefined) {
        this.#addressed(given, inside, report.inside(node, inside.workflow.name));
      }
    }
  }

  #names(
    node: string,
    values: Values,
    survey: Survey,
    inside: Survey | undefined,
    report: Report,
  ): void {
    const definition = survey.definitionOf(node);
    if (definition === undefined) return; // its kind is unknown, and so are its inputs
    const { inputs, settings } = definition;
    const templateNames = survey.templateNames.get(node);
    let names: Candidates | undefined;
    for (const name of values.keys()) {
      if (inputs.has(name) || templateNames?.has(name) === true) continue;
      if (inside?.names.has(name) === true) continue;
      names ??= new Set([...inputs.keys(), ...(templateNames ?? []), ...(inside?.names ?? [])]);
      this.#unknown(report, `Node "${node}" takes no parameter ${describeValue(name)}.`, {
        hint: settings.has(name)
          ? `"${name}" is a setting: configure it, and write \${${name}} there where a run is to choose.`
          : report.names.nearOrAll(name, names, 'inputs'),
        where: { node, port: name },
      });
    }
  }

  #value(name: string, value: unknown, survey: Survey, report: Report): void {
    const shown = describeValue(name);
    this.#unknown(
      report,
      isPlainObject(value)
        ? `No node has the id ${shown}, and nothing else takes a parameter of this name.`
        : `Nothing takes the parameter ${shown}: no declared input, no node's input and no template has this name.`,
      { hint: this.#hintFor(name, value, survey, report), where: { port: name } },
    );
  }

  #hintFor(name: string, value: unknown, survey: Survey, report: Report): string | undefined {
    const shown = describeValue(name);
    const isObject = isPlainObject(value);
    if (isObject && (name === 'nodes' || name === 'values')) {
      return 'To say which parameters are addressed, pass parametersOf({ nodes, values }).';
    }
    if (survey.hasNode(name)) {
      return `${shown} is a node, to which plain objects are addressed: { ${shown}: { input: value } }.`;
    }
    for (const node of survey.inner.keys()) {
      if (this.#insideOf(node, survey)?.names.has(name) !== true) continue;
      const holder = describeValue(node);
      return `The workflow inside node ${holder} knows it: { ${holder}: { ${shown}: … } }.`;
    }
    const { indexOf } = survey.resolved.topology;
    const near =
      (isObject ? report.names.near(name, indexOf) : undefined) ??
      report.names.near(name, survey.names);
    if (near !== undefined || survey.declared.size === 0) return near;
    return `The workflow takes ${quoteList([...survey.declared.keys()])}.`;
  }

  #unknown(report: Report, message: string, details: Parameters<Report['invalid']>[1]): void {
    report.add('PARAMETER_UNKNOWN', message, details, this.#severity);
  }

  #insideOf(node: string, survey: Survey): Survey | undefined {
    const workflow = survey.inner.get(node);
    return workflow && this.#surveys.of(survey.resolved.resolve(workflow));
  }
}

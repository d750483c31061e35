import { didYouMean, isPlainObject, quoteList, type Severity } from '@tenon/core';
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
      if (!isKnown(name, survey)) this.#value(name, value, survey, report);
    }
    this.#addressed(given, survey, report);
  }

  #addressed({ addressed, inner }: Given, survey: Survey, report: Report): void {
    for (const [node, values] of addressed) {
      if (!survey.hasNode(node)) {
        this.#unknown(
          report,
          `Parameters are addressed to node "${node}", which the workflow does not have.`,
          {
            hint: didYouMean(node, survey.resolved.topology.indexOf.keys()),
            where: { node },
          },
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
    for (const name of values.keys()) {
      if (inputs.has(name) || templateNames?.has(name) === true) continue;
      if (inside !== undefined && isKnown(name, inside)) continue;
      const names = [
        ...inputs.keys(),
        ...(templateNames ?? []),
        ...(inside ? namesOf(inside) : []),
      ];
      const near = didYouMean(name, names);
      this.#unknown(report, `Node "${node}" takes no parameter "${name}".`, {
        hint: settings.has(name)
          ? `"${name}" is a setting: configure it, and write \${${name}} there where a run is to choose.`
          : near || (names.length === 0 ? 'It has no inputs.' : `Its inputs: ${quoteList(names)}.`),
        where: { node, port: name },
      });
    }
  }

  #value(name: string, value: unknown, survey: Survey, report: Report): void {
    const nodes = isPlainObject(value) ? [...survey.resolved.topology.indexOf.keys()] : [];
    const holder = [...survey.inner.keys()].find((node) => {
      const inside = this.#insideOf(node, survey);
      return inside !== undefined && isKnown(name, inside);
    });
    const names = [...namesOf(survey), ...nodes];
    const known = [...survey.declared.keys()];
    const hint =
      holder === undefined
        ? didYouMean(name, names) ||
          (known.length > 0 ? `The workflow takes ${quoteList(known)}.` : '')
        : `The workflow inside node "${holder}" knows it: { "${holder}": { "${name}": … } }.`;
    this.#unknown(
      report,
      nodes.length > 0
        ? `No node has the id "${name}", and nothing else takes a parameter of this name.`
        : `Nothing takes the parameter "${name}": no declared input, no node's input and no template has this name.`,
      { hint, where: { port: name } },
    );
  }

  #unknown(report: Report, message: string, details: Parameters<Report['invalid']>[1]): void {
    report.add('PARAMETER_UNKNOWN', message, details, this.#severity);
  }

  #insideOf(node: string, survey: Survey): Survey | undefined {
    const workflow = survey.inner.get(node);
    return workflow && this.#surveys.of(survey.resolved.resolve(workflow));
  }
}

function isKnown(name: string, survey: Survey): boolean {
  return survey.declared.has(name) || survey.inputs.has(name) || survey.allTemplateNames.has(name);
}

function namesOf(survey: Survey): string[] {
  return [
    ...new Set([...survey.declared.keys(), ...survey.inputs.keys(), ...survey.allTemplateNames]),
  ];
}

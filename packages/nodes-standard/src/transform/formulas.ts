import {
  ConditionError,
  type ConditionFlaw,
  type ConditionFunctions,
  type Row as ConditionRow,
  type ConditionScope,
  ConditionFunctions as Functions,
  parseCondition,
  parseExpression,
} from '@tenon/conditions';
import { type NodeDefinition, type NodePlace, RuntimeError } from '@tenon/core';
import { failure, type Site } from '../failure.js';

const FORMULAS = Symbol.for('tenon.Formulas');

/** A condition about an item: CEL text, or a row over `value`. */
export type ItemCondition = string | ConditionRow;

/** Something that a node asks of each item. */
export interface Formula {
  /** What it is for, in messages: `member "net"`. */
  readonly what: string;
  readonly form: 'condition' | 'expression';
  readonly source: ItemCondition;
}

/** What formulas read: the item, its place from 0, and what the node's input `given` holds. */
export type ItemView = {
  readonly value: unknown;
  readonly index: number;
  readonly given: unknown;
};

/** A formula that was read. Throws CONDITION_FAILED, naming the item and the node. */
export type Evaluate = (view: ItemView) => unknown;

const NAMES: ConditionScope['names'] = new Map([
  ['value', 'any'],
  ['index', 'number'],
  ['given', 'any'],
]);

/** A definition with the formulas that verification is to read. */
export function withFormulas<D extends NodeDefinition>(
  definition: D,
  formulas: readonly Formula[],
): D {
  return Object.freeze({ ...definition, [FORMULAS]: formulas });
}

/** The formulas of a node made by this package, also by another copy of it. */
export function formulasOf(definition: NodeDefinition | undefined): readonly Formula[] {
  return (definition as { readonly [FORMULAS]?: readonly Formula[] } | undefined)?.[FORMULAS] ?? [];
}

/** What is wrong with a formula, where these functions may be called. */
export function flawsOf(
  formula: Formula,
  functions: ConditionFunctions | undefined,
): readonly ConditionFlaw[] {
  return read(formula, { names: NAMES, functions }).flaws ?? [];
}

/** The formulas of one node, ready for use. Throws CONDITION_INVALID where verification has not done so before. */
export function evaluators(formulas: readonly Formula[], place: NodePlace): Evaluate[] {
  const site = { id: place.id, workflow: place.workflow };
  const functions = place.services.tryGet(Functions);
  return formulas.map((formula) => {
    const { evaluate, flaws } = read(formula, { names: NAMES, functions });
    if (evaluate === undefined) throw unreadable(formula, flaws, site);
    return (view) => {
      try {
        return evaluate(view);
      } catch (error) {
        throw failedAt(view.index, error, formula, site);
      }
    };
  });
}

type Read =
  | { readonly evaluate: (view: ItemView) => unknown; readonly flaws?: undefined }
  | { readonly evaluate?: undefined; readonly flaws: readonly ConditionFlaw[] };

function read({ form, source }: Formula, scope: ConditionScope): Read {
  if (form === 'condition') {
    const { condition, flaws } = parseCondition(source, scope);
    return condition === undefined ? { flaws } : { evaluate: (view) => condition.test(view) };
  }
  const { expression, flaws } = parseExpression(source as string, scope);
  return expression === undefined ? { flaws } : { evaluate: (view) => expression.evaluate(view) };
}

function unreadable({ what }: Formula, flaws: readonly ConditionFlaw[], site: Site): RuntimeError {
  const [{ message, hint }] = flaws as readonly [ConditionFlaw];
  return failure(
    site,
    'CONDITION_INVALID',
    `The ${what} of node "${site.id}": ${message}`,
    hint === undefined ? {} : { hint },
  );
}

/** A definition may stand in many places, so that a formula does not know its node: it is said here. */
function failedAt(index: number, error: unknown, { what }: Formula, site: Site): unknown {
  if (!RuntimeError.is(error, 'CONDITION_FAILED')) return error;
  const { message, hint, cause } = error;
  const { expression = '', position } = error as Partial<ConditionError>;
  return new ConditionError(
    `The ${what} of node "${site.id}" fails for item ${String(index)}: ${message}`,
    {
      expression,
      ...(position !== undefined && { position }),
      ...(hint !== undefined && { hint }),
      ...(cause !== undefined && { cause }),
      where: { workflow: site.workflow, node: site.id },
    },
  );
}

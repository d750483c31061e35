import { Environment } from '@marcbachmann/cel-js';
import type {
  Condition,
  ConditionScope,
  ConditionSource,
  ConditionValues,
  ParsedCondition,
} from './condition.js';
import { ConditionError } from './condition-error.js';

/** Reads a source. */
export function parseCondition<V>(
  source: ConditionSource<V>,
  scope: ConditionScope,
): ParsedCondition {
  if (typeof source === 'function') {
    return {
      condition: {
        kind: 'function',
        text: source.name === '' ? 'a function' : `function ${source.name}`,
        names: [...scope.names.keys()],
        test: (values) => source(Object.freeze({ ...values }) as V),
        evidence: () => [],
      },
    };
  }
  const text =
    typeof source === 'string'
      ? source
      : `value${source.field === undefined ? '' : `.${source.field}`} ${source.operator} ${JSON.stringify(source.value)}`;
  const environment = new Environment({ homogeneousAggregateLiterals: false });
  for (const name of scope.names.keys()) environment.registerVariable(name, 'dyn');
  try {
    const program = environment.parse(text);
    const checked = program.check();
    if (!checked.valid) throw checked.error ?? new Error('invalid');
    return { condition: textual(text, [...scope.names.keys()], program, scope) };
  } catch (error) {
    return { flaws: [{ message: error instanceof Error ? error.message : String(error) }] };
  }
}

function textual(
  text: string,
  names: readonly string[],
  program: (values: object) => unknown,
  scope: ConditionScope,
): Condition {
  return {
    kind: 'text',
    text,
    names,
    test(values: ConditionValues): boolean {
      try {
        const result = program(values);
        if (typeof result === 'boolean') return result;
      } catch (cause) {
        throw new ConditionError(`The condition "${text}" cannot be evaluated.`, {
          expression: text,
          cause,
          ...(scope.where !== undefined && { where: scope.where }),
        });
      }
      throw new ConditionError(`The condition "${text}" gives no boolean.`, {
        expression: text,
        ...(scope.where !== undefined && { where: scope.where }),
      });
    },
    evidence: (values) => names.map((name) => ({ name, value: values[name] })),
  };
}

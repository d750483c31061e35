import type { Case, Expected, JsonObject } from '../case.js';
import type { Activation, Open } from './activation.js';
import { type Evaluation, evaluate } from './evaluate.js';
import type { Failure, Visit } from './visit.js';

type Outcome = NonNullable<Expected['outcomes']>[string];

/** The `expected` member of a case, whatever stands there. Throws `Undecided`. */
export function expectedOf(stated: Case): Case['expected'] {
  const outcomes = evaluate(stated).map((evaluation) => statedAs(evaluation, stated));
  const [only] = outcomes;
  return stated.executions === undefined && only !== undefined ? only : { executions: outcomes };
}

function statedAs(evaluation: Evaluation, { options = {} }: Case): Expected {
  if (evaluation.isRefused) {
    const { unknown } = options;
    return {
      status: 'refused',
      verify: [...new Set(evaluation.codes)],
      // Of a run that is refused for one thing, it is open what else is found.
      ...(unknown === 'warn' && { warnings: [] }),
    };
  }
  const { activation, outcome, hasUnknownParameter } = evaluation;
  const { failures, open } = outcome;
  const nodes = [...activation.now].filter(([id]) => !open.nodes.has(id));
  const mode = options.mode ?? 'route-data';
  const mayRun = [...activation.now.keys()].filter((id) => open.nodes.has(id));
  const warnings = [...activation.warnings, ...(hasUnknownParameter ? ['PARAMETER_UNKNOWN'] : [])];
  const nested = nestedIn(activation, open);
  return throughJson({
    status: failures.length > 0 ? 'failed' : 'completed',
    results: Object.fromEntries(nodes.flatMap(([id, visit]) => resultOf(id, visit, mode))),
    outcomes: Object.fromEntries(nodes.map(([id, visit]) => [id, outcomeOf(visit)])),
    ...errorOf(failures),
    ...loopsIn(activation, open),
    ...(mayRun.length > 0 && { mayRun }),
    ...(Object.keys(nested).length > 0 && { nested }),
    // With nodes that may have run, other warnings may be there, or these may not.
    ...(mayRun.length > 0 && warnings.length > 0 && { warnings: [] }),
    ...(mayRun.length === 0 && warnings.length > 0 && { warnings }),
  });
}

function resultOf(id: string, visit: Visit, mode: string): [string, JsonObject | null][] {
  if (visit.status === 'completed') return [[id, visit.outputs]];
  return visit.status === 'skipped' && mode === 'route-data' ? [[id, null]] : [];
}

function outcomeOf(visit: Visit): Outcome {
  switch (visit.status) {
    case 'completed':
      return { status: 'completed' };
    case 'skipped':
      return { status: 'skipped', reason: visit.reason };
    case 'failed':
      return { status: 'failed', code: visit.failure.code };
  }
}

/** The failure that leads. Where several may, only their code is certain, if it is the same. */
function errorOf(failures: readonly Failure[]): Pick<Expected, 'error'> {
  const [first, ...others] = failures;
  if (first === undefined || others.some(({ code }) => code !== first.code)) return {};
  const { code, node, loop, message = '' } = first;
  if (others.length > 0) return { error: { code } };
  return {
    error: {
      code,
      ...(node !== undefined && { node }),
      ...(loop !== undefined && { loop }),
      ...(message !== '' && { message }),
    },
  };
}

function loopsIn({ loops }: Activation, open: Open): Pick<Expected, 'loops'> {
  const certain = [...loops].filter(([id]) => !open.loops.has(id));
  return certain.length > 0 ? { loops: Object.fromEntries(certain) } : {};
}

function nestedIn({ model, inside }: Activation, open: Open): NonNullable<Expected['nested']> {
  const certain = [...model.nodes.values()].flatMap(
    ({ id, inner }): [string, Record<string, Outcome> | null][] => {
      const ended = inside.get(id);
      if (inner === undefined || open.nodes.has(id)) return [];
      if (ended === undefined) return [[id, null]];
      if (ended.outcome.open.nodes.size > 0) return [];
      return [
        [
          id,
          Object.fromEntries(
            [...ended.activation.now].map(([one, visit]) => [one, outcomeOf(visit)]),
          ),
        ],
      ];
    },
  );
  return Object.fromEntries(certain);
}

/** Members that are `undefined` are absent, and numbers that JSON does not know are `null`. */
function throughJson(expected: Expected): Expected {
  return JSON.parse(JSON.stringify(expected)) as Expected;
}

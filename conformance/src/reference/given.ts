import { type Case, type CaseExecution, type CaseGraph, isObject, type Json } from '../case.js';
import { Undecided } from './undecided.js';

/** What a run is given: parameters addressed to nodes, and workflow-level values. */
export interface Given {
  readonly addressed: ReadonlyMap<string, ReadonlyMap<string, Json>>;
  readonly values: ReadonlyMap<string, Json>;
}

/** What each run of a case is given. */
export function givenOf(stated: Case): Given[] {
  const { parametersOf, parameters, executions } = stated;
  if (parametersOf !== undefined) {
    const { nodes = {}, values = {} } = parametersOf;
    return [
      {
        addressed: new Map(
          Object.entries(nodes).map(([id, inputs]) => [id, new Map(Object.entries(inputs))]),
        ),
        values: new Map(Object.entries(values)),
      },
    ];
  }
  const runs: readonly CaseExecution[] = executions ?? [
    parameters === undefined ? {} : { parameters },
  ];
  return runs.map((run) => guessed(run.parameters ?? {}, stated));
}

/** A key that is a node id and holds an object is addressed; everything else is workflow-level. */
function guessed(parameters: Json, { nodes }: CaseGraph): Given {
  if (!isObject(parameters)) throw new Undecided('What parameters are that are no object.');
  const ids = new Set(nodes.map(({ id }) => id));
  const addressed = new Map<string, ReadonlyMap<string, Json>>();
  const values = new Map<string, Json>();
  for (const [key, value] of Object.entries(parameters)) {
    if (ids.has(key) && isObject(value)) addressed.set(key, new Map(Object.entries(value)));
    else values.set(key, value);
  }
  return { addressed, values };
}

import type { Port, Workflow } from '@tenon/core';
import type { Constant } from '../supply.js';
import type { Survey } from '../survey.js';

/** Configuration without templates that conversion changes: by workflow, worked out once for each. */
export function convertedConstants(
  convert: (value: unknown, port: Port) => unknown,
): (survey: Survey) => readonly Constant[] {
  const known = new WeakMap<Workflow, readonly Constant[]>();
  return (survey) => {
    let constants = known.get(survey.workflow);
    if (constants === undefined) {
      constants = [...survey.constants()].flatMap(({ node, name, port, value }) => {
        const converted = convert(value, port);
        return Object.is(converted, value) ? [] : [{ node, name, value: converted }];
      });
      known.set(survey.workflow, constants);
    }
    return constants;
  };
}

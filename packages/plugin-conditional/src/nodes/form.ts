import { isPort, type NodeForm, type Port, type PortMap, port, statedPort } from '@tenon/core';
import type { StatedSwitch } from './stated-switch.js';
import type { SwitchCase } from './switch-facts.js';

/** What a definition is made with beside what its function and its kind have in common. */
export interface Made {
  /** The settings of the kind; none in code. */
  readonly settings?: PortMap;
  /** How a file says it, in code; a kind needs none. */
  readonly form?: NodeForm;
}

/** How a file says what `branch` made. */
export function branchForm(condition: unknown, inputs: PortMap | undefined): NodeForm {
  return { kind: 'branch', config: { condition, ...inputsForm(inputs, ['condition', 'inputs']) } };
}

const SETTINGS = ['cases', 'otherwise', 'multiple', 'onNoMatch', 'inputs'];

/** How a file says what `switchOn` or `partition` made. */
export function switchForm(
  kind: 'switch-on' | 'partition',
  cases: readonly SwitchCase[],
  { otherwise, multiple, onNoMatch, inputs }: StatedSwitch,
): NodeForm {
  return {
    kind,
    config: {
      cases: cases.map(({ name, when }) => ({ name, when })),
      ...(otherwise !== undefined && { otherwise }),
      ...(multiple && { multiple }),
      ...(onNoMatch !== undefined && { onNoMatch }),
      ...inputsForm(inputs, SETTINGS),
    },
  };
}

/** How a file says what `merge` made. */
export function mergeForm(strategy: string, inputs: PortMap | undefined): NodeForm {
  return {
    kind: 'merge',
    config: { ...(strategy !== 'first' && { strategy }), ...inputsForm(inputs, []) },
  };
}

/**
 * Inputs as data. One that data cannot say stays the port that it is, which no file takes: it has a schema of a library, or
 * the name of a setting of the kind.
 */
function inputsForm(inputs: PortMap | undefined, settings: readonly string[]) {
  const entries = Object.entries(inputs ?? {}).map(([name, like]) => {
    const declared: Port = isPort(like) ? like : port(like);
    return [name, settings.includes(name) ? declared : (statedPort(declared) ?? declared)] as const;
  });
  return entries.length === 0 ? {} : { inputs: Object.fromEntries(entries) };
}

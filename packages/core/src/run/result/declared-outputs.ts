import { ownValue } from '../../values/data.js';
import { follow } from '../../workflow/path.js';
import type { OutputValues } from '../../workflow/port.js';
import type { WorkflowOutput } from '../../workflow/workflow.js';
import type { Inputs } from '../executor/gather.js';

/** Values for the declared outputs of a workflow, by name. Each may be absent. Open, where nothing is known of it. */
export type DeclaredOutputs<O> = unknown extends O
  ? Readonly<Record<string, unknown>>
  : Partial<OutputValues<O>>;

/**
 * What a declared output of a workflow gets from its source. `undefined` where the node did not complete, or where the path
 * leads nowhere. `outputsOf` answers the outputs of a node that completed.
 */
export function deliveredTo(
  { source }: WorkflowOutput,
  outputsOf: (node: string) => Readonly<Inputs> | undefined,
): unknown {
  const outputs = source && outputsOf(source.from);
  return outputs && follow(ownValue(outputs, source.output), source.path);
}

/**
 * The declared outputs that have a value. The defaults of the others stand in for them where the run completed: what a
 * failed or aborted one did not come to is absent.
 */
export function declaredOutputs(
  declared: readonly WorkflowOutput[],
  outputsOf: (node: string) => Readonly<Inputs> | undefined,
  isComplete: boolean,
): Readonly<Inputs> {
  const values = Object.create(null) as Inputs;
  for (const output of declared) {
    const delivered = deliveredTo(output, outputsOf);
    const value = delivered === undefined && isComplete ? output.port.defaultValue : delivered;
    if (value !== undefined) values[output.name] = value;
  }
  return Object.freeze(values);
}

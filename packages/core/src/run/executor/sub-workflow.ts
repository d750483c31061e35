import { RuntimeError } from '../../errors/runtime-error.js';
import type { Plan } from '../../plan/plan.js';
import { copyData } from '../../values/data.js';
import type { Activate } from '../../workflow/node.js';
import { formatPath } from '../../workflow/path.js';
import type { WorkflowOutput } from '../../workflow/workflow.js';
import { Remains } from '../result/activation.js';
import { deliveredTo } from '../result/declared-outputs.js';
import { completedOutputs, failuresOf } from '../result/outcome.js';
import { Executor } from './executor.js';
import { Frame } from './frame.js';
import type { Inputs } from './gather.js';
import { ownSignalOf, type Visit, visitOf } from './visit.js';

/**
 * The body of a sub-workflow node: an activation of the inner plan within the same run. What the node receives goes to the
 * inner workflow's declared inputs, and its declared outputs are what the node returns. Throws SUBWORKFLOW_FAILED with the
 * inner failure as cause.
 */
export function subWorkflowBody(plan: Plan): Activate {
  return (inputs, context, options) => {
    const visit = visitOf(context);
    const { frame: outer, step } = visit;
    if (outer.run.isConcluded) throw tooLate(step.id);
    const supplies = outer.supplies?.inner?.get(step.index) ?? [];
    const values = new Map(Object.entries(inputs));
    const place = { frame: outer, step: step.index, label: options?.label, context };
    const frame = new Frame(outer.run, plan, { supplies }, values, place);
    outer.run.slots.share();
    const children = (outer.children ??= new Map());
    children.set(step.index, frame);
    const executor = new Executor(frame);
    const letGo = stopping(executor, visit, [options?.signal, ownSignalOf(context)]);
    const { run } = outer;
    run.begins(executor);
    const pending = executor.run();
    run.hasBegun();
    const end = () => {
      letGo();
      if (children.get(step.index) === frame) children.set(step.index, new Remains(frame));
      return resultOf(frame);
    };
    if (pending !== undefined) return pending.then(end);
    // Only what is waited for is cut off, as it is to be where the run was stopped meanwhile.
    return run.stopped === undefined ? end() : Promise.resolve().then(end);
  };
}

/** Stops an activation when its visit is cut off, or it alone is told to stop. Answers what ends that. */
function stopping(
  executor: Executor,
  visit: Visit,
  given: readonly (AbortSignal | undefined)[],
): () => void {
  const signals = given.filter((signal) => signal !== undefined);
  const cancel = () => executor.cancel(visit.reason, visit.isFailing);
  const cancelAlone = () => executor.cancel(signals.find(({ aborted }) => aborted)?.reason);
  if (visit.isCancelled) cancel();
  else if (signals.some(({ aborted }) => aborted)) cancelAlone();
  visit.onCancel(cancel);
  for (const signal of signals) signal.addEventListener('abort', cancelAlone, { once: true });
  return () => {
    visit.offCancel(cancel);
    for (const signal of signals) signal.removeEventListener('abort', cancelAlone);
  };
}

function resultOf(frame: Frame): Readonly<Inputs> {
  const [failure] = failuresOf(frame);
  const { workflow } = frame.plan;
  const where = placeOf(frame);
  if (failure !== undefined) {
    throw new RuntimeError(
      'SUBWORKFLOW_FAILED',
      `Sub-workflow "${where.node}" failed: ${failure.message}`,
      { cause: failure, where, ...(failure.hint !== undefined && { hint: failure.hint }) },
    );
  }
  if (frame.abort.isAborted) throw frame.abort.reason;
  const outputs = Object.create(null) as Inputs;
  for (const output of workflow.outputs) {
    const value = outputValue(frame, output);
    if (value !== undefined) outputs[output.name] = value;
    else if (output.port.presence === 'required') throw outputMissing(frame, output);
    else if (output.port.defaultValue !== undefined)
      outputs[output.name] = output.port.defaultValue;
  }
  return outputs;
}

function tooLate(node: string): RuntimeError {
  return new RuntimeError(
    'HOOK_MISUSE',
    `A wrapper called the sub-workflow "${node}" after its run had ended.`,
    { hint: 'Call "next" before the wrapper answers.', where: { node } },
  );
}

function placeOf(frame: Frame): { workflow: string; node: string } {
  const outer = frame.outer as NonNullable<Frame['outer']>;
  const { plan } = outer.frame;
  return { workflow: plan.workflow.name, node: plan.steps[outer.step]?.id ?? '' };
}

function outputValue(frame: Frame, output: WorkflowOutput): unknown {
  const value = deliveredTo(output, (id) => completedOutputs(frame, frame.plan.indexOf.get(id)));
  return frame.isolation === 'copy' ? copyData(value) : value;
}

function outputMissing(frame: Frame, { name, source }: WorkflowOutput): RuntimeError {
  const where = placeOf(frame);
  const from =
    source === undefined
      ? 'nothing is connected to it'
      : `node "${source.from}" delivered no "${formatPath([source.output, ...source.path])}"`;
  return new RuntimeError(
    'OUTPUT_MISSING',
    `Sub-workflow "${where.node}" has no value for its output "${name}": ${from}.`,
    { hint: 'Declare the output optional, or see that the node behind it always runs.', where },
  );
}

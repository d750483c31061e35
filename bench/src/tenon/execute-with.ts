import type { NodeHandle, RunOptions, RunResult } from '@tenon/core';
import type { Execute, Unable } from '../contenders/contender.js';
import { PRINCIPAL } from '../duties/guards.js';
import { PARAMETERS } from '../duties/templates.js';
import { together } from '../hand/execute.js';
import type { Duty, Workload } from '../workloads/workload.js';
import { type Flow, flowOf } from './flow-of.js';
import type { Installation } from './installed/installation.js';
import { runtimeOf } from './runtime-of.js';

/**
 * Executes a workload with some plugins; what these cannot do, the runtime's own verification says. A workload that is to
 * be made anew gets a new workflow for each execution; the runtime stays.
 */
export function executeWith(
  installations: readonly Installation[],
  workload: Workload,
): Execute | Unable {
  const runtime = runtimeOf(workload, installations);
  const made = flowOf(workload);
  const refusal = runtime.verify(made.flow).find(({ severity }) => severity === 'error');
  if (refusal !== undefined) return { unable: refusal.message };
  const options = optionsOf(workload.duty);
  const read = readerOf(workload);
  const once = ({ flow, handles }: Flow) => {
    return async (): Promise<number> => read(await runtime.execute(flow, options), handles);
  };
  if (workload.isFresh) return async () => once(flowOf(workload))();
  return together(once(made), workload.concurrentRuns);
}

function optionsOf(duty: Duty): RunOptions {
  if (duty === 'templates') return { parameters: PARAMETERS };
  return duty === 'guarded' ? { principal: PRINCIPAL } : {};
}

type Read = (result: RunResult, handles: readonly NodeHandle[]) => number;

/** Reads the outputs of every node from a result, and adds their values up. */
function readerOf({ duty, nodes }: Workload): Read {
  if (duty === 'orders') {
    return reader(
      (outputs) => (outputs?.['value'] as { id: number } | undefined)?.id ?? Number.NaN,
    );
  }
  if (nodes.some(({ role }) => role === 'branch')) {
    return reader(
      (given) => (given?.['value'] ?? given?.['true'] ?? given?.['false'] ?? 0) as number,
    );
  }
  return (result, handles) => {
    let sum = 0;
    for (const handle of handles) {
      // A node that was skipped has none.
      const outputs = result.of(handle) as { readonly value: number } | undefined;
      if (outputs !== undefined) sum += outputs.value;
    }
    return sum;
  };
}

function reader(valueOf: (outputs: Readonly<Record<string, unknown>> | undefined) => number): Read {
  return (result, handles) => {
    let sum = 0;
    for (const handle of handles) sum += valueOf(result.of(handle));
    return sum;
  };
}

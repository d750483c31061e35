import { type Ending, type RegionScope, RuntimeError } from '@tenon/core';
import type { Asker } from '../condition/asker.js';
import { ENDS } from './ends.js';
import { type LoopPlan, placeOf } from './loop-plan.js';

const ACCEPT = 'or accept the limit: onLimit: "accept"';

/** The loop has had all its iterations: its plain end where it has no condition, LOOP_LIMIT where it has one. */
export function limitEnd(plan: LoopPlan, asker: Asker | undefined): Ending {
  const { id, maxIterations, condition, acceptsLimits } = plan;
  if (condition === undefined || acceptsLimits) return ENDS.maxIterations;
  const { word } = condition;
  const { kind, text } = condition.condition;
  const asked = kind === 'text' ? `"${text}"` : 'its condition';
  const stands = word === 'until' ? 'did not come to hold' : 'still holds';
  const seen = asker?.observation();
  return failed(
    'maxIterations',
    new RuntimeError(
      'LOOP_LIMIT',
      `Loop "${id}" did not end within ${counted(maxIterations)}: ${asked} ${stands}${seen === undefined ? '' : `, and ${seen}`}.`,
      { hint: `Raise maxIterations, correct the condition, ${ACCEPT}.`, where: placeOf(plan) },
    ),
  );
}

/** The loop's time is up: LOOP_TIMEOUT, unless that is accepted. */
export function timeoutEnd(plan: LoopPlan, { iteration, elapsedMs }: RegionScope): Ending {
  if (plan.acceptsLimits) return ENDS.timeout;
  return failed(
    'timeout',
    new RuntimeError(
      'LOOP_TIMEOUT',
      `Loop "${plan.id}" was not done within ${String(plan.timeoutMs)} ms: ${String(Math.round(elapsedMs))} ms had passed in iteration ${String(iteration)}.`,
      { hint: `Raise timeoutMs, ${ACCEPT}.`, where: placeOf(plan) },
    ),
  );
}

/** The heap has grown too far: LOOP_MEMORY, unless that is accepted. */
export function memoryEnd(plan: LoopPlan, { iteration }: RegionScope, grown: number): Ending {
  if (plan.acceptsLimits) return ENDS.memory;
  return failed(
    'memory',
    new RuntimeError(
      'LOOP_MEMORY',
      `The heap has grown by ${megabytes(grown)} since loop "${plan.id}" began, more than the ${megabytes(plan.maxHeapBytes)} it allows, in iteration ${String(iteration)}.`,
      {
        hint: `Raise maxHeapBytes, let its nodes keep less, ${ACCEPT}.`,
        where: placeOf(plan),
      },
    ),
  );
}

function failed(reason: Ending['reason'], error: RuntimeError): Ending {
  return Object.freeze({ reason, error });
}

function counted(iterations: number): string {
  return iterations === 1 ? '1 iteration' : `${String(iterations)} iterations`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

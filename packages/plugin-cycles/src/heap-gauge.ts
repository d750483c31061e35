import { describeValue, type ErrorPlace, messageOf, RuntimeError, serviceId } from '@tenon/core';

/** Measures the heap that loops with `maxHeapBytes` look at. A host or a test binds its own. */
export interface HeapGauge {
  /** Bytes in use, what has not been collected yet included. */
  used(): number;
}
export const HeapGauge = serviceId<HeapGauge>('tenon.HeapGauge', { methods: ['used'] });

/**
 * The heap of this process, which all its runs share. A measurement takes about a microsecond; the first loads `node:v8`,
 * which most processes never need.
 */
export const PROCESS_HEAP: HeapGauge = Object.freeze({
  used: () => process.getBuiltinModule('node:v8').getHeapStatistics().used_heap_size,
});

/** What a gauge shows a loop. Throws LOOP_FAILED where it cannot tell: a limit that is not measured is not kept. */
export function heapUsed(gauge: HeapGauge, where: ErrorPlace): number {
  let used: unknown;
  try {
    used = gauge.used();
  } catch (cause) {
    throw unmeasured(messageOf(cause), { where, cause });
  }
  if (typeof used === 'number' && !Number.isNaN(used)) return used;
  throw unmeasured(`"used" answered ${describeValue(used)}`, { where });
}

function unmeasured(
  why: string,
  details: { readonly where: ErrorPlace; readonly cause?: unknown },
): RuntimeError {
  const message = `The heap could not be measured for loop "${String(details.where.loop)}": ${why}.`;
  const hint = 'Bind a HeapGauge whose "used" answers a number of bytes.';
  return new RuntimeError('LOOP_FAILED', message, { ...details, hint });
}

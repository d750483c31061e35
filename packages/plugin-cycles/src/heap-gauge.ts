import { getHeapStatistics } from 'node:v8';
import { serviceId } from '@tenon/core';

/** Measures the heap that loops with `maxHeapBytes` look at. A host or a test binds its own. */
export interface HeapGauge {
  /** Bytes in use, what has not been collected yet included. */
  used(): number;
}
export const HeapGauge = serviceId<HeapGauge>('tenon.HeapGauge');

/** The heap of this process, which all its runs share. A measurement takes about a microsecond. */
export const PROCESS_HEAP: HeapGauge = Object.freeze({
  used: () => getHeapStatistics().used_heap_size,
});

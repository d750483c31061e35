import type { RunEvent, RunHandle } from '@tenon/core';
import { GrowingSeries } from './growing-series.js';
import { numbersIn } from './numbers.js';
import type { LoopCourse, TimedVisit, Timeline } from './timeline.js';

/** Visits and runs of loops on record at most: a report shows no more, and memory stays bounded. */
const MOST_RECORDED = 20_000;

/**
 * Records what a run does when, from its events; resolves when the run has ended. Call it right after `start`, so that nothing
 * is missed. Reading events turns timing on; the run does not wait for the reader. Outputs come masked, and only numbers are
 * kept of them.
 *
 * @example
 * const handle = runtime.start(workflow);
 * const timeline = recordTimeline(handle);
 * const html = await reportOf(workflow, await handle.result, { timeline: await timeline });
 */
export async function recordTimeline(
  handle: Pick<RunHandle<unknown>, 'events'>,
): Promise<Timeline> {
  const events = handle.events();
  const recorder = new Recorder();
  for await (const event of events) recorder.take(event);
  return recorder.timeline(events.dropped);
}

class Recorder {
  readonly #visits: TimedVisit[] = [];
  readonly #loops: LoopCourse[] = [];
  readonly #running = new Map<string, number>();
  readonly #counts = new Map<string, number>();
  readonly #series = new Map<string, Map<string, GrowingSeries>>();
  #startedAt: number | undefined;
  #endedAt = 0;
  #missing = 0;

  take(event: RunEvent): void {
    this.#startedAt ??= event.at;
    this.#endedAt = event.at;
    switch (event.type) {
      case 'nodeStarted':
        this.#running.set(event.node, event.at);
        break;
      case 'nodeSettled':
        this.#settled(event.node, event);
        break;
      case 'loopEnded': {
        const { loop, at: endedAt, iterations, reason } = event;
        if (this.#loops.length < MOST_RECORDED)
          this.#loops.push({ loop, endedAt, iterations, reason });
        else this.#missing++;
        break;
      }
      default:
    }
  }

  timeline(dropped: number): Timeline {
    const series = [...this.#series].flatMap(([node, numbers]) =>
      (this.#counts.get(node) ?? 0) < 2
        ? []
        : Array.from(numbers, ([name, { points }]) => ({ name: `${node}.${name}`, node, points })),
    );
    return {
      startedAt: this.#startedAt ?? 0,
      endedAt: this.#endedAt,
      visits: this.#visits,
      series,
      loops: this.#loops,
      missing: this.#missing + dropped,
    };
  }

  #settled(node: string, { at, outcome }: Extract<RunEvent, { type: 'nodeSettled' }>): void {
    const begun = this.#running.get(node);
    if (begun === undefined) return; // skipped, or never begun
    this.#running.delete(node);
    const visit = (this.#counts.get(node) ?? 0) + 1;
    this.#counts.set(node, visit);
    if (this.#visits.length < MOST_RECORDED) {
      // Events are told a little later than things happen; what the outcome says is exact.
      const { status, startedAt = begun, durationMs = at - begun } = outcome;
      this.#visits.push({ node, visit, startedAt, endedAt: startedAt + durationMs, status });
    } else this.#missing++;
    for (const [name, value] of numbersIn(outcome.outputs))
      this.#number(node, name).add(visit, value);
  }

  #number(node: string, name: string): GrowingSeries {
    let numbers = this.#series.get(node);
    if (numbers === undefined) this.#series.set(node, (numbers = new Map<string, GrowingSeries>()));
    let series = numbers.get(name);
    if (series === undefined) numbers.set(name, (series = new GrowingSeries()));
    return series;
  }
}

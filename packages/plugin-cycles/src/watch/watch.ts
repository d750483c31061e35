import { describeValue, type OutputHandle } from '@tenon/core';
import { MOST_WATCHED } from '../condition/places.js';
import { MOST_VALUES, type Trend, trendOf, type WatchedNumber } from './watched-number.js';

/** Handles whose number is found without putting their name together. */
const MOST_HANDLES = 32;

/** Watches the numbers that a loop's condition reads. Holds the last few values of each, however long the loop runs. */
export class Watch {
  readonly #numbers = new Map<string, Row>();
  readonly #byHandle = new Map<OutputHandle, Row | undefined>();
  /** What was noted last, which most conditions note again and again. */
  #latest: { readonly name: string | undefined; readonly row: Row | undefined } = NOTHING_NOTED;

  note(name: string, value: number, iteration: number): void {
    this.#row(name)?.note(value, iteration);
  }

  noteAt(handle: OutputHandle, value: number, iteration: number): void {
    let row = this.#byHandle.get(handle);
    if (row === undefined) {
      row = this.#row(String(handle));
      if (this.#byHandle.size < MOST_HANDLES) this.#byHandle.set(handle, row);
    }
    row?.note(value, iteration);
  }

  /** Each number by the name of its place; `undefined` where there is none. */
  summary(): Readonly<Record<string, WatchedNumber>> | undefined {
    if (this.#numbers.size === 0) return undefined;
    const summary = Object.create(null) as Record<string, WatchedNumber>;
    for (const [name, row] of this.#numbers) summary[name] = row.summary();
    return Object.freeze(summary);
  }

  /** `"fit.error" swings to and fro, 0.25 at last`; what tells most comes first, and alone. */
  text(): string | undefined {
    let told: { readonly name: string; readonly number: WatchedNumber } | undefined;
    for (const [name, row] of this.#numbers) {
      const number = row.summary();
      if (told === undefined || WEIGHT[number.trend] > WEIGHT[told.number.trend]) {
        told = { name, number };
      }
    }
    return told && sentence(told.name, told.number);
  }

  #row(name: string): Row | undefined {
    if (name === this.#latest.name) return this.#latest.row;
    let row = this.#numbers.get(name);
    if (row === undefined && this.#numbers.size < MOST_WATCHED) {
      row = new Row();
      this.#numbers.set(name, row);
    }
    this.#latest = { name, row };
    return row;
  }
}

const NOTHING_NOTED = Object.freeze({ name: undefined, row: undefined });

/** What is known of one number: its last values, in a ring. */
class Row {
  readonly #values = new Float64Array(MOST_VALUES);
  #count = 0;
  #since = 0;

  note(value: number, iteration: number): void {
    this.#values[this.#count++ % MOST_VALUES] = value;
    if (Number.isFinite(value)) this.#since = 0;
    else if (this.#since === 0) this.#since = iteration;
  }

  summary(): WatchedNumber {
    const kept = Math.min(this.#count, MOST_VALUES);
    const values = Array.from(
      { length: kept },
      (_, i) => this.#values[(this.#count - kept + i) % MOST_VALUES] as number,
    );
    return Object.freeze({
      last: values.at(-1) ?? Number.NaN,
      trend: trendOf(values),
      ...(this.#since > 0 && { since: this.#since }),
    });
  }
}

/** What explains best why a condition does not come to hold weighs most. */
const WEIGHT: Readonly<Record<Trend, number>> = {
  diverged: 5,
  diverging: 4,
  oscillating: 3,
  constant: 2,
  settling: 1,
  moving: 0,
};

function sentence(name: string, { last, trend, since = 0 }: WatchedNumber): string {
  const value = describeValue(last);
  switch (trend) {
    case 'diverged':
      return `"${name}" is ${value} since iteration ${String(since)}`;
    case 'diverging':
      return `"${name}" moves on by ever larger steps, to ${value} at last`;
    case 'oscillating':
      return `"${name}" swings to and fro, ${value} at last`;
    case 'constant':
      return `"${name}" stays ${value}`;
    case 'settling':
      return `"${name}" moves on by ever smaller steps, to ${value} at last`;
    case 'moving':
      return `"${name}" was ${value} at last`;
  }
}

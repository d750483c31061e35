import { plainText } from '../../text/plain-text.js';
import type { Series } from '../../timeline/timeline.js';
import type { Spec } from './spec.js';

const WIDTH = 380;
const HEIGHT = 140;
const LONGEST_NAME = 48;
/** Values that range over so many powers of ten are drawn on a logarithmic scale. */
const WIDE = 1_000;
/** Steps between the powers named. */
const MOST_POWERS = 7;
/** Up to so many points are marked one by one. */
const MOST_MARKED = 60;

/** How a number developed from visit to visit. Values that are not finite are left out. */
export function convergenceChart({ name, points }: Series): Spec {
  const values = points
    .filter(([, value]) => Number.isFinite(value))
    .map(([visit, value]) => ({ visit, value }));
  const powers = powersOf(values.map(({ value }) => value));
  const isWide = powers.length > 0;
  const place = { x: { scale: 'x', field: 'visit' }, y: { scale: 'y', field: 'value' } };
  return {
    width: WIDTH,
    height: HEIGHT,
    padding: 8,
    title: { text: plainText(name, LONGEST_NAME) },
    data: [{ name: 'points', values }],
    scales: [
      {
        name: 'x',
        type: 'linear',
        domain: { data: 'points', field: 'visit' },
        range: 'width',
        zero: false,
      },
      isWide
        ? {
            name: 'y',
            type: 'log',
            domain: { data: 'points', field: 'value' },
            range: 'height',
            nice: true,
          }
        : {
            name: 'y',
            type: 'linear',
            domain: { data: 'points', field: 'value' },
            range: 'height',
            nice: true,
            zero: false,
          },
    ],
    axes: [
      {
        orient: 'bottom',
        scale: 'x',
        title: 'iteration',
        tickMinStep: 1,
        tickCount: 8,
        format: 'd',
      },
      {
        orient: 'left',
        scale: 'y',
        grid: true,
        tickCount: 5,
        ...(isWide && { format: '.0e', values: powers }),
      },
    ],
    marks: [
      { type: 'line', name: 'course', from: { data: 'points' }, encode: { update: place } },
      ...(values.length <= MOST_MARKED
        ? [
            {
              type: 'symbol' as const,
              name: 'point',
              from: { data: 'points' },
              encode: { update: { ...place, size: { value: 18 } } },
            },
          ]
        : []),
    ],
  };
}

/** The powers of ten that a logarithmic scale names, eight at most; none where values do not call for one. */
function powersOf(values: readonly number[]): readonly number[] {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (!(least > 0 && most / least >= WIDE)) return [];
  const first = Math.floor(Math.log10(least));
  const last = Math.ceil(Math.log10(most));
  const every = Math.ceil((last - first) / MOST_POWERS);
  const powers: number[] = [];
  for (let power = last; power >= first; power -= every) powers.push(Number(`1e${String(power)}`));
  return powers;
}

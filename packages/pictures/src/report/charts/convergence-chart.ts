import type { Spec } from 'vega';
import { plainText } from '../../text/plain-text.js';
import type { Series } from '../../timeline/timeline.js';

const WIDTH = 380;
const HEIGHT = 140;
const LONGEST_NAME = 48;
/** Values that range over so many powers of ten are drawn on a logarithmic scale. */
const WIDE = 1_000;
/** Up to so many points are marked one by one. */
const MOST_MARKED = 60;

/** How a number developed from visit to visit. Values that are not finite are left out. */
export function convergenceChart({ name, points }: Series): Spec {
  const values = points
    .filter(([, value]) => Number.isFinite(value))
    .map(([visit, value]) => ({ visit, value }));
  const isWide = spansPowers(values.map(({ value }) => value));
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
      { orient: 'left', scale: 'y', grid: true, tickCount: 5, ...(isWide && { format: '.0e' }) },
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

function spansPowers(values: readonly number[]): boolean {
  const least = Math.min(...values);
  return least > 0 && Math.max(...values) / least >= WIDE;
}

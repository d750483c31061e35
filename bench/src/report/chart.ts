import { CORE, isPeer, OPERATIONS, TENON } from './contenders.js';
import { type Measurement, roundsBy } from './measurement.js';
import { sampleOf } from './statistics.js';

/** The workloads that the chart shows, as far as they were measured. */
const SHOWN = [
  'chain of 1,000',
  'layers 10 x 100',
  'layers 10 x 100, asynchronous',
  '100 nodes, 20 switches',
  '10 loops of 5 nodes x 100',
];

/** The chart as a specification of Vega-Lite: a row for each contender, a logarithmic scale, the spread of the rounds as lines. */
export function chartOf(measurements: readonly Measurement[]): object {
  const values = SHOWN.flatMap((name) =>
    measurements.filter(({ workload }) => workload === name),
  ).flatMap((measurement) =>
    measurement.figures.flatMap(({ contender }) => {
      const rounds = roundsBy(measurement, contender);
      if (rounds === undefined) return [];
      const { median, least, most } = sampleOf(rounds);
      const { workload } = measurement;
      return [{ workload, contender, kind: kindOf(contender), median, least, most }];
    }),
  );
  const axis = { values: Array.from({ length: 9 }, (_, power) => 10 ** power), format: '~s' };
  const x = { type: 'quantitative', scale: { type: 'log' }, axis, title: 'ns for each node' };
  const y = {
    field: 'contender',
    type: 'nominal',
    title: null,
    sort: { field: 'median', op: 'min' },
  };
  const color = { field: 'kind', type: 'nominal', title: null, scale: { range: COLORS } };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    background: 'white',
    data: { values },
    facet: { row: { field: 'workload', type: 'nominal', title: null, sort: SHOWN } },
    spec: {
      width: 480,
      layer: [
        {
          mark: 'rule',
          encoding: { y, color, x: { ...x, field: 'least' }, x2: { field: 'most' } },
        },
        {
          mark: { type: 'point', filled: true, size: 60 },
          encoding: { y, color, x: { ...x, field: 'median' } },
        },
      ],
    },
    resolve: { scale: { y: 'independent' } },
  };
}

/** Okabe and Ito's colours, which are told apart by those who do not see all colours. */
const COLORS = ['#0072b2', '#999999', '#d55e00'];

function kindOf(contender: string): string {
  if (contender === TENON || contender === CORE || contender === OPERATIONS) return 'Tenon';
  return isPeer(contender) ? 'peer' : 'by hand';
}

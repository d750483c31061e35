import { expect } from 'chai';
import { chartOf } from '#bench/report/chart.js';
import { digits, markdownTable, withSpread } from '#bench/report/markdown.js';
import { render } from '#bench/report/render.js';
import { aFigure, aMeasurement, aReport } from '../support/measurements.js';

const measurement = aMeasurement(
  { 'plain loop': [10, 11], 'awaiting loop': [100, 110], Tenon: [40, 44], 'p-graph': [400, 440] },
  { workload: 'chain of 1,000', visits: 1000 },
);

describe('the report', () => {
  it('writes numbers with three digits', () => {
    expect([0.1234, 1.234, 12.34, 123.4, 1234, 123_456, 0].map(digits)).to.deep.equal([
      '0.12',
      '1.23',
      '12.3',
      '123',
      '1,230',
      '123,000',
      '0',
    ]);
    expect(digits(Number.NaN)).to.equal('–');
  });

  it('shows how far rounds lie apart, where there are several', () => {
    expect(withSpread({ median: 2, least: 1, most: 3 })).to.equal('2.00 (1.00–3.00)');
    expect(withSpread({ median: 2, least: 2, most: 2 })).to.equal('2.00');
  });

  it('keeps a cell in its column', () => {
    expect(markdownTable(['a', 'b'], [['x|y', '1']])).to.equal(
      '| a | b |\n| --- | --: |\n| x\\|y | 1 |',
    );
  });

  it('states the day, the command, the machine and the versions', () => {
    const text = render(aReport([measurement]), 'chart.svg');
    expect(text).to.contain('2001-02-03').and.to.contain('`npm run bench`');
    expect(text).to.contain('2 cores, 8 GiB').and.to.contain('Node.js 20.0.0');
    expect(text).to.contain('| p-graph | 1.0.0 | a note |');
    expect(text).to.contain('](chart.svg)');
  });

  it('tells each target with the worst of its figures', () => {
    const slow = aMeasurement(
      { 'awaiting loop': [100], Tenon: [80] },
      { workload: 'something slow' },
    );
    const text = render(aReport([measurement, slow]), 'chart.svg');
    expect(text).to.match(/\| synchronous .* \| ≤ 0.5 \| 0.80 \| something slow \| 1 of 2 \|/);
    expect(text).to.match(/\| synchronous .* \| something slow \| ≤ 0.5 \| 0.80 \| 1.60 x \|/);
  });

  it('says once what a contender could not, and where', () => {
    const unable = { ...aFigure('p-graph', []), unable: 'has no loops' };
    const at = (workload: string) => aMeasurement({}, { workload, figures: [unable] });
    const text = render(aReport([at('one'), at('two')]), 'chart.svg');
    expect(text).to.contain('- p-graph: has no loops (one; two)');
  });

  it('draws every contender that has figures', () => {
    const drawn = JSON.stringify(chartOf([measurement]));
    for (const name of ['plain loop', 'awaiting loop', 'Tenon', 'p-graph']) {
      expect(drawn).to.contain(`"contender":"${name}"`);
    }
    const unable = { ...measurement, figures: [{ ...aFigure('p-graph', [1]), unable: 'no' }] };
    expect(JSON.stringify(chartOf([unable]))).to.not.contain('p-graph');
  });
});

import { expect } from 'chai';
import type { Measurement } from '#bench/report/measurement.js';
import { type Verdict, verdicts } from '#bench/report/targets.js';
import { aFigure, aMeasurement, aReport } from '../support/measurements.js';

function verdictOn(target: string, ...measurements: readonly Measurement[]): Verdict | undefined {
  return verdicts(aReport(measurements)).find((verdict) => verdict.target.startsWith(target));
}

const loops = (tenon: number) => ({ 'plain loop': [5], 'awaiting loop': [100], Tenon: [tenon] });

describe('targets', () => {
  it('are met on the limit, and missed above it', () => {
    expect(verdictOn('synchronous', aMeasurement(loops(50)))?.isMet).to.equal(true);
    expect(verdictOn('synchronous', aMeasurement(loops(51)))?.isMet).to.equal(false);
  });

  it('differ by what a workload is about', () => {
    const about = (group: Measurement['group']) =>
      verdicts(aReport([aMeasurement(loops(1), { group })]));
    expect(about('asynchronous')[0]?.limit).to.equal(1);
    expect(about('working')[0]?.limit).to.equal(1.5);
    expect(about('observed')[0]?.limit).to.equal(1);
    expect(about('fixed')).to.deep.equal([]);
    expect(about('preparation')).to.deep.equal([]);
  });

  it('take off what a run costs by itself, for each run there is', () => {
    const one = aMeasurement({ Tenon: [1000] }, { workload: '1 node', group: 'fixed', visits: 1 });
    const apart = (facts: Partial<Measurement>) =>
      verdictOn('synchronous bodies, the run apart', one, aMeasurement(loops(60), facts));
    expect(apart({})?.sample.median).to.equal(0.5);
    expect(apart({})?.isMet).to.equal(true);
    expect(apart({ runs: 2 })?.sample.median).to.equal(0.4);
    expect(apart({ visits: 200 })?.isMet).to.equal(false);
    expect(verdictOn('synchronous bodies, the run apart', aMeasurement(loops(60)))).to.equal(
      undefined,
    );
  });

  it('compare timers by the time that passed', () => {
    const figures = [
      { ...aFigure('Tenon', [1]), wallNs: [104] },
      { ...aFigure('Promise.all per layer', [1]), wallNs: [100] },
    ];
    const verdict = verdictOn('timers', aMeasurement({}, { group: 'timers', figures }));
    expect(verdict?.sample.median).to.equal(1.04);
    expect(verdict?.isMet).to.equal(true);
  });

  it('compare growth with that of the plain loop', () => {
    const at = (workload: string, plain: number, tenon: number) =>
      aMeasurement({ 'plain loop': [plain], Tenon: [tenon] }, { workload, group: 'growth' });
    const small = at('random graph of 1,000', 10, 50);
    const verdict = verdictOn('growth', small, at('random graph of 100,000', 20, 140));
    expect(verdict?.sample.median).to.equal(1.4);
    expect(verdict?.isMet).to.equal(true);
  });

  it('ask the fastest peer that keeps a graph, and leave out those that keep none', () => {
    const rounds = { Tenon: [10], effect: [1], 'p-graph': [49], 'Node-RED': [90] };
    const verdict = verdictOn('fastest peer', aMeasurement(rounds));
    expect(verdict?.about).to.contain('p-graph');
    expect(verdict?.isMet).to.equal(false);
  });

  it('speak of graphs of 100 nodes and more where they speak of peers', () => {
    const rounds = { Tenon: [10], Mastra: [5000] };
    expect(verdictOn('Mastra', aMeasurement(rounds))?.isMet).to.equal(true);
    expect(verdictOn('Mastra', aMeasurement(rounds, { visits: 99 }))).to.equal(undefined);
  });

  it('say nothing of a contender that could not', () => {
    const unable = { ...aFigure('Tenon', []), unable: 'has no loops' };
    const figures = [aFigure('awaiting loop', [1]), unable];
    expect(verdicts(aReport([aMeasurement({}, { figures })]))).to.deep.equal([]);
  });
});

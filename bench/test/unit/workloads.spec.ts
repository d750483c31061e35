import { expect } from 'chai';
import { pruned, switches } from '#bench/workloads/routed.js';
import { visitsOf } from '#bench/workloads/workload.js';
import { workloadNamed, workloadNames } from '#bench/workloads/workloads.js';

describe('workloads', () => {
  it('have names of their own', () => {
    expect(new Set(workloadNames()).size).to.equal(workloadNames().length);
  });

  it('count every turn of a loop as visits', () => {
    expect(visitsOf(workloadNamed('10 loops of 5 nodes x 100'))).to.equal(5000);
    expect(visitsOf(workloadNamed('self-loop of 10,000'))).to.equal(10_000);
    expect(visitsOf(workloadNamed('1,000 runs of 10 nodes at once'))).to.equal(10_000);
  });

  it('use all 64 bodies', () => {
    const { nodes } = workloadNamed('chain of 100');
    expect(new Set(nodes.map(({ body }) => body)).size).to.equal(64);
  });

  it('are the same each time they are made', () => {
    const name = 'random graph of 1,000';
    expect(workloadNamed(name)).to.deep.equal(workloadNamed(name));
  });

  it('have each node behind its parents', () => {
    for (const { parents, index } of workloadNamed('random graph of 10,000').nodes.map(
      (node, at) => ({ ...node, index: at }),
    )) {
      expect(Math.max(-1, ...parents)).to.be.below(index);
    }
  });

  it('prune half of what hangs on switches', () => {
    const armed = switches(20).filter(({ arm }) => arm !== undefined);
    expect(armed.filter(({ arm }) => arm?.side === 0).length).to.equal(armed.length / 2);
    const dead = pruned(10, 3, 9).filter(({ arm }) => arm?.side === 1);
    expect(dead.length).to.equal(27);
  });
});

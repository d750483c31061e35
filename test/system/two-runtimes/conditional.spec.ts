import { type Runtime, workflow } from '@tenon/core';
import { Branches, BranchHooks, branch, conditional } from '@tenon/plugin-conditional';
import { pass } from '@tenon/testing';
import { expect } from 'chai';
import { tapping, twoRuntimes } from './two-runtimes.js';

function forked() {
  const flow = workflow('forked');
  const fork = flow.add('fork', branch('value > 3'), { value: 5 });
  const no = flow.add('no', pass);
  flow.connect(fork.out.false, no.in.value);
  return flow.build();
}

describe('two runtimes in one container, with conditional execution', () => {
  it('have each their own mode, also for the very same workflow', async () => {
    const [one, other] = twoRuntimes(
      { plugins: [conditional({ mode: 'route-data' })] },
      { plugins: [conditional({ mode: 'skip-branches' })] },
    );
    const flow = forked();
    const keys = async (runtime: Runtime) => Object.keys((await runtime.execute(flow)).results);
    expect([await keys(one), await keys(other)]).to.deep.equal([['fork', 'no'], ['fork']]);
  });

  it('ask each their own taps, and know their own workflows, with the very same plugin', async () => {
    const plugin = conditional();
    const refusing = tapping('refusing', (_hooks, services) => {
      services.get(BranchHooks.id).admissible.tap('refusing', () => {
        throw new Error('not today');
      });
    });
    const [one, other] = twoRuntimes({ plugins: [plugin, refusing] }, { plugins: [plugin] });
    const flow = forked();
    expect((await one.start(flow).result).error?.code).to.equal('ROUTE_REFUSED');
    expect((await other.start(flow).result).status).to.equal('completed');
    expect(one.services.get(Branches)).not.to.equal(other.services.get(Branches));
  });
});

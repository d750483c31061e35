import { type RunResult, subWorkflow, workflow } from '@tenon/core';
import { aRuntime, aWorkflow, only, spied } from '@tenon/testing';
import { expect } from 'chai';
import { chooser } from '../support/nodes.js';
import { gates, loops } from '../support/plugins.js';

describe('content-aware success', () => {
  const says = (outputs: Record<string, unknown>) => only(spied(() => outputs).node);

  it('fails a node whose own output "success" is exactly false, and tells what it says', async () => {
    const cases: readonly [Record<string, unknown>, string][] = [
      [{ success: false }, 'Node "only" reported that it did not succeed.'],
      [
        { success: false, error: 'no disk' },
        'Node "only" reported that it did not succeed: no disk.',
      ],
      [
        { success: false, message: 'no disk' },
        'Node "only" reported that it did not succeed: no disk.',
      ],
      [
        { success: false, error: new Error('no disk') },
        'Node "only" reported that it did not succeed: no disk.',
      ],
    ];
    for (const [outputs, message] of cases) {
      const { status, error, outcomes, results } = await aRuntime().runtime.start(says(outputs))
        .result;
      expect([status, error?.code, error?.message]).to.deep.equal([
        'failed',
        'CONTENT_FAILED',
        message,
      ]);
      expect(outcomes.get('only')?.status).to.equal('failed');
      expect(Object.keys(results)).to.deep.equal([]);
    }
  });

  it('takes nothing else for a failure', async () => {
    const inherited = Object.create(null) as Record<string, unknown>;
    for (const success of [true, null, 0, '', 'false', undefined, NaN]) {
      inherited['success'] = success;
      const { status } = await aRuntime().runtime.start(says({ ...inherited })).result;
      expect(status, String(success)).to.equal('completed');
    }
  });

  it('can be switched off for a runtime', async () => {
    const { runtime } = aRuntime({ contentAware: false });
    const { status, results } = await runtime.start(says({ success: false })).result;
    expect([status, results['only']]).to.deep.equal(['completed', { success: false }]);
  });

  it('is the same in sub-workflows, in branches and in loops', async () => {
    const failed = spied(() => ({ success: false })).node;
    const { runtime } = aRuntime({ plugins: [gates(), loops()] });
    const inner = subWorkflow(only(failed));
    const nested = await runtime.start(only(inner)).result;
    expect((nested.error?.cause as RunResult['error'])?.code).to.equal('CONTENT_FAILED');
    const branch = aWorkflow()
      .node('choose', chooser(), { take: ['left'] })
      .node('a', failed)
      .edge('choose.left', 'a.value')
      .build();
    expect((await runtime.start(branch).result).error?.code).to.equal('CONTENT_FAILED');
    const loop = workflow('loop');
    const a = loop.add('a', failed);
    loop.loop('again', { back: [[a.output('value'), a.input('value')]] });
    expect((await runtime.start(loop.build()).result).error?.code).to.equal('CONTENT_FAILED');
  });
});

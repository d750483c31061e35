import {
  AccessPolicy,
  type AccessRequest,
  AuditSink,
  type AccessPolicy as Policy,
  subWorkflow,
} from '@tenon/core';
import { aRuntime, aWorkflow, only, pass, RecordingAuditSink, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { throwing } from '../unit/errors/thrown.js';

function withPolicy(policy: Policy) {
  return aRuntime({
    configure: ({ bind }) => {
      bind(AccessPolicy).toConstantValue(policy);
    },
  }).runtime;
}

describe('access', () => {
  it('lets everybody run everything where no policy is bound', async () => {
    expect((await aRuntime().runtime.execute(only(value(1)))).status).to.equal('completed');
  });

  it('asks the policy about each run: who, what, on whose behalf', async () => {
    const requests: AccessRequest[] = [];
    const runtime = withPolicy({
      decide: (request) => {
        requests.push(request);
        return true;
      },
    });
    const principal = { id: 'ada' };
    await runtime.execute(only(value(1)), { principal, tenant: 'acme' });
    expect(requests).to.deep.equal([
      { action: 'run', principal, tenant: 'acme', runId: 'run-1', workflow: 'test' },
    ]);
  });

  it('grants what the policy allows, at once or later', async () => {
    for (const answer of [
      true,
      { allow: true },
      Promise.resolve(true),
      Promise.resolve({ allow: true }),
    ]) {
      expect(
        (await withPolicy({ decide: () => answer }).start(only(value(1))).result).status,
      ).to.equal('completed');
    }
  });

  it('refuses what the policy denies, with its reason, before any node', async () => {
    const cases: readonly [ReturnType<Policy['decide']>, string][] = [
      [false, 'Access to workflow "test" was denied.'],
      [{ allow: false }, 'Access to workflow "test" was denied.'],
      [
        { allow: false, reason: 'after hours' },
        'Access to workflow "test" was denied: after hours.',
      ],
      [Promise.resolve(false), 'Access to workflow "test" was denied.'],
    ];
    for (const [answer, message] of cases) {
      const { node, calls } = spied();
      const { status, error } = await withPolicy({ decide: () => answer }).start(only(node)).result;
      expect([status, error?.code, error?.message]).to.deep.equal([
        'refused',
        'ACCESS_DENIED',
        message,
      ]);
      expect(calls).to.have.length(0);
    }
  });

  it('refuses when the policy throws, rejects or answers rubbish', async () => {
    const boom = new Error('boom');
    const policies: readonly (() => unknown)[] = [
      () => {
        throw boom;
      },
      throwing(undefined),
      () => Promise.reject(boom),
      () => undefined,
      () => null,
      () => 'yes',
      () => 1,
      () => ({}),
      () => ({ allow: 'yes' }),
      () => ({ allow: 1 }),
      () => [true],
      () => Promise.resolve('yes'),
      () => ({
        get then(): never {
          throw boom;
        },
      }),
    ];
    for (const decide of policies) {
      const { node, calls } = spied();
      const { status, error } = await withPolicy({ decide: decide as never }).start(only(node))
        .result;
      expect([status, error?.code], String(decide)).to.deep.equal(['refused', 'ACCESS_FAILED']);
      expect(error?.message).to.include('The access policy failed on workflow "test"');
      expect(calls).to.have.length(0);
    }
  });

  it('asks about each node as well where the policy wants that, nested ones too', async () => {
    const requests: AccessRequest[] = [];
    const { node, calls } = spied();
    const runtime = withPolicy({
      perNode: true,
      decide: (request) => {
        requests.push(request);
        return request.node === 'b' ? Promise.resolve({ allow: false, reason: 'not b' }) : true;
      },
    });
    const flow = aWorkflow()
      .node('a', node)
      .node('b', node)
      .node('c', pass)
      .edge('b', 'c.value')
      .build();
    const { status, error, outcomes } = await runtime.start(flow, { principal: 'ada' }).result;
    expect([status, error?.code, error?.where]).to.deep.equal([
      'failed',
      'ACCESS_DENIED',
      { workflow: 'test', node: 'b' },
    ]);
    expect(error?.message).to.equal('Access to node "b" of workflow "test" was denied: not b.');
    expect(outcomes.get('c')?.reason).to.equal('upstreamFailed');
    expect(calls.map(({ context }) => context.nodeId)).to.deep.equal(['a']);
    expect(requests.map(({ action, node: id }) => [action, id])).to.deep.equal([
      ['run', undefined],
      ['node', 'a'],
      ['node', 'b'],
    ]);
    expect(requests[1]).to.deep.include({ principal: 'ada', runId: 'run-1', nodeType: 'spied' });
    requests.length = 0;
    await runtime.execute(only(subWorkflow(aWorkflow('inner').node('x', node).build())));
    expect(requests.map(({ workflow, node: id }) => [workflow, id])).to.deep.equal([
      ['test', undefined],
      ['test', 'only'],
      ['inner', 'x'],
    ]);
  });

  it('fails a node closed as well: what the policy throws there denies it', async () => {
    const { node, calls } = spied();
    const runtime = withPolicy({
      perNode: true,
      decide: ({ action }) => {
        if (action === 'node') throw new Error('boom');
        return true;
      },
    });
    const { status, error } = await runtime.start(only(node)).result;
    expect([status, error?.code]).to.deep.equal(['failed', 'ACCESS_FAILED']);
    expect(calls).to.have.length(0);
  });

  it('refuses before audit writes that the run started', async () => {
    const sink = new RecordingAuditSink();
    const { runtime } = aRuntime({
      configure: ({ bind }) => {
        bind(AccessPolicy).toConstantValue({ decide: () => false });
        bind(AuditSink).toConstantValue(sink);
      },
    });
    await runtime.start(only(value(1))).result;
    expect(sink.types()).to.deep.equal(['runRefused']);
  });
});

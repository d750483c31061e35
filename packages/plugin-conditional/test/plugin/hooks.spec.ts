import { defineNode, type Plugin, port, Routed, RuntimeError, subWorkflow } from '@tenon/core';
import {
  BranchHooks,
  type BranchRouting,
  type BranchSummary,
  branch,
  summaryOf,
  switchOn,
} from '@tenon/plugin-conditional';
import { aWorkflow, failing, only, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { MASKED, masking, tapping } from '../support/plugins.js';
import { run } from '../support/runtime.js';

const fork = () =>
  aWorkflow()
    .node('v', value(5))
    .node('b', branch('value > 10'))
    .node('yes', pass)
    .node('no', pass)
    .node('behind', pass)
    .edge('v', 'b.value')
    .edge('b.true', 'yes.value')
    .edge('yes', 'behind.value')
    .edge('b.false', 'no.value')
    .build();

/** A plugin that taps the hooks of this package. */
function hooked(name: string, tap: (hooks: ReturnType<typeof tapsOf>) => void): Plugin {
  return tapping(name, (_hooks, services) => tap(tapsOf(services)));
}

function tapsOf(services: Parameters<NonNullable<Plugin['apply']>>[1]) {
  return services.get(BranchHooks.id);
}

describe('BranchHooks.routed', () => {
  it('tells of each choice: the switch, the ports, and why', async () => {
    const told: BranchRouting[] = [];
    const telling = hooked('telling', ({ routed }) =>
      routed.tap('telling', (one) => void told.push(one)),
    );
    const { status } = await run(fork(), { plugins: [telling] });
    expect(status).to.equal('completed');
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.deep.include({
      path: ['b'],
      workflow: 'test',
      taken: ['false'],
      ports: ['true', 'false'],
    });
    expect(JSON.stringify(told[0]?.because)).to.include('value > 10 does not hold');
    expect(told[0]).to.be.frozen;
  });

  it('tells it of switches that wait, and of those inside sub-workflows, by the way to them', async () => {
    const told: unknown[] = [];
    const telling = hooked('telling', ({ routed }) =>
      routed.tap('telling', ({ path, taken }, { id }) => void told.push([id, ...path, ...taken])),
    );
    const slow = branch(({ value: given }) => Promise.resolve(given === 1));
    const flow = aWorkflow()
      .node('sub', subWorkflow(only(slow, { value: 1 })))
      .build();
    await run(flow, { plugins: [telling] });
    expect(told).to.deep.equal([['run-1', 'sub', 'only', 'true']]);
  });

  it('shows no secret', async () => {
    const told: BranchRouting[] = [];
    const telling = hooked('telling', ({ routed }) =>
      routed.tap('telling', (one) => void told.push(one)),
    );
    const flow = only(branch('value == "x"'), { value: 'hunter-two' });
    await run(flow, { plugins: [telling, masking('hunter-two')] });
    expect(JSON.stringify(told)).to.include(MASKED).and.not.to.include('hunter-two');
  });

  it('tells what a node says of its choice as data, without its secrets', async () => {
    const told: unknown[] = [];
    const telling = hooked('telling', ({ routed }) => {
      routed.tap('telling', ({ because }) => void told.push(because));
    });
    const node = defineNode({
      type: 'n',
      outputs: { a: port().optional() },
      routes: { ports: ['a'], multiple: false },
      run: () => new Routed({}, ['a'], { text: 'as hunter-two said' }),
    });
    await run(only(node), { plugins: [telling] });
    await run(only(node), { plugins: [telling, masking('hunter-two')] });
    expect(told).to.deep.equal([{ text: 'as hunter-two said' }, { text: `as ${MASKED} said` }]);
  });

  it('tells nothing of a reason that cannot be told', async () => {
    const told: BranchRouting[] = [];
    const telling = hooked('telling', ({ routed }) => {
      routed.tap('telling', (one) => void told.push(one));
    });
    const broken = () => {
      throw new Error('no');
    };
    const node = defineNode({
      type: 'n',
      outputs: { a: port().optional() },
      routes: { ports: ['a'], multiple: false },
      run: () => new Routed({}, ['a'], broken),
    });
    expect((await run(only(node), { plugins: [telling] })).status).to.equal('completed');
    expect(told[0]).to.have.property('because', undefined);
  });

  it('is not told of a node that takes a port there is not, or none at all', async () => {
    const told: BranchRouting[] = [];
    const telling = hooked('telling', ({ routed }) => {
      routed.tap('telling', (one) => void told.push(one));
    });
    for (const answer of [
      new Routed({}, ['b']),
      new Routed({}, ['a', 'b']),
      new Routed({}, 'a' as never),
      {},
    ]) {
      const node = defineNode({
        type: 'n',
        outputs: { a: port().optional(), b: port().optional() },
        routes: { ports: ['a'], multiple: false },
        run: () => answer,
      });
      const { error } = await run(only(node), { plugins: [telling] });
      expect(error?.code).to.equal('OUTPUT_INVALID');
    }
    expect(told).to.deep.equal([]);
  });

  it('cannot harm the run, and is not told what fails', async () => {
    const told: unknown[] = [];
    const telling = hooked('telling', ({ routed }) => {
      routed.tap('telling', () => {
        throw new Error('no');
      });
    });
    const { status, warnings } = await run(fork(), { plugins: [telling] });
    expect([status, warnings.map(({ code }) => code)]).to.deep.equal([
      'completed',
      ['OBSERVER_FAILED'],
    ]);
    const counting = hooked('counting', ({ routed }) =>
      routed.tap('counting', (one) => void told.push(one)),
    );
    await run(only(branch('value > 1'), { value: 'x' }), { plugins: [counting] });
    await run(only(switchOn({ a: 'false' }), { value: 1 }), { plugins: [counting] });
    expect(told).to.deep.equal([]);
  });
});

describe('BranchHooks.admissible', () => {
  const refusing = (thrown: unknown) =>
    hooked('guard', ({ admissible }) => {
      admissible.tap('guard', ({ path, taken }) => {
        if (path[0] === 'b' && taken.includes('false')) throw thrown;
      });
    });

  it('refuses a choice, which fails the switch and names the plugin', async () => {
    const { status, error, outcomes } = await run(fork(), {
      plugins: [refusing(new Error('not on Mondays'))],
    });
    expect([status, error?.code]).to.deep.equal(['failed', 'ROUTE_REFUSED']);
    expect(error?.message).to.equal(
      'Node "b" was refused by plugin "guard" to take "false": not on Mondays',
    );
    expect(error?.where).to.deep.equal({
      plugin: 'guard',
      hook: 'BranchHooks.admissible',
      workflow: 'test',
      node: 'b',
    });
    expect(outcomes.get('no')?.reason).to.equal('upstreamFailed');
  });

  it('names every port that was to be taken, and says where none was', async () => {
    const guard = hooked('guard', ({ admissible }) => {
      admissible.tap('guard', () => {
        throw new Error('no');
      });
    });
    const all = switchOn({ a: 'value > 1', b: 'value > 2' }, { multiple: true, onNoMatch: 'skip' });
    const refusal = async (given: number) =>
      (await run(only(all, { value: given }), { plugins: [guard] })).error;
    const both = await refusal(3);
    expect(both?.message).to.include('refused by plugin "guard" to take "a", "b": no');
    expect(both?.hint).to.include('BranchHooks.admissible');
    expect((await refusal(0))?.message).to.include('to take no port: no');
  });

  it('may be tapped by itself', async () => {
    const alone = hooked('alone', ({ admissible }) => admissible.tap('alone', () => undefined));
    const { results } = await run(fork(), { plugins: [alone] });
    expect(results['no']).to.deep.equal({ value: 5 });
  });

  it('keeps an error of Tenon as the cause', async () => {
    const thrown = new RuntimeError('ACCESS_DENIED', 'Not for you.');
    const { error } = await run(fork(), { plugins: [refusing(thrown)] });
    expect([error?.code, error?.cause]).to.deep.equal(['ROUTE_REFUSED', thrown]);
    expect(error?.message).to.equal('Node "b" was refused to take "false": Not for you.');
    expect(Object.keys(error?.where ?? {})).to.not.include('plugin');
  });

  it('lets pass what it does not refuse, and is asked before anybody is told', async () => {
    const order: string[] = [];
    const both = hooked('both', ({ admissible, routed }) => {
      routed.tap('both', () => void order.push('routed'));
      admissible.tap('both', () => void order.push('admissible'));
    });
    const { results } = await run(fork(), { plugins: [both] });
    expect(results['no']).to.deep.equal({ value: 5 });
    expect(order).to.deep.equal(['admissible', 'routed']);
  });

  it('is a contract: an asynchronous tap refuses', async () => {
    const late = hooked('late', ({ admissible }) => {
      admissible.tap('late', () => Promise.resolve() as never);
    });
    const { error } = await run(fork(), { plugins: [late] });
    expect([error?.code, error?.where.plugin]).to.deep.equal(['ROUTE_REFUSED', 'late']);
  });
});

describe('BranchHooks.summary', () => {
  it('tells once, at the end, what the switches of a run came to', async () => {
    const told: BranchSummary[] = [];
    const telling = hooked('telling', ({ summary }) =>
      summary.tap('telling', (one) => void told.push(one)),
    );
    const result = await run(fork(), { plugins: [telling] });
    expect(told).to.deep.equal([summaryOf(result.outcomes)]);
    expect(told[0]).to.deep.equal({
      switches: [{ path: ['b'], visits: 1, taken: new Map([['false', 1]]) }],
      visits: 1,
      taken: 1,
      pruned: 2,
    });
  });

  it('tells nothing of runs without switches, nor of those that were refused', async () => {
    const told: BranchSummary[] = [];
    const telling = hooked('telling', ({ summary }) =>
      summary.tap('telling', (one) => void told.push(one)),
    );
    await run(only(value(1)), { plugins: [telling] });
    await run(only(branch('valu > 1'), { value: 1 }), { plugins: [telling] });
    expect(told).to.deep.equal([]);
  });
});

describe('the summary of a run', () => {
  it('counts what was pruned, and not what a failure skipped', async () => {
    const flow = aWorkflow()
      .node('bad', failing('no'))
      .node('b', branch('true'))
      .node('x', pass)
      .edge('bad', 'b.value')
      .edge('b.true', 'x.value')
      .build();
    expect(summaryOf((await run(flow)).outcomes)).to.deep.equal({
      switches: [],
      visits: 0,
      taken: 0,
      pruned: 0,
    });
  });

  it('counts inside sub-workflows too', async () => {
    const tags = switchOn(
      { a: 'value > 1', b: 'value > 2' },
      { multiple: true, onNoMatch: 'skip', inputs: { value: port() } },
    );
    const inner = aWorkflow('inner')
      .node('s', tags, { value: 3 })
      .node('none', tags, { value: 0 })
      .node('x', pass)
      .edge('none.a', 'x.value')
      .build();
    const flow = aWorkflow()
      .node('sub', subWorkflow(inner))
      .node('other', branch('true'), { value: 1 })
      .build();
    const { switches, visits, taken, pruned } = summaryOf((await run(flow)).outcomes);
    expect(switches.map(({ path, taken: ports }) => [path.join('/'), [...ports]])).to.deep.equal([
      [
        'sub/s',
        [
          ['a', 1],
          ['b', 1],
        ],
      ],
      ['sub/none', []],
      ['other', [['true', 1]]],
    ]);
    expect([visits, taken, pruned]).to.deep.equal([3, 3, 1]);
  });
});
